import { asObject, asText } from '../../src/sandbox/read.js';
import { agentFor } from '../../src/sandbox/rocket-chat/room-routes.js';
import type { Room, StoredFile, User, Visitor } from '../../src/sandbox/rocket-chat/types.js';
import {
	departmentId,
	registerGuest,
	type Guest,
} from '../../src/sandbox/rocket-chat/visitor-routes.js';
import {
	assignAgent,
	closeRoom,
	onlineAgents,
	openRoom,
	storeMessage,
	userAuthor,
	visitorAuthor,
} from '../../src/sandbox/rocket-chat/workspace.js';
import type { AppObject } from './app-form.js';
import type { BridgeContext, BridgeMethods } from './context.js';
import { applyChange, extrasOf } from './message-bridge.js';
import { asRocketChat, RocketChatError } from './rocket-chat-error.js';

/** Omnichannel (RocketChat/Rocket.Chat app/apps/server/bridges/livechat.ts, app/livechat/server/lib). */
export function livechatBridge(context: BridgeContext): BridgeMethods {
	return {
		...visitors(context),
		...rooms(context),
		...messages(context),
		isOnline: () => isOnline(context),
		isOnlineAsync: async () => isOnline(context),
		async findDepartmentByIdOrName(named: string) {
			return context.converters.department(context.workspace, named);
		},
		async findDepartmentsEnabledWithAgents() {
			const { workspace, converters } = context;
			const departments = workspace.options.departments ?? [];
			return departments.map(({ _id }) => converters.department(workspace, _id));
		},
		// No custom fields are defined here: none is set.
		setCustomFields: async () => 0,
	};
}

function isOnline({ workspace }: BridgeContext): boolean {
	return onlineAgents(workspace).length > 0 || workspace.options.acceptChatsWithNoAgents === true;
}

function visitors({ workspace, converters }: BridgeContext): BridgeMethods {
	const register = (visitor: AppObject): Visitor =>
		asRocketChat(() => {
			const named = visitor['department'] ?? undefined;
			const department = named === undefined ? undefined : departmentId(workspace, named);
			return registerGuest(workspace, { ...guestOf(visitor), ...(department && { department }) });
		});
	const byId = (id: string) => [...workspace.visitors.values()].find(({ _id }) => _id === id);

	return {
		createVisitor: async (visitor: AppObject) => register(visitor)._id,
		createAndReturnVisitor: async (visitor: AppObject) => converters.visitor(register(visitor)),
		findVisitorById: async (id: string) => converters.visitor(byId(id)),
		findVisitorByEmail: async (email: string) =>
			converters.visitor(workspace.visitorsByEmail.get(email)),
		findVisitorByToken: async (token: string) => converters.visitor(workspace.visitors.get(token)),
		findVisitorByPhoneNumber: async (phone: string) =>
			converters.visitor(workspace.visitorsByPhone.get(phone)),
	};
}

function guestOf({ token, name, username, phone, visitorEmails }: AppObject): Guest {
	const first = (list: unknown) => asObject(Array.isArray(list) ? list[0] : undefined);
	const given = {
		...{ name, username, phone: first(phone)['phoneNumber'] },
		email: first(visitorEmails)['address'],
	};
	const texts = Object.entries(given).filter(([, text]) => typeof text === 'string' && text !== '');
	return { token: asText(token), ...Object.fromEntries(texts) };
}

function rooms(context: BridgeContext): BridgeMethods {
	const { workspace, converters } = context;
	const openRooms = () => [...workspace.rooms.values()].filter(({ isOpen }) => isOpen);
	const ofAgent = (agentId: string) => {
		if (agentId === '') throw new Error('Invalid agentId');
		return openRooms().filter(({ servedBy }) => servedBy?.user._id === agentId);
	};

	return {
		/** Opens one more room, whether the visitor has one or not. */
		async createRoom(
			visitor: AppObject,
			agent: AppObject | undefined,
			appId: string,
			more: AppObject | undefined,
		) {
			const source = asObject(more?.['source']);
			if (source['type'] !== 'app') throw new Error('Invalid source type for livechat room');
			const guest = guestIn(context, visitor);
			if (typeof visitor['department'] === 'string')
				guest.department =
					asRocketChat(() => departmentId(workspace, visitor['department'])) ?? guest.department;
			const wanted = wantedAgent(context, agent);
			const room = opened(context, guest, wanted);
			room.source = { ...source, id: appId };
			return converters.room(room);
		},
		async closeRoom(of: AppObject, comment: string, closer: AppObject | undefined) {
			const room = workspace.rooms.get(asText(of['id']));
			if (room?.isOpen !== true) throw new Error('error-room-closed');
			const user = workspace.users.get(asText(closer?.['id']));
			const by =
				user === undefined
					? { closer: 'visitor' as const, author: visitorAuthor(room.visitor) }
					: { closer: 'user' as const, author: userAuthor(user) };
			closeRoom(workspace, room, { ...by, comment });
			return true;
		},
		async findRooms(visitor: AppObject | undefined, department: string | undefined) {
			return openRooms()
				.filter((room) => room.visitor.token === visitor?.['token'])
				.filter((room) => department == null || room.visitor.department === department)
				.map(converters.room);
		},
		findOpenRoomsByAgentId: async (agentId: string) => ofAgent(agentId).map(converters.room),
		countOpenRoomsByAgentId: async (agentId: string) => ofAgent(agentId).length,
		async transferVisitor(_visitor: AppObject, transfer: AppObject, appId: string) {
			return transferred(context, transfer, appId);
		},
		async _fetchLivechatRoomMessages(_appId: string, rid: string) {
			return (workspace.rooms.get(rid)?.messages ?? []).map(converters.message);
		},
	};
}

