import { asObject, asOptionalText, asText, type WireObject } from '../read.js';
import { storeDirectMessage } from './direct-routes.js';
import { repeated } from './message-routes.js';
import { invalidParams, meteorError, noReason } from './refusals.js';
import { callerWithRole, type Route, type RouteCall } from './router.js';
import type { Message, Room, User } from './types.js';
import { messageForm, userForm } from './wire.js';
import { roleOf, setReaction, storeMessage, userAuthor, type Workspace } from './workspace.js';

/** Who may write into Omnichannel rooms without serving them. */
const WRITERS = ['admin', 'bot', 'livechat-manager', 'livechat-agent'];
const MAX_TEXT = 5000;
const PUBLIC_SETTINGS = [
	'Livechat_enabled',
	'FileUpload_Enabled',
	'FileUpload_MaxFileSize',
	'FileUpload_ProtectFiles',
	'Message_AllowEditing',
	'Message_AllowDeleting',
];

/** What users can do, and what the workspace tells of itself (reference 1.3). */
export function userRoutes(workspace: Workspace): readonly Route[] {
	return [
		{
			verb: 'post',
			path: '/api/v1/chat.sendMessage',
			access: 'user',
			limit: workspace.quirks.limitsSendMessage ? { calls: 5, windowMs: 1000 } : undefined,
			handle: (call) => sendMessage(workspace, call),
		},
		{
			verb: 'post',
			path: '/api/v1/chat.postMessage',
			access: 'user',
			handle: (call) => postMessage(workspace, call),
		},
		{
			verb: 'get',
			path: '/api/v1/chat.getMessage',
			access: 'user',
			handle: (call) => getMessage(workspace, call),
		},
		{
			verb: 'post',
			path: '/api/v1/chat.react',
			access: 'user',
			handle: (call) => react(workspace, call),
		},
		{ verb: 'get', path: '/api/info', limit: 'none', handle: () => versionForm(workspace) },
		{
			verb: 'get',
			path: '/api/v1/me',
			access: 'user',
			handle: ({ user }) => (user === undefined ? {} : meForm(user)),
		},
		{
			verb: 'get',
			path: '/api/v1/users.info',
			access: 'user',
			handle: (call) => usersInfo(workspace, call),
		},
		{
			verb: 'get',
			path: '/api/v1/settings.public',
			handle: () => publicSettings(workspace),
		},
	];
}

async function sendMessage(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const { message } = asObject(await call.json());
	if (message === undefined) throw invalidParams(`must have required property 'message'`);
	const fresh = asObject(message);
	const _id = asOptionalText(fresh['_id']);
	const stored = _id === undefined ? undefined : workspace.messages.get(_id);
	if (stored !== undefined) return repeated(workspace, stored);
	const direct = workspace.directRooms.get(asText(fresh['rid']));
	if (direct !== undefined && _id !== undefined)
		return { message: messageForm(storeDirectMessage(workspace, direct, call, fresh)) };
	const room = writableRoom(workspace, call, fresh['rid']);
	const alias = asOptionalText(fresh['alias']);
	return { message: messageForm(say(workspace, call, room, fresh['msg'], { _id, alias })) };
}

async function postMessage(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const body = asObject(await call.json());
	const room = writableRoom(workspace, call, body['roomId'] ?? body['channel']);
	const alias = asOptionalText(body['alias']);
	const message = say(workspace, call, room, body['text'], { _id: undefined, alias });
	return { ts: message.ts, channel: room._id, message: messageForm(message) };
}

function writableRoom(workspace: Workspace, call: RouteCall, rid: unknown): Room {
	callerWithRole(workspace, call, WRITERS);
	const room = workspace.rooms.get(asText(rid));
	if (room === undefined) throw meteorError('error-invalid-room', 'Invalid room');
	if (!room.isOpen) throw meteorError('room-closed', 'Room is closed');
	return room;
}

function say(
	workspace: Workspace,
	call: RouteCall,
	room: Room,
	text: unknown,
	{ _id, alias }: { _id: string | undefined; alias: string | undefined },
): Message {
	const user = callerWithRole(workspace, call, WRITERS);
	const msg = asText(text);
	if (msg.length > MAX_TEXT) {
		throw meteorError('error-message-size-exceeded', 'Message size exceeds Message_MaxAllowedSize');
	}
	return storeMessage(workspace, room, {
		...(_id === undefined ? {} : { _id }),
		...(alias === undefined ? {} : { alias }),
		from: roleOf(user),
		msg,
		u: userAuthor(user),
	});
}

function getMessage(workspace: Workspace, call: RouteCall): WireObject {
	const message = workspace.messages.get(call.query.get('msgId') ?? '');
	if (message === undefined) throw noReason();
	return { message: messageForm(message) };
}

async function react(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const body = asObject(await call.json());
	const message = workspace.messages.get(asText(body['messageId']));
	if (message === undefined) throw meteorError('error-not-found', 'Message not found');
	const emoji = asText(body['emoji'] ?? body['reaction']);
	if (emoji === '') {
		throw meteorError('error-emoji-param-not-provided', 'The required "emoji" param is missing.');
	}
	const { shouldReact } = body;
	const isReacted = typeof shouldReact === 'boolean' ? shouldReact : undefined;
	if (call.user !== undefined) setReaction(workspace, message, call.user, { emoji, isReacted });
	return {};
}

function versionForm({ options }: Workspace): WireObject {
	return { version: options.version ?? '8.8' };
}

function meForm(user: User): WireObject {
	const { email, roles } = user;
	return { ...userForm(user), emails: [{ address: email, verified: true }], roles, settings: {} };
}

function usersInfo(workspace: Workspace, call: RouteCall): WireObject {
	const { query } = call;
	const user =
		workspace.users.get(query.get('userId') ?? '') ??
		workspace.usersByName.get(query.get('username') ?? '');
	if (user === undefined) throw meteorError('error-invalid-user', 'User not found.');
	const isPrivileged = call.user?.roles.includes('admin') === true;
	return { user: isPrivileged ? meForm(user) : userForm(user) };
}

function publicSettings({ settings: all }: Workspace): WireObject {
	const settings = PUBLIC_SETTINGS.map((_id) => ({ _id, value: all.get(_id) }));
	return { settings, count: settings.length, offset: 0, total: settings.length };
}
