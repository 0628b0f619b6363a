import { eventKey } from '../../src/core/domain/event-key.js';
import { asChatId, asInstanceId, asVisitorToken } from '../../src/core/domain/ids.js';
import type { NewLedgerMessage } from '../../src/core/domain/ledger.js';
import type { Instance } from '../../src/core/domain/registry.js';
import type { NewAgent } from '../../src/core/storage/agent-store.js';
import type { NewChat } from '../../src/core/storage/chat-store.js';
import type { Lane } from '../../src/core/storage/lane-store.js';
import type { Stores } from '../../src/core/storage/stores.js';
import { hashToken } from '../../src/core/storage/token-cipher.js';
import type { NewWorkspace } from '../../src/core/storage/workspace-store.js';

/** An ordinary moment for tests, epoch milliseconds. */
export const NOW = Date.parse('2026-11-22T14:00:00.000Z');

let count = 0;

/** A number that no other call in this process gets. */
export function unique(): number {
	count += 1;
	return count;
}

export function newWorkspace(overrides: Partial<NewWorkspace> = {}): NewWorkspace {
	const n = unique();
	return {
		url: `https://chat${n}.example.org`,
		adminEmail: 'admin@example.org',
		userId: 'rc-admin',
		authToken: `workspace-token-${n}`,
		commandTokenHash: hashToken(`command-${n}`),
		webhookTokenHash: hashToken(`webhook-${n}`),
		createdAt: NOW,
		...overrides,
	};
}

export function newAgent(overrides: Partial<NewAgent> = {}): NewAgent {
	const n = unique();
	return {
		workspaceId: 1,
		email: `agent${n}@example.org`,
		userId: `rc-agent-${n}`,
		authToken: `agent-token-${n}`,
		createdAt: NOW,
		...overrides,
	};
}

export function newInstance(overrides: Partial<Instance> = {}): Instance {
	const n = unique();
	return {
		id: asInstanceId(String(710_300_000_000 + n)),
		workspaceId: 1,
		agentId: null,
		apiToken: `api-token-${n}`,
		webhookToken: `webhook-token-${n}`,
		apiUrl: 'https://api.example.org',
		mediaUrl: 'https://media.example.org',
		state: 'authorized',
		wid: '79000000000@c.us',
		createdAt: NOW,
		...overrides,
	};
}

export function newChat(overrides: Partial<NewChat> = {}): NewChat {
	const n = unique();
	return {
		workspaceId: 1,
		instanceId: asInstanceId('7103000001'),
		chatId: asChatId(`7900${n}@c.us`),
		visitorToken: asVisitorToken(`greenapi:visitor-${n}`),
		isRegistered: false,
		roomId: null,
		name: 'Mary',
		createdAt: NOW,
		...overrides,
	};
}

export function newLane(overrides: Partial<Omit<Lane, 'id'>> = {}): Omit<Lane, 'id'> {
	return {
		chatId: unique(),
		workspaceId: 1,
		instanceId: asInstanceId('7103000001'),
		direction: 'inbound',
		...overrides,
	};
}

/** A pending row; without a `laneId` it belongs to no lane. */
export function newMessage(overrides: Partial<NewLedgerMessage> = {}): NewLedgerMessage {
	const n = unique();
	return {
		eventKey: eventKey(['test', n]),
		direction: 'inbound',
		workspaceId: 1,
		instanceId: asInstanceId('7103000001'),
		laneId: 0,
		kind: 'message',
		sourceId: `source-${n}`,
		part: 0,
		payload: '{}',
		state: 'pending',
		...overrides,
	};
}

/** Makes as many new lanes; answers their ids. */
export async function addLanes(
	stores: Stores,
	howMany: number,
	overrides: Partial<Omit<Lane, 'id'>> = {},
): Promise<number[]> {
	const ids: number[] = [];
	for (let n = 0; n < howMany; n += 1) ids.push(await stores.lanes.insertOnce(newLane(overrides)));
	return ids;
}

/** Adds one row and answers its id. */
export async function addMessage(
	stores: Stores,
	overrides: Partial<NewLedgerMessage> = {},
	now = NOW,
): Promise<number> {
	const row = newMessage(overrides);
	await stores.messages.insert([row], now);
	const [added] = await stores.messages.listByEventKeys([row.eventKey]);
	return added!.id;
}
