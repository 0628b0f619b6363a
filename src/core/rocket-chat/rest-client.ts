import { RocketChatError } from '../domain/errors.js';
import { asRcMessageId, asRoomId, asVisitorToken } from '../domain/ids.js';
import type { RcMessageId, RoomId, VisitorToken } from '../domain/ids.js';
import { multipartBody } from '../http/multipart.js';
import type { FileStream, NewVisitor, OpenedRoom, VisitorRoom, WantedRoom } from './gateway.js';
import type { RestCaller } from './rest-call.js';
import { unexpectedAnswer } from './rest-errors.js';
import { asObject, objectsOf, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';

// One function for each endpoint; bodies are held to Rocket.Chat's published schemas by the tests.
// Source of all routes: RocketChat/Rocket.Chat apps/meteor/server/api/v1/omnichannel/*.ts and chat.ts.

/** Milliseconds: a large file over a slow line, and Rocket.Chat answers only when it has stored it. */
const UPLOAD_TIMEOUT_MS = 600_000;
const HISTORY_LENGTH = 100;

export type PostedMessage = { readonly messageId: RcMessageId; readonly text: string };

/**
 * `POST livechat/visitor`. Without phone and e-mail on purpose: Rocket.Chat would answer with another visitor who has
 * the same. The room of a visitor with a department is of that department: `GET livechat/room` can't name one. Answers
 * the token that counts from now on.
 */
export async function postVisitor(call: RestCaller, visitor: NewVisitor): Promise<VisitorToken> {
	const { token, name, department } = visitor;
	const wish = department === undefined ? {} : { department };
	const json = { visitor: { token, ...(name === '' ? {} : { name }), ...wish } };
	const body = await call({ method: 'POST', route: 'livechat/visitor', json });
	const kept = textAt(asObject(body['visitor']), 'token');
	if (kept === '') throw unexpectedAnswer('POST livechat/visitor');
	return asVisitorToken(kept);
}

/** `GET livechat/visitor/:token`. */
export async function hasVisitor(call: RestCaller, token: VisitorToken): Promise<boolean> {
	try {
		await call({ method: 'GET', route: 'livechat/visitor/:token', params: { token } });
		return true;
	} catch (error) {
		if (error instanceof RocketChatError && error.code === 'ROCKET_CHAT_VISITOR_UNKNOWN')
			return false;
		throw error;
	}
}

/** `GET livechat/room`: the visitor's open room, or a new one. */
export async function getRoom(call: RestCaller, room: WantedRoom): Promise<OpenedRoom> {
	const agent = room.agentUserId === undefined ? {} : { agentId: room.agentUserId };
	const query = { token: room.visitorToken, ...agent };
	const body = await call({ method: 'GET', route: 'livechat/room', query });
	const found = asObject(body['room']);
	const roomId = textAt(found, '_id');
	if (roomId === '') throw unexpectedAnswer('GET livechat/room');
	const username = textAt(asObject(found?.['servedBy']), 'username');
	const servedBy = username === '' ? {} : { servedBy: username };
	return { roomId: asRoomId(roomId), isNew: body['newRoom'] === true, ...servedBy };
}

/** `POST livechat/room.close`. */
export async function closeRoom(call: RestCaller, room: VisitorRoom): Promise<void> {
	await call({ method: 'POST', route: 'livechat/room.close', json: visitorKeys(room) });
}

/** `POST livechat/message` with our own `_id`. */
export async function postMessage(
	call: RestCaller,
	room: VisitorRoom,
	{ messageId, text }: PostedMessage,
): Promise<void> {
	const json = { _id: messageId, ...visitorKeys(room), msg: text };
	await call({ method: 'POST', route: 'livechat/message', json });
}

/** `GET livechat/message/:_id`: the message's id as Rocket.Chat has it. */
export async function getMessage(
	call: RestCaller,
	room: VisitorRoom,
	messageId: RcMessageId,
): Promise<string> {
	const body = await call({
		method: 'GET',
		route: 'livechat/message/:_id',
		params: { _id: messageId },
		query: visitorKeys(room),
	});
	return textAt(asObject(body['message']), '_id');
}

/** `PUT livechat/message/:_id`. */
export async function putMessage(
	call: RestCaller,
	room: VisitorRoom,
	{ messageId, text }: PostedMessage,
): Promise<void> {
	await call({
		method: 'PUT',
		route: 'livechat/message/:_id',
		params: { _id: messageId },
		json: { ...visitorKeys(room), msg: text },
	});
}

/** `DELETE livechat/message/:_id`, which takes a JSON body. */
export async function deleteMessage(
	call: RestCaller,
	room: VisitorRoom,
	messageId: RcMessageId,
): Promise<void> {
	await call({
		method: 'DELETE',
		route: 'livechat/message/:_id',
		params: { _id: messageId },
		json: visitorKeys(room),
	});
}

/** `POST livechat/upload/:rid`, streamed. Answers the new message's id, which can't be chosen. */
export async function postUpload(
	call: RestCaller,
	room: VisitorRoom,
	file: FileStream,
	caption: string,
): Promise<RcMessageId> {
	const body = await call({
		method: 'POST',
		route: 'livechat/upload/:rid',
		params: { rid: room.roomId },
		headers: { 'x-visitor-token': room.visitorToken },
		form: () =>
			multipartBody(caption === '' ? {} : { description: caption }, { field: 'file', ...file }),
		timeoutMs: UPLOAD_TIMEOUT_MS,
	});
	const messageId = textAt(body, '_id') || textAt(asObject(body['message']), '_id');
	if (messageId === '') throw unexpectedAnswer('POST livechat/upload/:rid');
	return asRcMessageId(messageId);
}

/** `GET livechat/messages.history/:rid`: the last messages of the room, as they come. */
export async function getHistory(
	call: RestCaller,
	room: VisitorRoom,
): Promise<readonly JsonObject[]> {
	const body = await call({
		method: 'GET',
		route: 'livechat/messages.history/:rid',
		params: { rid: room.roomId },
		query: { token: room.visitorToken, limit: `${HISTORY_LENGTH}` },
	});
	return objectsOf(body['messages']);
}

/** `POST chat.sendMessage` in the workspace user's name, with our own `_id`. */
export async function sendMessage(
	call: RestCaller,
	message: PostedMessage & { readonly roomId: RoomId },
): Promise<void> {
	const json = { message: { _id: message.messageId, rid: message.roomId, msg: message.text } };
	await call({ method: 'POST', route: 'chat.sendMessage', json });
}

/** `GET users.info`: the name that a user is addressed by. */
export async function getUsername(call: RestCaller, userId: string): Promise<string> {
	const body = await call({ method: 'GET', route: 'users.info', query: { userId } });
	const username = textAt(asObject(body['user']), 'username');
	if (username === '') throw unexpectedAnswer('GET users.info');
	return username;
}

/** `POST im.create`: the room of direct messages between the workspace's user and another one; made when it is new. */
export async function createDirectRoom(call: RestCaller, username: string): Promise<RoomId> {
	const body = await call({ method: 'POST', route: 'im.create', json: { username } });
	const room = asObject(body['room']);
	const roomId = textAt(room, '_id') || textAt(room, 'rid');
	if (roomId === '') throw unexpectedAnswer('POST im.create');
	return asRoomId(roomId);
}

/** `GET chat.getMessage` (since 0.47; developer.rocket.chat/apidocs/get-message): the message's id as Rocket.Chat has it. */
export async function getUserMessage(call: RestCaller, messageId: RcMessageId): Promise<string> {
	const query = { msgId: messageId };
	const body = await call({ method: 'GET', route: 'chat.getMessage', query });
	return textAt(asObject(body['message']), '_id');
}

function visitorKeys(room: VisitorRoom): { token: string; rid: string } {
	return { token: room.visitorToken, rid: room.roomId };
}
