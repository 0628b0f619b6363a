import type { MessageState } from '../../../core/domain/ledger.js';
import type { LedgerView } from '../../../core/storage/ledger-view.js';
import type { Stores } from '../../../core/storage/stores.js';
import type { Played } from './bodies.js';

const LOOK_EVERY_MS = 150;
const MOST_ROWS = 200;
const OPEN: readonly MessageState[] = ['pending', 'waiting'];

type Looking = Pick<Stores, 'inspection' | 'changes'>;

/** The row that a webhook made, of those behind `before`; undefined when it made none. */
export async function rowOf(
	{ inspection, changes }: Looking,
	{ sourceId }: Played,
	before: number,
	instanceId: string,
): Promise<LedgerView | undefined> {
	const ids =
		sourceId === ''
			? await changes.idsAfter(before, MOST_ROWS)
			: await inspection.newestOfMessage(sourceId, MOST_ROWS);
	const rows = await inspection.view(ids.filter((id) => id > before));
	return rows.find(
		(row) =>
			row.instanceId === instanceId &&
			(sourceId === '' ? row.kind === 'event' : row.kind !== 'notice'),
	);
}

/** The row as it is when nothing more is to be done for it, or when the time is over. */
export async function settled(
	{ inspection }: Looking,
	row: LedgerView,
	waitMs: number,
): Promise<LedgerView> {
	const until = Date.now() + waitMs;
	let seen = row;
	while (OPEN.includes(seen.state) && Date.now() < until) {
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
		seen = (await inspection.view([row.id]))[0] ?? seen;
	}
	return seen;
}

/** Whether something is still to be done for the row. */
export function isOpen({ state }: LedgerView): boolean {
	return OPEN.includes(state);
}
