import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import { isDuplicate } from '../storage/db-errors.js';
import type { Stores } from '../storage/stores.js';

/** Another process may add the same event between our look and our insert; more often than this it is something else. */
const TRIES = 4;

/** SQLite takes at most 500 rows in one statement. */
const ROWS_PER_STATEMENT = 200;

/**
 * Adds the events that are not there yet; answers for each message that is a repeat, also of another one in the same
 * batch, the row that its event made. One statement when all are new, as nearly always.
 */
export async function insertNew(
	stores: Stores,
	messages: readonly NewLedgerMessage[],
	now: number,
): Promise<ReadonlyMap<NewLedgerMessage, LedgerMessage>> {
	const firsts = new Map<string, NewLedgerMessage>();
	for (const message of messages)
		if (!firsts.has(message.eventKey)) firsts.set(message.eventKey, message);
	const fresh = [...firsts.values()];
	const rows = new Map<string, LedgerMessage>();
	for (let from = 0; from < fresh.length; from += ROWS_PER_STATEMENT) {
		const known = await insertPart(stores, fresh.slice(from, from + ROWS_PER_STATEMENT), now);
		for (const row of known) rows.set(row.eventKey, row);
	}
	const copies = messages.filter((message) => firsts.get(message.eventKey) !== message);
	const repeats = new Set([...copies, ...fresh.filter(({ eventKey }) => rows.has(eventKey))]);
	const unread = copies.map(({ eventKey }) => eventKey).filter((key) => !rows.has(key));
	const added = unread.length === 0 ? [] : await stores.messages.listByEventKeys(unread);
	for (const row of added) rows.set(row.eventKey, row);
	return new Map(
		[...repeats].flatMap((message) => {
			const row = rows.get(message.eventKey);
			return row === undefined ? [] : [[message, row] as const];
		}),
	);
}

/** Adds what is new of messages with different keys; answers the rows that were there. */
async function insertPart(
	stores: Stores,
	messages: readonly NewLedgerMessage[],
	now: number,
): Promise<readonly LedgerMessage[]> {
	const known: LedgerMessage[] = [];
	let fresh = messages;
	for (let attempt = 1; fresh.length > 0; attempt += 1) {
		try {
			await stores.messages.insert(fresh, now);
			break;
		} catch (error) {
			if (!isDuplicate(error) || attempt === TRIES) throw error;
			const found = await stores.messages.listByEventKeys(fresh.map(({ eventKey }) => eventKey));
			const keys = new Set(found.map(({ eventKey }) => eventKey));
			known.push(...found);
			fresh = fresh.filter(({ eventKey }) => !keys.has(eventKey));
		}
	}
	return known;
}
