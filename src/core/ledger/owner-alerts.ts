import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import { toBridgeError } from '../domain/errors.js';
import { eventKey } from '../domain/event-key.js';
import { asRcMessageId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import { NO_LANE } from '../domain/ledger.js';
import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import type { Logger } from '../logging.js';
import { NOTICE_ID_PREFIX } from '../rocket-chat/envelope.js';
import type { Stores } from '../storage/stores.js';
import type { Connections } from './connections.js';
import { judge } from './failure.js';
import { readNotice } from './payloads.js';

const LOOK_MS = 1000;
const MOST = 100;

export type OwnerAlertDeps = {
	readonly stores: Stores;
	readonly connections: Connections;
	readonly clock: Clock;
	readonly log: Logger;
};

/** Something that the owner of an instance must know: a direct message in Rocket.Chat. One for each key. */
export function alertRow(alert: {
	readonly id: InstanceId;
	readonly workspaceId: number;
	readonly key: readonly (string | number)[];
	readonly text: string;
}): NewLedgerMessage {
	const { id, workspaceId, key, text } = alert;
	return {
		eventKey: eventKey(['alert', workspaceId, id, ...key]),
		direction: 'inbound',
		workspaceId,
		instanceId: id,
		laneId: NO_LANE,
		kind: 'alert',
		sourceId: '',
		part: 0,
		payload: JSON.stringify({ text }),
		state: 'pending',
	};
}

/**
 * Begins to bring alerts to the owners of instances (to the administrator where an instance has none), oldest first. Each
 * is tried like any message; Rocket.Chat takes one id only once, so that several daemons may do this side by side.
 */
export function startOwnerAlerts(deps: OwnerAlertDeps): { stop(): Promise<void> } {
	return repeat(deps.clock, LOOK_MS, async (stopped) => {
		try {
			const due = await deps.stores.messages.listDueAlerts(deps.clock.now(), MOST);
			const workspaceIds = [...new Set(due.map(({ workspaceId }) => workspaceId))];
			const dueIn = (id: number) => due.filter(({ workspaceId }) => workspaceId === id);
			await Promise.all(workspaceIds.map((id) => bringAll(deps, dueIn(id), stopped)));
		} catch (error) {
			deps.log.warn({ error }, 'alerts could not be looked at; the next look tries again');
		}
	});
}

/** The alerts of one workspace, in order. One that does not answer is not asked again in this look: others wait for its end. */
async function bringAll(
	deps: OwnerAlertDeps,
	rows: readonly LedgerMessage[],
	stopped: AbortSignal,
): Promise<void> {
	for (const row of rows) {
		if (stopped.aborted) return;
		const isSettled = await bring(deps, row);
		if (!isSettled) return;
	}
}

/** False when it is tried again later. */
async function bring(deps: OwnerAlertDeps, row: LedgerMessage): Promise<boolean> {
	const { stores, clock, log } = deps;
	try {
		const messageId = asRcMessageId(`${NOTICE_ID_PREFIX}${row.eventKey}`);
		const { workspace, gateway } = await deps.connections.workspace(row.workspaceId);
		const userId = (await ownerOf(stores, row.instanceId)) ?? workspace.userId;
		await gateway.tellUser({ userId, messageId, text: readNotice(row) });
		const settled = { settledAt: clock.now(), note: null, targetId: messageId };
		await stores.messages.update(row.id, { state: 'done', ...settled });
		return true;
	} catch (thrown) {
		const error = toBridgeError(thrown);
		log.warn({ message: row.id, error }, 'the owner of an instance could not be told');
		const { change, isDead } = judge(row, error, { now: clock.now(), hasBegun: false });
		await stores.messages.update(row.id, change);
		return isDead;
	}
}

async function ownerOf(
	{ instances, agents }: Stores,
	instanceId: InstanceId,
): Promise<string | undefined> {
	const instance = await instances.find(instanceId);
	return instance?.agentId == null ? undefined : (await agents.find(instance.agentId))?.userId;
}