function wantedAgent({ workspace }: BridgeContext, agent: AppObject | undefined) {
	const id = asText(agent?.['id']);
	if (id === '') return undefined;
	const isAgent = workspace.users.get(id)?.roles.includes('livechat-agent') === true;
	if (!isAgent) throw new Error(`The agent with id "${id}" was not found.`);
	return id;
}

function transferred({ workspace }: BridgeContext, transfer: AppObject, appId: string): boolean {
	if (userOfApp(workspace, appId) === undefined)
		throw new Error('Invalid app user, cannot transfer');
	const room = workspace.rooms.get(asText(asObject(transfer['currentRoom'])['id']));
	const id = asText(asObject(transfer['targetAgent'])['id']);
	if (id === '') throw new Error('This host hands rooms to agents, not to departments.');
	const agent = workspace.users.get(id);
	if (agent?.roles.includes('livechat-agent') !== true)
		throw new Error('Invalid target agent, cannot transfer');
	if (room?.isOpen !== true) return false;
	if (!agent.isOnline) throw new Error('error-user-is-offline');
	if (room.servedBy?.user === agent) throw new Error('error-selected-agent-room-agent-are-same');
	assignAgent(workspace, room, agent);
	return true;
}

export function userOfApp({ users }: BridgeContext['workspace'], appId: string): User | undefined {
	return [...users.values()].find((user) => user.appId === appId);
}

function messages(context: BridgeContext): BridgeMethods {
	const { workspace, converters } = context;
	return {
		async createMessage(message: AppObject) {
			if (asText(message['token']) === '') throw new Error('Invalid token for livechat message');
			const rid = asText(asObject(message['room'])['id']);
			if (!workspace.rooms.has(rid)) throw new Error('Invalid room provided on the message.');
			const visitor = guestIn(context, asObject(message['visitor']));
			const text = asText(message['text']);
			return visitorSays(context, visitor, rid, { msg: text, extra: extrasOf(message) })._id;
		},
		async getMessageById(messageId: string) {
			const message = workspace.messages.get(messageId);
			return message === undefined ? undefined : converters.message(message);
		},
		async updateMessage(message: AppObject) {
			const stored = workspace.messages.get(asText(message['id']));
			if (stored === undefined) return;
			const isOwn = stored.u._id === asObject(message['visitor'])['id'];
			if (workspace.options.allowEditing === false || !isOwn)
				throw new Error('error-action-not-allowed');
			applyChange(context, stored, message, stored.u);
		},
	};
}

/** A visitor writes; into a new room when that one is closed. */
export function visitorSays(
	context: BridgeContext,
	visitor: Visitor,
	rid: string,
	content: { msg: string; extra?: AppObject; files?: readonly StoredFile[] },
) {
	const { workspace } = context;
	const found = workspace.rooms.get(rid);
	if (found?.isOpen === true && found.visitor !== visitor)
		throw new RocketChatError('cannot-access-room');
	const room = found?.isOpen === true ? found : opened(context, visitor, undefined);
	const { token, name } = visitor;
	const u = visitorAuthor(visitor);
	return storeMessage(workspace, room, { from: 'visitor', u, token, alias: name, ...content });
}

function opened({ workspace }: BridgeContext, visitor: Visitor, agentId: string | undefined): Room {
	const agent = asRocketChat(() => agentFor(workspace, agentId));
	return openRoom(workspace, visitor, agent);
}

function guestIn({ workspace }: BridgeContext, { token }: AppObject): Visitor {
	const visitor = workspace.visitors.get(asText(token));
	if (visitor === undefined) throw new Error('There is no such visitor: register it first.');
	return visitor;
}
