import type { Instance } from '../../domain/registry.js';
import { BECAUSE, findingsOf } from './findings.js';
import type { Patient } from './patient.js';
import type { Finding } from './types.js';
import { INSTANCES } from './words/instances.js';

const { ok, fault, skipped } = findingsOf('instances', INSTANCES);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONG_DAYS = 3;
/** As many of the newest rows are looked through: more would be slow in a large ledger. */
const NEWEST = 5000;

/** Whose it is. */
export function ownership({ records }: Patient, { id, agentId }: Instance): Finding {
	if (agentId === null) return fault('instance-owner', 'none', id, { id });
	const owner = records.registry?.agents.find((agent) => agent.id === agentId);
	if (owner === undefined) return fault('instance-owner', 'gone', id, { id });
	return ok('instance-owner', id, { owner: owner.email });
}

/** Whether its messages wait because GREEN-API answered 466. */
export async function tariff({ records }: Patient, instance: Instance): Promise<Finding> {
	const { id, workspaceId } = instance;
	if (records.database === undefined) return skipped('instance-tariff', id, BECAUSE.database);
	const held = await records.database.stores.backlog.listHeld({ workspaceId, instanceIds: [id] });
	const quota = held.find(({ reason }) => reason === 'GREEN_API_QUOTA');
	if (quota === undefined) return ok('instance-tariff', id);
	return fault('instance-tariff', 'quota', id, { count: quota.count });
}

/** Whether nothing comes from it while other instances receive. */
export async function silence({ records, now }: Patient, instance: Instance): Promise<Finding> {
	const { id, state, createdAt } = instance;
	if (records.database === undefined) return skipped('instance-silent', id, BECAUSE.database);
	const last = await records.database.stores.examination.lastInbound(NEWEST);
	const others = [...last].filter(([other]) => other !== id).map(([, at]) => at);
	const areOthersWell = others.some((at) => now() - at < HOUR_MS);
	const days = Math.floor((now() - (last.get(id) ?? createdAt)) / DAY_MS);
	const isSilent = state === 'authorized' && areOthersWell && days >= LONG_DAYS;
	return isSilent
		? fault('instance-silent', 'silent', id, { days, id })
		: ok('instance-silent', id);
}
