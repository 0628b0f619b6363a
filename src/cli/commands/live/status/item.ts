import type { Overview, WaitingNow } from '../../../../core/operations/overview.js';
import { isoOf, pauseItem } from '../../../shown.js';
import type { DaemonSeen } from '../daemon-at.js';

/** The overview for programs; docs/cli-json.md tells its fields. */
export function statusItem(overview: Overview, daemon: DaemonSeen, database: string): object {
	const { at, workspaces, instances, traffic, waiting, held, parked, dead } = overview;
	const urls = new Map(workspaces.map(({ id, url }) => [id, url]));
	return {
		at: isoOf(at),
		daemon: { isUp: daemon.isUp, url: daemon.url ?? null, version: daemon.version ?? null },
		database,
		workspaces: workspaces.map(({ url, app }) => ({
			...{ url, way: app === null ? 'rest' : 'app' },
			app: app && { version: app.version, seenAt: isoOf(app.seenAt) },
		})),
		instances: instances.map(({ id, number, state, workspaceId, pause }) => ({
			...{ instance: id, phone: number === '' ? null : `+${number}`, state },
			workspace: urls.get(workspaceId) ?? null,
			pause: pauseItem(pause),
		})),
		traffic: {
			since: isoOf(traffic.since),
			stepMs: 60_000,
			...traffic.minutes,
			...{ retried: traffic.retried, notArrived: traffic.notArrived },
		},
		waiting: { inbound: waitingItem(waiting.inbound), outbound: waitingItem(waiting.outbound) },
		...{ held, parked, dead },
	};
}

function waitingItem({ count, oldestAt, oldest }: WaitingNow): object {
	return {
		count,
		oldestAt: oldestAt === undefined ? null : isoOf(oldestAt),
		oldest: oldest === undefined ? null : oldest.id,
		reason: oldest?.lane?.wait ?? null,
		lastError: oldest?.lastError ?? null,
	};
}
