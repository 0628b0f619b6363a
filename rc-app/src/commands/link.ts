import { refused } from '../answers/answer';
import type { Answer, Button } from '../answers/answer';
import { askDaemon, messageOf } from '../answers/ask-daemon';
import { textOf } from '../fields';
import type { Reply } from '../answers/ask-daemon';
import type { Turn } from '../answers/turn';
import { startWatch } from './link-watch';

/** Which instance to link, and the number for a pairing code; without one it is a QR code. */
export type LinkWish = { readonly idInstance: string; readonly phone: string };

export const NEW_CODE = 'greenapi-new-code';

/**
 * Asks for a QR code, or with a phone number for a pairing code, and shows it with a button for the next one. From then
 * on the app looks every few seconds whether the phone is linked, and says so.
 */
export async function linkAnswer(turn: Turn, wish: LinkWish): Promise<Answer> {
	const { idInstance, phone } = wish;
	const reply = await askDaemon(turn, 'link-instance', {
		idInstance,
		...(phone === '' ? {} : { phone }),
	});
	if (!reply.isDone) return refused(reply.text);
	if (reply.body['isLinked'] === true) return { text: linkedText(turn, idInstance, reply) };
	await startWatch(turn, idInstance);
	return codeAnswer(turn, wish, reply.body);
}

function codeAnswer(turn: Turn, wish: LinkWish, body: Readonly<Record<string, unknown>>): Answer {
	const { say } = turn;
	const [code, image, message] = [textOf(body['code']), textOf(body['image']), messageOf(body)];
	const button = newCodeButton(turn, wish);
	if (code !== '') {
		const isTold = message.includes(code);
		return { text: isTold ? message : say('answer_pairing_code', { code }), button };
	}
	if (image === '') return { text: message || say('answer_no_code_yet'), button };
	const picture = { title: say('answer_qr_title', { idInstance: wish.idInstance }), url: image };
	return { text: message || say('answer_qr_code'), picture, button };
}

function linkedText({ say }: Turn, idInstance: string, reply: Reply): string {
	const message = reply.isDone ? messageOf(reply.body) : '';
	return message === '' ? say('answer_linked', { idInstance }) : message;
}

/** The number is the business's own and the thread is no secret; both come back when the button is pressed. */
function newCodeButton({ say, threadId }: Turn, { idInstance, phone }: LinkWish): Button {
	return {
		actionId: NEW_CODE,
		about: say('answer_code_expires'),
		label: say('answer_new_code'),
		value: JSON.stringify({ idInstance, phone, threadId }),
	};
}

/** What was put into the button; undefined when it is not ours. */
export function parseButtonValue(value: unknown): (LinkWish & { threadId: string }) | undefined {
	try {
		const parsed: unknown = JSON.parse(textOf(value));
		if (typeof parsed !== 'object' || parsed === null) return undefined;
		const fields = parsed as Record<string, unknown>;
		const idInstance = textOf(fields['idInstance']);
		if (idInstance === '') return undefined;
		return { idInstance, phone: textOf(fields['phone']), threadId: textOf(fields['threadId']) };
	} catch {
		return undefined;
	}
}
