import type { DeadLetters } from '../../core/operations/list-dead-letters.js';
import type { LedgerView } from '../../core/storage/ledger-view.js';
import type { Io } from '../io.js';
import { ago, isoOf, oneLine } from '../shown.js';
import { tableText } from '../table.js';
import { operatorOf, withLedger } from '../with-ledger.js';
import { LEDGER_WORDS } from '../ledger-words.js';
import { printJson } from '../answer.js';
import { wordsOf } from '../words.js';
import type { SayWord, Words } from '../words.js';

export type ListDeadLettersOptions = {
	readonly limit: number;
	readonly instance?: string;
	readonly json?: true;
};

const WORDS = {
	id: ['id', 'номер'],
	direction: ['direction', 'направление'],
	kind: ['kind', 'вид'],
	instance: ['instance', 'инстанс'],
	chat: ['chat', 'чат'],
	since: ['since', 'когда'],
	attempts: ['attempts', 'попытки'],
	reason: ['reason', 'причина'],
	none: ['There are no dead letters.', 'Недоставленных сообщений нет.'],
	newest: [
		'These are the newest {count}; --limit shows more.',
		'Это последние {count}; больше покажет --limit.',
	],
	next: [
		'greenapi-rc trace <id> says what to do; greenapi-rc retry-message <id> delivers again.',
		'Что делать, говорит greenapi-rc trace <номер>; доставляет ещё раз greenapi-rc retry-message <номер>.',
	],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

const HEAD = [
	...(['id', 'direction', 'kind', 'instance', 'chat', 'since', 'attempts', 'reason'] as const),
];

/** `greenapi-rc list-dead-letters`: what was given up, newest last. Nothing of what customers wrote is printed. */
export async function listDeadLettersCommand(
	io: Io,
	{ limit, instance, json }: ListDeadLettersOptions,
): Promise<void> {
	const found = await withLedger(io, (operations) =>
		operations.listDeadLetters(operatorOf(io), { limit, idInstance: instance }),
	);
	const say = wordsOf(io, WORDS);
	if (json) printJson(io, { hasMore: found.hasMore, items: found.letters.map(itemOf) });
	else if (found.letters.length > 0)
		io.out(
			await tableText(
				io,
				HEAD.map((key) => say(key)),
				rowsOf(io, found),
			),
		);
	adviceOn(say, found).forEach(io.err);
}

function rowsOf(io: Io, { letters }: DeadLetters): string[][] {
	const now = Date.now();
	const sayLedger = wordsOf(io, LEDGER_WORDS);
	return letters.map((letter) => [
		String(letter.id),
		sayLedger(letter.direction),
		sayLedger(letter.kind),
		letter.instanceId,
		oneLine(letter.chatId ?? ''),
		ago(sinceOf(letter), now, io.language()),
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

function adviceOn(say: Say, { letters, hasMore }: DeadLetters): string[] {
	if (letters.length === 0) return [say('none')];
	const count = letters.length;
	return [...(hasMore ? [say('newest', { count })] : []), say('next')];
}

function sinceOf({ settledAt, acceptedAt }: LedgerView): number {
	return settledAt ?? acceptedAt;
}

/** `last_error` begins with a code of docs/error-codes.md. */
function codeOf({ lastError }: LedgerView): string {
	const [code = ''] = (lastError ?? '').split(':');
	return oneLine(code);
}
