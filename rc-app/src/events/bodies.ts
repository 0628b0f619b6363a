import { unmapped } from './filter';
import { fieldsOf, isoOf, listOf, textOf } from '../fields';
import type { Fields } from '../fields';

/** The body of a call to `POST /api/webhook/rocket` (docs/protocol.md). */
export type Body = Readonly<Record<string, unknown>> & { readonly type: string };

/** What every body begins with. `agent` is who did it; `messages` is empty for what happens to the whole room. */
export type Scene = {
	/** The workspace's address. */
	readonly url: string;
	readonly room: unknown;
	readonly agent: unknown;
};

export function messageBody(scene: Scene, message: unknown): Body {
	return { ...envelope('message', scene), messages: [messageOf(message, scene.room)] };
}

export function editBody(scene: Scene, message: unknown): Body {
	const editedAt = isoOf(fieldsOf(message)['editedAt']);
	return {
		...envelope('message-edited', scene),
		messages: [{ ...messageOf(message, scene.room), editedAt }],
	};
}

export function deletionBody(scene: Scene, message: unknown): Body {
	const { id, sender } = fieldsOf(message);
	const agentId = textOf(fieldsOf(sender)['id']) || undefined;
	return {
		...envelope('message-deleted', scene),
		messages: [{ _id: id, rid: fieldsOf(scene.room)['id'], agentId }],
	};
}

export function reactionBody(
	scene: Scene,
	message: unknown,
	reaction: { readonly name: string; readonly isRemoved: boolean; readonly at: Date },
): Body {
	return {
		...envelope('message-reaction', scene),
		messages: [{ _id: fieldsOf(message)['id'], rid: fieldsOf(scene.room)['id'] }],
		reaction: reaction.name,
		isRemoved: reaction.isRemoved,
		reactedAt: reaction.at.toISOString(),
	};
}

/** `LivechatSession` (closed), `LivechatSessionTaken` or `LivechatSessionForwarded`. */
export function sessionBody(
	type: 'LivechatSession' | 'LivechatSessionTaken' | 'LivechatSessionForwarded',
	scene: Scene,
): Body {
	return { ...envelope(type, scene), messages: [] };
}

function envelope(type: string, { url, room, agent }: Scene): Body {
	const { id, displayName, createdAt, lastModifiedAt, visitor } = fieldsOf(room);
	return {
		type,
		url,
		_id: id,
		label: textOf(displayName) || undefined,
		createdAt: isoOf(createdAt),
		lastMessageAt: isoOf(lastModifiedAt),
		visitor: visitorOf(visitor),
		agent: agentOf(agent),
	};
}

function visitorOf(visitor: unknown): object {
	const { id, token, name, username, phone } = fieldsOf(visitor);
	return { _id: id, token, name, username, phone };
}

function agentOf(agent: unknown): object | undefined {
	const { id, username, name, emails } = fieldsOf(agent);
	const email = textOf(listOf(emails)[0]?.['address']) || undefined;
	return textOf(id) === '' ? undefined : { _id: id, username, name, email };
}

function messageOf(message: unknown, room: unknown): object {
	const fields = fieldsOf(message);
	const { id: senderId, username, name } = fieldsOf(fields['sender']);
	const rest = unmapped(fields);
	return {
		_id: fields['id'],
		u: { _id: senderId, username, name },
		username,
		msg: textOf(fields['text']),
		ts: isoOf(fields['createdAt']),
		rid: fieldsOf(room)['id'],
		agentId: senderId,
		_updatedAt: isoOf(fields['updatedAt']),
		...(rest['closingMessage'] === true && { closingMessage: true }),
		...filesOf(fields, rest),
	};
}

function filesOf(fields: Fields, rest: Fields): object {
	const attachments = listOf(fields['attachments']);
	const files = listOf(fields['files'] ?? rest['files']);
	return {
		...(attachments.length > 0 && { attachments: attachments.map(attachmentOf) }),
		...(typeof fields['file'] === 'object' && fields['file'] !== null && { file: fields['file'] }),
		...(files.length > 0 && { files }),
	};
}

/** As the engine has it, with the size where the protocol expects it and without the preview's bytes. */
function attachmentOf(attachment: Fields): Fields {
	const rest = unmapped(attachment);
	const size = ['imageSize', 'videoSize', 'audioSize', 'size']
		.map((field) => attachment[field] ?? rest[field])
		.find((value) => typeof value === 'number');
	const kept = Object.entries(attachment).filter(([field]) => !/^image_?preview$/i.test(field));
	return { ...Object.fromEntries(kept), ...(size !== undefined && { size }) };
}
