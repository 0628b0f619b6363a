import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Bridge } from '../core/bridge.js';

/** What /metrics answers. */
export type Metrics = {
	readonly contentType: string;
	/** Never rejects because the database is away: then `greenapi_rc_database_up` is 0 and the backlog is missing. */
	page(): Promise<string>;
};

/** Shown as 0, so that an alarm has something to look at before the first dead letter. */
const NOTHING = ['inbound', 'outbound'].flatMap((direction) =>
	['pending', 'waiting', 'dead'].map((state) => ({ direction, state, count: 0 })),
);

type Source = Pick<Bridge, 'counters' | 'ways' | 'backlog' | 'instanceStates'>;

/**
 * Figures of one bridge in a registry of their own: what it did since it started, what waits, and the process.
 */
export function createMetrics(bridge: Source): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	addCounters(registry, bridge);
	addWays(registry, bridge);
	const readBacklog = addBacklog(registry, bridge);
	const readInstances = addInstances(registry, bridge);
	return {
		contentType: registry.contentType,
		async page() {
			await Promise.all([readBacklog(), readInstances()]);
			return registry.metrics();
		},
	};
}

/** The keys of the bridge's counters are `<direction>.<event>`. */
function addCounters(registry: Registry, bridge: Source): void {
	new Counter({
		name: 'greenapi_rc_messages_total',
		help: 'Messages since the start, by direction and by what happened to them.',
		labelNames: ['direction', 'event'],
		registers: [registry],
		collect() {
			this.reset();
			for (const [key, count] of Object.entries(bridge.counters())) {
				const [direction = '', event = ''] = key.split('.');
				this.inc({ direction, event }, count);
			}
		},
	});
}

function addWays(registry: Registry, bridge: Source): void {
	new Counter({
		name: 'greenapi_rc_rocket_chat_calls_total',
		help: 'What was done in Rocket.Chat since the start, by the way it went.',
		labelNames: ['way'],
		registers: [registry],
		collect() {
			this.reset();
			for (const [way, count] of Object.entries(bridge.ways())) this.inc({ way }, count);
		},
	});
}

function addBacklog(registry: Registry, bridge: Source): () => Promise<void> {
	const registers = [registry];
	const byState = new Gauge({
		name: 'greenapi_rc_backlog_rows',
		help: 'Rows of the ledger that are not delivered, by direction and state.',
		labelNames: ['direction', 'state'],
		registers,
	});
	const oldest = new Gauge({
		name: 'greenapi_rc_oldest_pending_seconds',
		help: 'How long the oldest message that is to be delivered has been waiting; 0 when none is.',
		registers,
	});
	const isUp = new Gauge({
		name: 'greenapi_rc_database_up',
		help: '1 while the database answers.',
		registers,
	});
	return async () => {
		byState.reset();
		const backlog = await bridge.backlog().catch(() => undefined);
		isUp.set(backlog === undefined ? 0 : 1);
		for (const row of backlog === undefined ? [] : [...NOTHING, ...backlog.byState])
			byState.set({ direction: row.direction, state: row.state }, row.count);
		const acceptedAt = backlog?.oldestPendingAt;
		oldest.set(acceptedAt === undefined ? 0 : Math.max(0, (Date.now() - acceptedAt) / 1000));
	};
}

function addInstances(registry: Registry, bridge: Source): () => Promise<void> {
	const instances = new Gauge({
		name: 'greenapi_rc_instances',
		help: 'WhatsApp instances, by the state that GREEN-API reports.',
		labelNames: ['state'],
		registers: [registry],
	});
	return async () => {
		instances.reset();
		const counts = await bridge.instanceStates().catch(() => []);
		for (const { state, count } of counts) instances.set({ state }, count);
	};
}
