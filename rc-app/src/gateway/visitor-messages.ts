import { createHash } from 'crypto';
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import { fieldsOf, listOf, textOf, timeOf } from '../fields';
import type { Fields } from '../fields';
import { createLately } from '../lately';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';

/** A visitor's message: what it takes to know one's own posts again. */
export type VisitorMessage = {
	readonly id: string;
	readonly at: number;
	readonly textHash: string;
	readonly fileIds: readonly string[];
	readonly fileNames: readonly string[];
};

/** What visitors wrote in the bridge's rooms. */
export type VisitorMessages = {
	/** Rocket.Chat told of one. */
	heard(message: unknown, room: unknown): void;
	/** Those that were heard of in the last ten minutes in that room, newest first. */
	lately(roomId: string): readonly VisitorMessage[];
	/** The newest 100 of the room; where the engine can't list them, what was heard of. Newest first. */
	newest(room: ILivechatRoom, tools: Tools): Promise<readonly VisitorMessage[]>;
};

const KEPT_MS = 10 * 60_000;
const KEPT = 2000;
const HISTORY = 100;

/** Texts are compared by this: what customers write is not kept a second time. */
export function textHash(text: string): string {
	return createHash('sha256').update(text.trim().normalize('NFC')).digest('hex');
}

export function createVisitorMessages(now: () => number = Date.now): VisitorMessages {
	const heard = createLately<VisitorMessage & { readonly roomId: string }>(KEPT_MS, KEPT, now);
	const lately = (roomId: string): readonly VisitorMessage[] =>
		heard.values().filter((message) => message.roomId === roomId);

	return {
		heard(message, room) {
			const roomId = textOf(fieldsOf(room)['id']);
			const read = visitorMessage(fieldsOf(message));
			if (read !== undefined && roomId !== '') heard.set(read.id, { ...read, roomId });
		},
		lately,
		async newest(room, { read }) {
			const messages: unknown = await orUndefined(() =>
				read.getRoomReader().getMessages(room.id, { limit: HISTORY, sort: { createdAt: 'desc' } }),
			);
			if (!Array.isArray(messages) || messages.length === 0) return lately(room.id);
			return listOf(messages)
				.filter((message) => isByVisitor(message, room))
				.flatMap((message) => visitorMessage(message) ?? [])
				.sort((one, other) => other.at - one.at);
		},
	};
}

/** In a list the engine leaves people as Rocket.Chat's database has them (`_id`). */
function isByVisitor(message: Fields, { visitor }: ILivechatRoom): boolean {
	const sender = fieldsOf(message['sender']);
	const id = textOf(sender['_id']) || textOf(sender['id']);
	return message['token'] === visitor.token || (id !== '' && id === visitor.id);
}

function visitorMessage(message: Fields): VisitorMessage | undefined {
	const id = textOf(message['id']);
	const at = timeOf(message['createdAt']);
	if (id === '' || at === undefined) return undefined;
	const files = [fieldsOf(message['file']), ...listOf(message['files'])];
	const titles = listOf(message['attachments']).map(({ title }) => fieldsOf(title)['value']);
	return {
		id,
		at,
		textHash: textHash(textOf(message['text'])),
		fileIds: files.map((file) => textOf(file['_id'])).filter((one) => one !== ''),
		fileNames: [...files.map(({ name }) => textOf(name)), ...titles.map(textOf)].filter(
			(name) => name !== '',
		),
	};
}
