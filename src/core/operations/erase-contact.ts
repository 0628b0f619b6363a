import { randomBytes } from 'node:crypto';
import { erasedId } from '../domain/ids.js';
import type { ChatId, InstanceId } from '../domain/ids.js';
import { NO_LANE } from '../domain/ledger.js';
import type { MessageState } from '../domain/ledger.js';
import type { ErasableChat, Naming } from '../storage/erasure.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { sweepFiles } from './file-sweep.js';
import { scopeOf } from './ledger-scope.js';
import { readCustomer } from './phone.js';
import { DAY_MS, YOUNGEST_DAYS } from './prune.js';
import { refusal } from './refusals.js';

/** Rows changed in one statement. */
const BATCH = 200;
/** Rows looked through for the number in one statement. */
const SEARCHED = 5000;
/** How long the lanes stay ours when this process dies. */
const HOLD_MS = 60_000;

export type EraseInput = {
	/** A phone number, or the WhatsApp id of a person. */
	readonly phone: string;
	/** Only what this instance knows. */
	readonly idInstance?: string | undefined;
	/** What is still to be delivered is given up. */
	readonly dropsWaiting: boolean;
	/** Count, and change nothing. */
	readonly isDryRun: boolean;
};

export type Erased = {
	/** The WhatsApp ids of the contact that were known, with the instances. */
	readonly chats: readonly { readonly chatId: ChatId; readonly instanceId: InstanceId }[];
	/** Rows of their chats, by state. */
	readonly byState: Readonly<Partial<Record<MessageState, number>>>;
	/** Rows of other chats that named the contact (groups, quotes, forwarded contacts), or of none. */
	readonly elsewhere: number;
	/** Rows of other chats that name the contact and are not settled: they stay as they are. */
	readonly left: number;
};

type Deps = Pick<OperationDeps, 'database' | 'clock'>;
type Own = {
	readonly laneIds: readonly number[];
	readonly to: number;
	readonly states: readonly MessageState[];
};
type Search = { readonly elsewhere: readonly number[]; readonly left: number };

/**
 * Forgets a person: what the ledger holds of them goes, in all instances. Fingerprints of the newest events stay, because
 * GREEN-API may repeat them. The person's lanes are held meanwhile, as a worker holds them. Whatever they write from then on begins
 * anew. Rejects with RefusedError `bad-phone`, `contact-busy`, `contact-held` or `contact-is-instance`.
 */
export function createEraseContact(
	deps: Deps,
): (actor: Operator, input: EraseInput) => Promise<Erased> {
	const { erasure, lanes } = deps.database.stores;
	return async (actor, input) => {
		const chatId = readCustomer(input.phone);
		const { instanceId } = scopeOf(actor, input);
		const own = await erasure.instanceOf(chatId);
		if (own !== undefined) throw isInstance(own);
		const chats = await erasure.chatsOf([chatId], instanceId);
		const chatIds = chats.map(({ id }) => id);
		const laneIds = await erasure.lanesOf(chatIds);
		const names = numbersOf([chatId, ...chats.map((chat) => chat.chatId)]);
		const isOwn = new Set(laneIds);
		const look = async () => {
			const counts = await erasure.countByState(laneIds);
			const pending = counts.get('pending') ?? 0;
			if (pending > 0 && !input.dropsWaiting && !input.isDryRun) throw busy(pending);
			return {
				erased: { chats: placesOf(chats), byState: Object.fromEntries(counts) },
				to: await erasure.lastId(),
			};
		};
		const { erased: seen, to: last } = await look();
		if (input.isDryRun) {
			const { elsewhere, left } = await search(deps, names, { to: last, instanceId, isOwn });
			return { ...seen, elsewhere: elsewhere.length, left };
		}
		const owner = randomBytes(12).toString('base64url');
		const hold = holder(deps, laneIds, owner);
		await hold();
		try {
			// Until the lanes were ours they went on: what was delivered then is to be forgotten, too.
			if ((await erasure.lanesOf(chatIds)).length > laneIds.length) throw held();
			const { erased, to } = await look();
			await eraseRows(deps, { laneIds, to, states: statesOf(input) }, hold);
			await sweepFiles({ stores: deps.database.stores, clock: deps.clock });
			const found = await search(deps, names, { to, instanceId, isOwn, hold });
			for (const ids of batches(found.elsewhere)) {
				await hold();
				await erasure.blank(ids, { keepsLane: true });
			}
			await hold();
			await erasure.forgetChats(chatIds, erasedId);
			return { ...erased, elsewhere: found.elsewhere.length, left: found.left };
		} finally {
			const kept = await lanes.fences(laneIds, owner);
			await lanes.release([...kept.keys()], deps.clock.now(), null);
		}
	};
}

