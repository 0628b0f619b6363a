import { asCount, asOptionalText, asText, type WireObject } from '../read.js';
import { invalidParams, notAllowed, plainCode } from './refusals.js';
import { openRoomOf, roomOf } from './room-routes.js';
import type { Route, RouteCall } from './router.js';
import type { Message } from './types.js';
import { checked } from './validation.js';
import { visitorOf } from './visitor-routes.js';
import { iso, messageForm } from './wire.js';
import {
	changeMessage,
	dropMessage,
	storeMessage,
	visitorAuthor,
	type Workspace,
} from './workspace.js';

const ONE = '/api/v1/livechat/message/:_id';

/** The visitor's messages (reference 1.3). */
export function messageRoutes(workspace: Workspace): readonly Route[] {
	return [
		{
			verb: 'post',
			path: '/api/v1/livechat/message',
			handle: async (call) => post(workspace, await call.json()),
		},
		{
			verb: 'get',
			path: ONE,
			handle: (call) => ({
				message: messageForm(find(workspace, call, Object.fromEntries(call.query))),
			}),
		},
		{ verb: 'put', path: ONE, handle: (call) => edit(workspace, call) },
		{ verb: 'delete', path: ONE, handle: (call) => remove(workspace, call) },
		{
			verb: 'get',
			path: '/api/v1/livechat/messages.history/:rid',
			handle: (call) => ({ messages: history(workspace, call) }),
		},
	];
}

function post(workspace: Workspace, json: unknown): WireObject {
	const body = checked('POST livechat/message', json);
	const visitor = visitorOf(workspace, body['token']);
	const room = openRoomOf(workspace, visitor, body['rid']);
	const msg = asText(body['msg']);
	const limit = workspace.options.messageCharacterLimit;
	if (limit !== undefined && msg.length > limit) {
		throw plainCode('message-length-exceeds-character-limit');
	}
	const _id = asOptionalText(body['_id']);
	const stored = _id === undefined ? undefined : workspace.messages.get(_id);
	if (stored !== undefined) return repeated(workspace, stored);
	const message = storeMessage(workspace, room, {
		...(_id === undefined ? {} : { _id }),
		from: 'visitor',
		msg,
		u: visitorAuthor(visitor),
		token: visitor.token,
		alias: visitor.name,
	});
	return { message: messageForm(message) };
}

/** The same `_id` once more: stored once in every release, but old ones answer with an error of the language. */
export function repeated(workspace: Workspace, stored: Message): WireObject {
	if (workspace.quirks.refusesDuplicateId) {
		throw plainCode('Cannot convert undefined or null to object');
	}
	return { message: messageForm(stored) };
}

/** Rocket.Chat asks for any room of the visitor, and does not look whether the message is in it. */
function find(workspace: Workspace, call: RouteCall, by: WireObject): Message {
	for (const name of ['token', 'rid']) {
		if (typeof by[name] !== 'string') {
			throw invalidParams(`must have required property '${name}'`);
		}
	}
	const visitor = visitorOf(workspace, by['token']);
	roomOf(workspace, visitor, by['rid']);
	const message = workspace.messages.get(call.param('_id'));
	if (message === undefined) throw plainCode('invalid-message');
	return message;
}

/** A message that its visitor may change. */
function findOwn(workspace: Workspace, call: RouteCall, by: WireObject): Message {
	const message = find(workspace, call, by);
	if (message.token === by['token']) return message;
	throw notAllowed(workspace.quirks, 'error-action-not-allowed', 'Not allowed');
}

async function edit(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const body = checked('PUT livechat/message/:_id', await call.json());
	const message = findOwn(workspace, call, body);
	if (workspace.options.allowEditing === false) {
		throw notAllowed(workspace.quirks, 'error-action-not-allowed', 'Message editing not allowed');
	}
	changeMessage(workspace, message, asText(body['msg']));
	return { message: messageForm(message) };
}

async function remove(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const message = findOwn(
		workspace,
		call,
		checked('DELETE livechat/message/:_id', await call.json()),
	);
	if (workspace.options.allowDeleting === false) {
		throw notAllowed(workspace.quirks, 'error-action-not-allowed', 'Message deleting not allowed');
	}
	dropMessage(workspace, message, message.u);
	return { message: { _id: message._id, ts: iso(Date.now()) } };
}

/** Newest first, system messages among them. */
function history(workspace: Workspace, call: RouteCall): readonly WireObject[] {
	const { query } = call;
	const token = query.get('token');
	if (token === null) throw invalidParams(`must have required property 'token'`);
	const room = roomOf(workspace, visitorOf(workspace, token), call.param('rid'));
	const limit = asCount(query.get('limit'), 20);
	const end = room.messages.length - asCount(query.get('offset'), 0);
	return room.messages
		.slice(Math.max(0, end - limit), Math.max(0, end))
		.reverse()
		.map(messageForm);
}
