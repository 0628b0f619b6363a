import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import { idOf } from '../../notices';
import type { Tools } from '../../tools';
import { needText } from '../call';
import type { Call, Op } from '../call';
import { visitorRoom } from '../places';
import type { Posted } from '../posted';
import { permissionMissing } from '../refused';
import { textHash } from '../visitor-messages';
import type { VisitorMessages } from '../visitor-messages';

/** Clocks of Rocket.Chat's processes and of its database differ a little. */
const CLOCKS_MS = 5000;

/** Posts in the visitor's name, once for each `messageId`. */
export function createPostMessage(posted: Posted, visitorMessages: VisitorMessages): Op {
	return async (call: Call, tools: Tools) => {
		const text = needText(call, 'text');
		const name = needText(call, 'messageId');
		// Looked for while the records are; that it is gone matters only when there is something to post.
		const found = visitorRoom(call, tools);
		found.catch(() => undefined);
		const messageId = await posted.once(name, tools, async (triedAt) => {
			const room = await found;
			const earlier = triedAt === undefined ? undefined : await find(room, text, triedAt, tools);
			return earlier ?? postAsVisitor(room, text, tools);
		});
		return { messageId };
	};

	/** What an earlier try posted before that could be written down: the oldest that no other name owns. */
	async function find(
		room: ILivechatRoom,
		text: string,
		triedAt: number,
		tools: Tools,
	): Promise<string | undefined> {
		const hash = textHash(text);
		const messages = await visitorMessages.newest(room, tools);
		const alike = messages.filter(
			(message) => message.textHash === hash && message.at >= triedAt - CLOCKS_MS,
		);
		for (const { id } of [...alike].reverse()) if (!(await posted.isTaken(id, tools))) return id;
		return undefined;
	}
}

export async function postAsVisitor(
	room: ILivechatRoom,
	text: string,
	{ modify }: Tools,
): Promise<string> {
	const creator = modify.getCreator();
	const message = creator
		.startLivechatMessage()
		.setRoom(room)
		.setVisitor(room.visitor)
		.setToken(room.visitor.token)
		.setText(text);
	const id = idOf(await creator.finish(message));
	if (id === undefined) throw permissionMissing('livechat-message.write');
	return id;
}
