import type { ChatId, InstanceId } from '../domain/ids.js';
import { asChatId } from '../domain/ids.js';
import { firstLine } from '../green-api/quote.js';
import type { Stores } from '../storage/stores.js';
import { createPhrasebook } from '../texts/phrasebook.js';
import type { Say } from '../texts/phrasebook.js';
import type { Operator } from './actors.js';
import { entryOf } from './conversation-entry.js';
import type { Entry } from './conversation-entry.js';
import type { OperationDeps } from './deps.js';
import { scopeOf } from './ledger-scope.js';
import { readCustomer } from './phone.js';
import { refusal } from './refusals.js';

/** Rows read in one go. */
const BATCH = 200;

export type ExportInput = {
	/** A phone number, or any chat id: a group's, too. */
	readonly chat: string;
	readonly idInstance?: string | undefined;
	/** Epoch milliseconds. */
	readonly since?: number | undefined;
	readonly until?: number | undefined;
};

export type ExportedChat = {
	/** The chats that make up the conversation. */
	readonly chats: readonly {
		readonly chatId: ChatId;
		readonly instanceId: InstanceId;
		readonly name: string;
	}[];
	/** In the order in which the bridge heard of them; read as they are asked for. */
	readonly entries: AsyncIterable<Entry>;
};

/**
 * A conversation as it passed, both directions, with all WhatsApp ids of the customer. Rejects with RefusedError
 * `bad-phone` (400) or `chat-not-found` (404).
 */
export function createExportChat(
	deps: Pick<OperationDeps, 'database'>,
): (actor: Operator, input: ExportInput) => Promise<ExportedChat> {
	const { stores } = deps.database;
	return async (actor, input) => {
		const chatId = input.chat.includes('@')
			? asChatId(input.chat.trim())
			: readCustomer(input.chat);
		const { instanceId } = scopeOf(actor, input);
		const chats = await stores.erasure.chatsOf([chatId], instanceId);
		if (chats.length === 0) throw notFound(chatId);
		const laneIds = await stores.conversations.lanesOf(chats.map(({ id }) => id));
		const say = createPhrasebook().say(actor.language ?? 'en');
		return { chats, entries: entriesOf(stores, laneIds, say, input) };
	};
}

async function* entriesOf(
	stores: Stores,
	laneIds: readonly number[],
	say: Say,
	{ since = 0, until = Infinity }: ExportInput,
): AsyncGenerator<Entry> {
	const states = ['done', 'dead', 'pending', 'waiting'] as const;
	let after = 0;
	for (;;) {
		const rows = await stores.conversations.rowsAfter(laneIds, states, after, BATCH);
		const last = rows.at(-1);
		if (last === undefined) return;
		after = last.id;
		for (const row of rows) {
			const entry = entryOf(row, say);
			if (entry === undefined || entry.at < since || entry.at >= until) continue;
			yield await withQuote(stores, laneIds, say, entry);
		}
	}
}

/** What the payload does not tell of the quoted message, its own row does. */
async function withQuote(
	{ conversations }: Stores,
	laneIds: readonly number[],
	say: Say,
	entry: Entry,
): Promise<Entry> {
	if (entry.about === undefined || entry.quote !== undefined) return entry;
	const rows = await conversations.withId(entry.about, laneIds);
	const row = rows.find(({ kind }) => kind === 'message' || kind === 'auto');
	const quoted = row === undefined || row.id === entry.id ? undefined : entryOf(row, say);
	if (quoted === undefined) return entry;
	const excerpt = firstLine(quoted.text) || (quoted.file?.name ?? '');
	return excerpt === '' ? entry : { ...entry, quote: { author: quoted.author, excerpt } };
}

function notFound(chat: ChatId) {
	return refusal({
		code: 'chat-not-found',
		status: 404,
		message: 'refusal.chat-not-found',
		help: 'help.chat-not-found',
		values: { chat },
	});
}
