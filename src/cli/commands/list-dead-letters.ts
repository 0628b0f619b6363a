import type { DeadLetters } from '../../core/operations/list-dead-letters.js';
import type { LedgerView } from '../../core/storage/ledger-view.js';
import type { Io } from '../io.js';
import { ago, isoOf, oneLine } from '../shown.js';
import { tableText } from '../table.js';
import { OPERATOR, withLedger } from '../with-ledger.js';

export type ListDeadLettersOptions = {
	readonly limit: number;
	readonly instance?: string;
	readonly json?: true;
};

const HEAD = ['id', 'direction', 'kind', 'instance', 'chat', 'since', 'attempts', 'reason'];

/** `greenapi-rc list-dead-letters`: what was given up, newest last. Nothing of what customers wrote is printed. */
export async function listDeadLettersCommand(
	io: Io,
	{ limit, instance, json }: ListDeadLettersOptions,
): Promise<void> {
	const found = await withLedger(io, (operations) =>
		operations.listDeadLetters(OPERATOR, { limit, idInstance: instance }),
	);
	if (json) io.out(JSON.stringify({ version: 1, items: found.letters.map(itemOf) }, undefined, 2));
	else if (found.letters.length > 0) io.out(await tableText(io, HEAD, rowsOf(found)));
	adviceOn(found).forEach(io.err);
}

function rowsOf({ letters }: DeadLetters): string[][] {
	const now = Date.now();
	return letters.map((letter) => [
		String(letter.id),
		letter.direction,
		letter.kind,
		letter.instanceId,
		oneLine(letter.chatId ?? ''),
		ago(sinceOf(letter), now),
		String(letter.attempts),
		codeOf(letter),
	]);
}

function itemOf(letter: LedgerView): object {
	return {
		id: letter.id,
		direction: letter.direction,
		kind: letter.kind,
		workspace: letter.workspaceUrl,
		instance: letter.instanceId,
		chat: letter.chatId,
		since: isoOf(sinceOf(letter)),
		attempts: letter.attempts,
		reason: letter.lastError,
		advice: letter.note,
	};
}

function adviceOn({ letters, hasMore }: DeadLetters): string[] {
	if (letters.length === 0) return ['There are no dead letters.'];
	const count = letters.length;
	return [
		...(hasMore ? [`These are the newest ${count}; --limit shows more.`] : []),
		'greenapi-rc trace <id> says what to do; greenapi-rc retry-message <id> delivers again.',
	];
}

function sinceOf({ settledAt, acceptedAt }: LedgerView): number {
	return settledAt ?? acceptedAt;
}

/** `last_error` begins with a code of docs/error-codes.md. */
function codeOf({ lastError }: LedgerView): string {
	const [code = ''] = (lastError ?? '').split(':');
	return oneLine(code);
}
