import type { Database } from '../../storage/database.js';
import type { Overdue } from '../../storage/examination.js';
import { BECAUSE, findingsOf } from './findings.js';
import type { Patient } from './patient.js';
import type { Step } from './steps.js';
import type { Finding, Values } from './types.js';
import { LEDGER } from './words/ledger.js';

const { ok, fault, skipped } = findingsOf('ledger', LEDGER);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** As the alarm that docs/operations.md advises. */
const OLD_MS = 15 * MINUTE_MS;
const LARGE = 1000;
const DOUBT_MS = 10 * MINUTE_MS;
/** A running daemon takes over within seconds. */
const LEASE_GRACE_MS = MINUTE_MS;
const PARKED_GRACE_MS = 10 * MINUTE_MS;
const MOST_LETTERS = 200;

/** What goes on by itself only when somebody has done something. */
const STUCK = [
	'outage',
	'GREEN_API_NOT_AUTHORIZED',
	'GREEN_API_QUOTA',
	'ROCKET_CHAT_NO_AGENT_ONLINE',
	'ROCKET_CHAT_CREDENTIALS_REFUSED',
	'ROCKET_CHAT_OMNICHANNEL_OFF',
];

/** What waits, and what was given up. It needs the database alone. */
export function ledgerSteps(patient: Patient): readonly Step[] {
	const base = { area: 'ledger', table: LEDGER, subject: '' } as const;
	const { database, isUsable } = patient.records;
	const step = (
		id: keyof typeof LEDGER,
		look: (database: Database) => Promise<readonly Finding[]>,
	): Step => ({
		...{ ...base, id },
		run: () =>
			database !== undefined && isUsable
				? look(database)
				: [skipped(id, '', database === undefined ? BECAUSE.database : BECAUSE.schema)],
	});
	return [
		step('ledger-backlog', (open) => backlog(patient, open)),
		step('ledger-dead', (open) => deadLetters(patient, open)),
		step('ledger-held', (open) => heldLanes(patient, open)),
		step('ledger-doubt', async ({ stores }) => {
			const before = patient.now() - DOUBT_MS;
			const found = await stores.examination.doubts(patient.records.scope, before);
			return [overdueOf('ledger-doubt', found, patient.now())];
		}),
		step('ledger-leases', async ({ stores }) => {
			const before = patient.now() - LEASE_GRACE_MS;
			const count = await stores.examination.countStaleLeases(before);
			return [
				count === 0 ? ok('ledger-leases', '') : fault('ledger-leases', 'stale', '', { count }),
			];
		}),
		step('ledger-parked', async ({ stores }) => {
			const late = patient.config.parkSeconds * 1000 + PARKED_GRACE_MS;
			const found = await stores.examination.parked(patient.records.scope, patient.now() - late);
			return [overdueOf('ledger-parked', found, patient.now())];
		}),
	];
}

async function backlog(patient: Patient, { stores }: Database): Promise<readonly Finding[]> {
	const { count, oldest } = await stores.examination.pending(patient.records.scope);
	const age = oldest === undefined ? 0 : patient.now() - oldest.at;
	if (oldest !== undefined && age > OLD_MS) {
		const values = { count, id: oldest.id, minutes: Math.floor(age / MINUTE_MS) };
		return [fault('ledger-backlog', 'old', '', values)];
	}
	const name = count > LARGE ? 'large' : undefined;
	return [
		name === undefined
			? ok('ledger-backlog', '', { count })
			: fault('ledger-backlog', name, '', { count }),
	];
}

/** Reasons by their codes: what else stands in a dead letter is not repeated. */
async function deadLetters(patient: Patient, { stores }: Database): Promise<readonly Finding[]> {
	const ids = await stores.inspection.newestDead(patient.records.scope, MOST_LETTERS);
	const letters = await stores.inspection.view(ids);
	const since = patient.now() - DAY_MS;
	const fresh = letters.filter(({ settledAt, acceptedAt }) => (settledAt ?? acceptedAt) >= since);
	if (fresh.length === 0) return [ok('ledger-dead', '')];
	const codes = fresh.map(({ lastError }) => (lastError ?? '').split(':')[0] ?? '');
	const named = [...new Set(codes.filter((code) => /^[\w-]{1,64}$/u.test(code)))];
	const count = fresh.length === MOST_LETTERS ? `${MOST_LETTERS}+` : fresh.length;
	const reasons = named.slice(-3).join(', ') || '?';
	return [fault('ledger-dead', 'some', '', { count, reasons })];
}

async function heldLanes(patient: Patient, { stores }: Database): Promise<readonly Finding[]> {
	const { scope } = patient.records;
	const all = await stores.inspection.workspaces();
	const workspaces = all.filter(
		({ id }) => scope.workspaceId === undefined || id === scope.workspaceId,
	);
	const instanceIds = scope.instanceId === undefined ? undefined : [scope.instanceId];
	const findings: Finding[] = [];
	for (const { id: workspaceId, url } of workspaces) {
		const held = await stores.backlog.listHeld({ workspaceId, instanceIds });
		for (const { reason, count } of held) {
			findings.push(fault('ledger-held', heldFault(reason), url, { reason, count }));
		}
	}
	return findings.length === 0 ? [ok('ledger-held', '')] : findings;
}

function heldFault(reason: string): 'paused' | 'stuck' | 'held' {
	if (reason.startsWith('paused')) return 'paused';
	return STUCK.includes(reason) ? 'stuck' : 'held';
}

function overdueOf(
	id: 'ledger-doubt' | 'ledger-parked',
	{ count, oldest }: Overdue,
	now: number,
): Finding {
	if (oldest === undefined) return ok(id, '');
	const minutes = Math.floor((now - oldest.at) / MINUTE_MS);
	const values: Values = { count, minutes, id: oldest.id };
	return fault(id, 'old', '', values);
}
