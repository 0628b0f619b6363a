import { BridgeError } from '../domain/errors.js';
import { asChatId, isGroup } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { Phrase } from '../domain/phrase.js';
import { readAutomatic } from '../ledger/payloads.js';
import type { KeptFile } from '../ledger/payloads.js';
import type { LedgerView } from '../storage/ledger-view.js';
import { shortId } from '../storage/message-row.js';
import type { Stores } from '../storage/stores.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { isInScope, scopeOf } from './ledger-scope.js';
import { textOf } from './message-text.js';
import { refusal } from './refusals.js';

export type TraceInput = {
	/** A row's number, a message's id on either side, a phone number, or a chat id. */
	readonly what: string;
	/** How many rows at most, from 1: the newest ones. */
	readonly limit: number;
	/** Reads what the rows carry, too: customers' texts. */
	readonly withText: boolean;
};

/** A ledger row with its whole way. */
export type TracedRow = LedgerView & {
	/** The row of its lane that is delivered before it; null: it is next, or not to be delivered. */
	readonly behind: number | null;
	/** What it carries; undefined: not asked for, or it carries no text. */
	readonly text: string | undefined;
	/** The file that an operator sent with it, while it is known. */
	readonly file: KeptFile | undefined;
};

export type Trace = {
	/** As what it was found. */
	readonly foundAs: 'row' | 'message' | 'chat';
	/** Newest last, never empty. */
	readonly rows: readonly TracedRow[];
};

/**
 * Finds where messages are. A number is the number of a row before it is a phone number; `+` in front says that it is
 * one. Rejects with RefusedError `message-not-found` (404), which says what was looked for.
 */
export function createTraceMessage(
	deps: Pick<OperationDeps, 'database'>,
): (actor: Operator, input: TraceInput) => Promise<Trace> {
	const { stores } = deps.database;
	return async (actor, { what, limit, withText }) => {
		const text = what.trim();
		for (const { foundAs, find } of looksFor(stores, actor, text, limit)) {
			const found = await stores.inspection.view(await find());
			const rows = found.filter((row) => isInScope(actor, row));
			if (rows.length > 0) return { foundAs, rows: await complete(stores, rows, withText) };
		}
		throw nothingFound(text);
	};
}

type Look = {
	readonly foundAs: Trace['foundAs'];
	find(): Promise<readonly number[]>;
};

function looksFor(
	{ inspection }: Pick<Stores, 'inspection'>,
	actor: Operator,
	text: string,
	limit: number,
): Look[] {
	const id = rowNumberOf(text);
	const chatId = chatIdOf(text);
	const asRow: Look = { foundAs: 'row', find: () => Promise.resolve([id ?? 0]) };
	const asMessage: Look = {
		foundAs: 'message',
		find: () => inspection.newestOfMessage(shortId(text), limit),
	};
	const asChat: Look = {
		foundAs: 'chat',
		find: () => inspection.newestOfChat(chatId ?? '', scopeOf(actor), limit),
	};
	return [
		...(id === undefined ? [] : [asRow]),
		...(text === '' ? [] : [asMessage]),
		...(chatId === undefined ? [] : [asChat]),
	];
}

function rowNumberOf(text: string): number | undefined {
	const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	return Number.isSafeInteger(number) ? number : undefined;
}

/** A chat id is taken as it is, e.g. a group's; a phone number may be written with `+` or `00` and the usual signs in between. */
export function chatIdOf(text: string): string | undefined {
	if (text.includes('@')) return text;
	if (!/^\+?[\d\s().-]+$/.test(text)) return undefined;
	const digits = text.replaceAll(/\D/g, '').replace(/^00/, '');
	return digits.length >= 5 && digits.length <= 20 ? `${digits}@c.us` : undefined;
}

async function complete(
	{ messages }: Pick<Stores, 'messages'>,
	rows: readonly LedgerView[],
	withText: boolean,
): Promise<TracedRow[]> {
	const heads = await headsOf(messages, rows);
	const traced: TracedRow[] = [];
	for (const row of rows) {
		const head = row.state === 'pending' ? heads.get(row.lane?.id ?? 0) : undefined;
		const stored = withText || row.kind === 'auto' ? await messages.find(row.id) : undefined;
		traced.push({
			...row,
			behind: head === undefined || head === row.id ? null : head,
			text: withText && stored !== undefined ? textOf(stored) : undefined,
			file: stored?.kind === 'auto' ? fileOf(stored) : undefined,
		});
	}
	return traced;
}

function fileOf(row: LedgerMessage): KeptFile | undefined {
	try {
		return readAutomatic(row).file;
	} catch (error) {
		// Of another version; that it can't be read is said where its text is asked for.
		if (error instanceof BridgeError) return undefined;
		throw error;
	}
}

/** The row that is delivered next in each lane. */
async function headsOf(
	messages: Stores['messages'],
	rows: readonly LedgerView[],
): Promise<ReadonlyMap<number, number>> {
	const pending = rows.filter(({ state }) => state === 'pending');
	const laneIds = new Set(pending.flatMap(({ lane }) => lane?.id ?? []));
	const heads = await messages.listPending([...laneIds], 1);
	return new Map(heads.map(({ laneId, id }) => [laneId, id]));
}

function nothingFound(text: string) {
	const id = rowNumberOf(text);
	const chatId = chatIdOf(text);
	const looked: Phrase[] = [
		...(id === undefined ? [] : [{ key: 'looked.row', values: { id } }]),
		{ key: 'looked.message', values: { id: text } },
		...(chatId === undefined ? [] : [{ key: 'looked.chat', values: { id: chatId } }]),
	];
	const isOfGroup = chatId !== undefined && isGroup(asChatId(chatId));
	return refusal({
		code: 'message-not-found',
		status: 404,
		message: 'refusal.nothing-found',
		help: isOfGroup ? 'help.nothing-found-group' : 'help.nothing-found',
		values: { looked },
	});
}
