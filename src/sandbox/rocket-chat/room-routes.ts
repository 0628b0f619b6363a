import { asText } from '../read.js';
import { meteorError, plainCode } from './refusals.js';
import { callerWithRole, type Route, type RouteCall } from './router.js';
import type { Room, User, Visitor } from './types.js';
import { checked } from './validation.js';
import { visitorOf } from './visitor-routes.js';
import { roomForm } from './wire.js';
import {
	closeRoom,
	onlineAgents,
	openRoom,
	userAuthor,
	visitorAuthor,
	type Workspace,
} from './workspace.js';

const CLOSERS = ['admin', 'livechat-manager', 'livechat-monitor', 'livechat-agent'];

/** Rooms, agents and the configuration of Omnichannel (reference 1.2). */
export function roomRoutes(workspace: Workspace): readonly Route[] {
	return [
		{
			verb: 'get',
			path: '/api/v1/livechat/room',
			limit: workspace.quirks.limitsVisitorAndRoom ? { calls: 5 } : undefined,
			handle: (call) => findOrOpen(workspace, call),
		},
		{
			verb: 'post',
			path: '/api/v1/livechat/room.close',
			async handle(call) {
				const { token, rid } = checked('POST livechat/room.close', await call.json());
				const visitor = visitorOf(workspace, token);
				const room = openRoomOf(workspace, visitor, rid);
				const comment = 'Closed by visitor';
				closeRoom(workspace, room, { closer: 'visitor', author: visitorAuthor(visitor), comment });
				return { rid, comment };
			},
		},
		{
			verb: 'post',
			path: '/api/v1/livechat/room.closeByUser',
			access: 'user',
			handle: (call) => closeByUser(workspace, call),
		},
		{
			verb: 'get',
			path: '/api/v1/livechat/config',
			handle: () => ({ config: configOf(workspace) }),
		},
	];
}

/** A visitor's room that is open: `invalid-room` when it is not the visitor's, `room-closed` when it was. */
export function openRoomOf(workspace: Workspace, visitor: Visitor, rid: unknown): Room {
	const room = roomOf(workspace, visitor, rid);
	if (!room.isOpen) throw plainCode('room-closed');
	return room;
}

/** A visitor's room, open or not; refuses with `invalid-room`. */
export function roomOf(workspace: Workspace, visitor: Visitor, rid: unknown): Room {
	const room = workspace.rooms.get(asText(rid));
	if (room?.visitor !== visitor) throw plainCode('invalid-room');
	return room;
}

function findOrOpen(workspace: Workspace, call: RouteCall): ReturnType<Route['handle']> {
	const query = checked('GET livechat/room', Object.fromEntries(call.query));
	const visitor = visitorOf(workspace, query['token']);
	const { rid } = query;
	if (typeof rid === 'string') {
		const room = roomOf(workspace, visitor, rid);
		if (!room.isOpen) throw plainCode('invalid-room');
		return { room: roomForm(room), newRoom: false };
	}
	const existing = workspace.openRooms.get(visitor.token);
	if (existing !== undefined) return { room: roomForm(existing), newRoom: false };
	const agent = agentFor(workspace, query['agentId']);
	return { room: roomForm(openRoom(workspace, visitor, agent)), newRoom: true };
}

/** Who serves a new room: the wanted agent, else the next who is online; undefined = it is queued. */
export function agentFor(workspace: Workspace, agentId: unknown): User | undefined {
	if (workspace.settings.get('Livechat_enabled') === false) {
		throw meteorError('error-omnichannel-is-disabled', 'Omnichannel is disabled');
	}
	const online = onlineAgents(workspace);
	const agent =
		agentId === undefined
			? online[workspace.turn % Math.max(1, online.length)]
			: online.find(({ _id }) => _id === agentId);
	workspace.turn += 1;
	if (agent === undefined && !acceptsWithNobody(workspace)) {
		throw meteorError('no-agent-online', 'Sorry, no online agents');
	}
	return agent;
}

async function closeByUser(
	workspace: Workspace,
	call: RouteCall,
): Promise<Readonly<Record<string, unknown>>> {
	const body = checked('POST livechat/room.closeByUser', await call.json());
	const user = callerWithRole(workspace, call, CLOSERS);
	const room = workspace.rooms.get(asText(body['rid']));
	if (room === undefined) throw meteorError('error-invalid-room', 'Invalid room');
	if (!room.isOpen) throw meteorError('error-room-already-closed', 'Room already closed');
	const comment = asText(body['comment']);
	closeRoom(workspace, room, { closer: 'user', author: userAuthor(user), comment });
	return {};
}

function configOf(workspace: Workspace): Readonly<Record<string, unknown>> {
	const { options } = workspace;
	if (workspace.settings.get('Livechat_enabled') === false) return { enabled: false };
	const flags = { showOnRegistration: true, showOnOfflineForm: true };
	return {
		enabled: true,
		online: onlineAgents(workspace).length > 0 || acceptsWithNobody(workspace),
		departments: (options.departments ?? []).map((department) => ({ ...department, ...flags })),
		settings: {},
	};
}

function acceptsWithNobody({ settings }: Workspace): boolean {
	return settings.get('Livechat_accept_chats_with_no_agents') === true;
}
