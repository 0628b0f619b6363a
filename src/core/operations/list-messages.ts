import { CONVERSATION_KINDS } from '../domain/ledger.js';
import type { Direction, EventKind, MessageState } from '../domain/ledger.js';
import type { LedgerView } from '../storage/ledger-view.js';
import type { MessageFilter } from '../storage/message-list.js';
import type { Stores } from '../storage/stores.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { scopeOf } from './ledger-scope.js';
import type { InstanceChoice } from './ledger-scope.js';
import { textOf } from './message-text.js';
import { workspaceOf } from './preferences.js';
import { refusal } from './refusals.js';
import { chatIdOf } from './trace-message.js';

/** A field that is missing leaves nothing out. Times are epoch milliseconds. */
export type ListMessagesInput = InstanceChoice & {
	readonly workspaceUrl?: string | undefined;
	/** A chat id or a phone number. */
	readonly chat?: string | undefined;
	readonly direction?: Direction | undefined;
	readonly states?: readonly MessageState[] | undefined;
	/** Without any: those that cross between people. */
	readonly kinds?: readonly EventKind[] | undefined;
	readonly since?: number | undefined;
	readonly until?: number | undefined;
	/** Rows with a smaller number: the page behind another one. */
	readonly before?: number | undefined;
	/** How many at most, from 1. */
	readonly limit: number;
	/** Reads what the rows carry, too: customers' texts. */
	readonly withText: boolean;
};

/** A row, and what it says; undefined: not asked for, or it carries no text. */
export type ListedRow = LedgerView & { readonly text: string | undefined };

export type MessagePage = {
	/** The newest ones that are meant, newest last. */
	readonly rows: readonly ListedRow[];
	/** True when there are older ones, beyond the limit. */
	readonly hasMore: boolean;
};

/**
 * Lists messages, in half a second on a ledger of a million. Rejects with RefusedError `bad-instance-id`, `bad-chat` or
 * `workspace-needed` (400).
 */
export function createListMessages(
	deps: Pick<OperationDeps, 'database'>,
): (actor: Operator, input: ListMessagesInput) => Promise<MessagePage> {
	const { stores } = deps.database;
	return async (actor, input) => {
		const filter = await filterOf(stores, actor, input);
		const ids = await stores.messageList.newest(filter, input.limit + 1);
		const found = await stores.inspection.view(ids.slice(0, input.limit));
		const rows = input.withText
			? await withTexts(stores, found)
			: found.map((row) => ({ ...row, text: undefined }));
		return { rows, hasMore: ids.length > input.limit };
	};
}

async function filterOf(
	stores: Stores,
	actor: Operator,
	input: ListMessagesInput,
): Promise<MessageFilter> {
	const { workspaceUrl, chat, direction, since, until, before } = input;
	const { workspaceId, instanceId } = scopeOf(actor, input);
	const named =
		workspaceUrl === undefined ? workspaceId : await workspaceOf(stores, actor, workspaceUrl);
	return {
		...{ workspaceId: named, instanceId, direction, since, until, before },
		chatId: chat === undefined ? undefined : readChat(chat),
		kinds: input.kinds ?? CONVERSATION_KINDS,
		states: input.states ?? [],
	};
}

function readChat(text: string): string {
	const chatId = chatIdOf(text.trim());
	if (chatId !== undefined) return chatId;
	throw refusal({
		code: 'bad-chat',
		status: 400,
		message: 'refusal.bad-chat',
		help: 'help.bad-chat',
	});
}

async function withTexts(
	{ messages }: Pick<Stores, 'messages'>,
	rows: readonly LedgerView[],
): Promise<ListedRow[]> {
	const listed: ListedRow[] = [];
	for (const row of rows) {
		const stored = await messages.find(row.id);
		listed.push({ ...row, text: stored && textOf(stored) });
	}
	return listed;
}
