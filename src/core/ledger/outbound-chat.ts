import type { Clock } from '../clock.js';
import type { RoomId, VisitorToken } from '../domain/ids.js';
import { readLegacyToken } from '../domain/legacy-visitor.js';
import type { LedgerMessage } from '../domain/ledger.js';
import { canonicalChat } from './identity.js';
import type { Chat, Workspace } from '../domain/registry.js';
import type { Stores } from '../storage/stores.js';

type Deps = { readonly stores: Stores; readonly clock: Clock };

/** The chat that an agent's room belongs to; undefined when the bridge does not know the visitor. */
export async function findChatOfRoom(
	deps: Deps,
	workspace: Workspace,
	room: { readonly visitorToken: VisitorToken; readonly roomId: RoomId },
): Promise<Chat | undefined> {
	const chats = await deps.stores.chats.listByVisitor(workspace.id, room.visitorToken);
	const chat = chats.find(({ roomId }) => roomId === room.roomId) ?? chats[0];
	return chat === undefined ? adoptLegacy(deps, workspace, room) : canonicalChat(deps.stores, chat);
}

/** The chat that a row was delivered in: what is done to the message later goes there too, whatever the room. */
export async function findChatOfRow(
	{ stores }: Pick<Deps, 'stores'>,
	row: LedgerMessage | undefined,
): Promise<Chat | undefined> {
	const lane = row === undefined ? undefined : await stores.lanes.find(row.laneId);
	return lane === undefined ? undefined : stores.chats.find(lane.chatId);
}

/** A room of the earlier adapter: its visitor says which number and customer it is, and is one of ours from now on. */
async function adoptLegacy(
	{ stores, clock }: Deps,
	workspace: Workspace,
	{ visitorToken, roomId }: Parameters<typeof findChatOfRoom>[2],
): Promise<Chat | undefined> {
	const legacy = readLegacyToken(visitorToken);
	if (legacy === undefined) return undefined;
	const instances = await stores.instances.listOfWorkspace(workspace.id);
	const instance = instances.find(({ wid }) => wid === legacy.ownWid);
	if (instance === undefined) return undefined;
	const id = await stores.chats.insertOnce({
		workspaceId: workspace.id,
		instanceId: instance.id,
		chatId: legacy.chatId,
		visitorToken,
		isRegistered: true,
		roomId,
		name: `+${legacy.chatId.replace(/@c\.us$/, '')}`,
		createdAt: clock.now(),
	});
	return stores.chats.find(id);
}