/** Takes the lanes, or keeps them; rejects with RefusedError `contact-held` when a worker has one. */
function holder(
	{ database, clock }: Deps,
	laneIds: readonly number[],
	owner: string,
): () => Promise<void> {
	return async () => {
		const now = clock.now();
		const isHeld = await database.transaction(({ erasure }) =>
			erasure.hold(laneIds, owner, now, now + HOLD_MS),
		);
		if (!isHeld) throw held();
	};
}

/** What comes in after the count is not given up unasked: it begins anew. */
function statesOf({ dropsWaiting }: EraseInput): readonly MessageState[] {
	return ['waiting', 'done', 'skipped', 'dead', ...(dropsWaiting ? (['pending'] as const) : [])];
}

/** Young rows leave their fingerprints; of old ones nothing is left. */
async function eraseRows(
	{ database, clock }: Deps,
	{ laneIds, to, states }: Own,
	hold: () => Promise<void>,
): Promise<void> {
	const { erasure } = database.stores;
	for (;;) {
		const rows = await erasure.rowsOf(laneIds, states, to, BATCH);
		if (rows.length === 0) return;
		await hold();
		const young = clock.now() - YOUNGEST_DAYS * DAY_MS;
		const isYoung = ({ acceptedAt }: { acceptedAt: number }): boolean => acceptedAt >= young;
		const blanked = rows.filter(isYoung).map(({ id }) => id);
		const removed = rows.filter((row) => !isYoung(row)).map(({ id }) => id);
		if (blanked.length > 0) await erasure.blank(blanked, { keepsLane: false });
		if (removed.length > 0) await erasure.remove(removed);
	}
}

/** Goes through the whole table, a part at a time; that may take longer than lanes stay ours without `hold`. */
async function search(
	{ database }: Deps,
	numbers: readonly string[],
	scope: {
		readonly to: number;
		readonly instanceId: InstanceId | undefined;
		readonly isOwn: ReadonlySet<number>;
		readonly hold?: () => Promise<void>;
	},
): Promise<Search> {
	const { to, instanceId, isOwn, hold } = scope;
	const elsewhere: number[] = [];
	let left = 0;
	for (let after = 0; after < to; after += SEARCHED) {
		await hold?.();
		const range = { after, to: Math.min(after + SEARCHED, to), instanceId };
		const rows = await database.stores.erasure.rowsNaming(numbers, range);
		for (const row of rows.filter((one) => !isOwn.has(one.laneId) && names(one, numbers))) {
			if (row.state === 'done' || row.state === 'skipped' || row.laneId === NO_LANE)
				elsewhere.push(row.id);
			else left += 1;
		}
	}
	return { elsewhere, left };
}

function numbersOf(chatIds: readonly ChatId[]): readonly string[] {
	return [...new Set(chatIds.map((id) => id.replace(/@.*$/u, '')))].filter((id) => id !== '');
}

/**
 * Whether the number stands in the row by itself: not within a longer one, not as the account of the instance that the
 * event came from, and not in the id of a group (old ones begin with the number of whoever made them).
 */
function names({ texts }: Naming, numbers: readonly string[]): boolean {
	const text = texts.replaceAll(/"wid":"\d+@c\.us"/gu, '');
	return numbers.some((number) =>
		new RegExp(`(?<!\\d)${number}(?!\\d|-\\d+@g\\.us)`, 'u').test(text),
	);
}

function placesOf(chats: readonly ErasableChat[]): Erased['chats'] {
	return chats.map(({ chatId, instanceId }) => ({ chatId, instanceId }));
}

function* batches(ids: readonly number[]): Generator<readonly number[]> {
	for (let from = 0; from < ids.length; from += BATCH) yield ids.slice(from, from + BATCH);
}

function busy(count: number) {
	return refusal({
		code: 'contact-busy',
		status: 409,
		message: 'refusal.contact-busy',
		help: 'help.contact-busy',
		values: { count },
	});
}

function held() {
	return refusal({
		code: 'contact-held',
		status: 409,
		message: 'refusal.contact-held',
		help: 'help.contact-held',
	});
}

function isInstance(instance: InstanceId) {
	return refusal({
		code: 'contact-is-instance',
		status: 409,
		message: 'refusal.contact-is-instance',
		help: 'help.contact-is-instance',
		values: { instance },
	});
}
