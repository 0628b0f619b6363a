import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import { parseJson } from '../domain/json.js';
import type { TokenCipher } from '../storage/token-cipher.js';
import { refusal } from './refusals.js';

/** How long the address of a picture works. */
export const TICKET_MS = 2 * 60_000;

/** Says what its owner may do with a ticket: one that was sealed for something else opens no picture. */
const PURPOSE = 'qr';

/** Whose picture it is. `until` is epoch milliseconds. */
export type QrTicket = {
	readonly instanceId: InstanceId;
	readonly workspaceId: number;
	readonly until: number;
};

/** The ticket as one word that is safe in a URL. Nobody can read, change or make one without the key. */
export function sealTicket(cipher: TokenCipher, { instanceId, workspaceId, until }: QrTicket) {
	return cipher.seal(JSON.stringify([PURPOSE, instanceId, workspaceId, until]));
}

/** Throws RefusedError `picture-gone` (404) for a ticket that is forged, or not valid any more. */
export function openTicket(cipher: TokenCipher, text: string, now: number): QrTicket {
	const [purpose, instanceId, workspaceId, until] = readSealed(cipher, text);
	const isRight =
		purpose === PURPOSE &&
		typeof instanceId === 'string' &&
		typeof workspaceId === 'number' &&
		typeof until === 'number';
	if (!isRight || until <= now) throw pictureGone();
	return { instanceId: asInstanceId(instanceId), workspaceId, until };
}

function readSealed(cipher: TokenCipher, text: string): readonly unknown[] {
	try {
		const fields = parseJson(cipher.open(text));
		return Array.isArray(fields) ? fields : [];
	} catch (cause) {
		throw pictureGone(cause);
	}
}

/** The picture is not here any more, or never was. */
export function pictureGone(cause?: unknown) {
	return refusal({
		code: 'picture-gone',
		status: 404,
		message: 'refusal.picture-gone',
		help: 'help.picture-gone',
		cause,
	});
}
