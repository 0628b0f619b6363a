import type { Direction, EventKind, MessageState } from '../../../core/domain/ledger.js';
import { EVENT_KINDS } from '../../../core/domain/ledger.js';
import type { ListedRow, MessagePage } from '../../../core/operations/list-messages.js';
import type { Language } from '../../../core/texts/languages.js';
import { printJson } from '../../answer.js';
import type { Io } from '../../io.js';
import { ledgerWord } from '../../ledger-words.js';
import { duration, isoOf, isoOrNull, oneLine } from '../../shown.js';
import { tableText } from '../../table.js';
import { operatorOf, withLedger } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { SayWord, Words } from '../../words.js';

export type ListMessagesOptions = {
	readonly limit: number;
	readonly chat?: string;
	readonly phone?: string;
	readonly instance?: string;
	readonly workspace?: string;
	readonly state?: readonly MessageState[];
	readonly direction?: Direction;
	readonly kind?: readonly EventKind[];
	readonly all?: true;
	readonly since?: number;
	readonly until?: number;
	readonly before?: number;
	readonly newestFirst?: true;
	readonly showText?: true;
	readonly json?: true;
};

const WORDS = {
	id: ['id', 'номер'],
	age: ['age', 'давно'],
	what: ['what', 'что'],
	in: ['in', 'вх.'],
	out: ['out', 'исх.'],
	instance: ['instance', 'инстанс'],
	chat: ['chat', 'чат'],
	state: ['state', 'состояние'],
	none: ['There are no such messages.', 'Таких сообщений нет.'],
	attempts: ['{count} attempts', 'попыток: {count}'],
	attempt: ['1 attempt', 'попыток: 1'],
	paused: ['paused', 'приостановлен'],
	more: [
		'There are older ones: --before {id} shows the next page.',
		'Есть более старые: следующую страницу покажет --before {id}.',
	],
	trace: [
		'greenapi-rc trace <id> says more of one.',
		'Подробности об одном покажет greenapi-rc trace <id>.',
	],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** `greenapi-rc list-messages`: rows of the ledger by what is known of them; what they say only with `showText`. */
export async function listMessagesCommand(io: Io, options: ListMessagesOptions): Promise<void> {
	const page = await withLedger(io, (operations) =>
		operations.listMessages(operatorOf(io), inputOf(options)),
	);
	const rows = options.newestFirst ? page.rows.toReversed() : page.rows;
	const nextBefore = page.hasMore ? (page.rows[0]?.id ?? null) : null;
	if (options.json) {
		printJson(io, { items: rows.map((row) => itemOf(row, options)), nextBefore });
		return;
	}
	const say = wordsOf(io, WORDS);
	if (options.showText) rows.flatMap((row) => blockOf(row, say, io.language())).forEach(io.out);
	else if (rows.length > 0) io.out(await listText(io, say, rows, options));
	adviceOn(page, nextBefore, say).forEach(io.err);
}

function inputOf(options: ListMessagesOptions) {
	const { limit, chat, phone, instance, workspace, state, kind, all, showText } = options;
	const { direction, since, until, before } = options;
	return {
		...{ limit, direction, since, until, before },
		chat: chat ?? phone,
		idInstance: instance,
		workspaceUrl: workspace,
		states: state,
		kinds: all ? EVENT_KINDS : kind,
		withText: showText ?? false,
	};
}

/** The instance is left out where it is the same in all rows because it was asked for. */
async function listText(
	io: Io,
	say: Say,
	rows: readonly ListedRow[],
	{ instance }: ListMessagesOptions,
): Promise<string> {
	const columns = ['id', 'age', 'what', 'instance', 'chat', 'state'] as const;
	const shown = columns.filter((column) => column !== 'instance' || instance === undefined);
	const cells = rows.map((row) => {
		const cellsOfRow = cellsOf(row, say, io.language());
		return shown.map((column) => cellsOfRow[column]);
	});
	return tableText(
		io,
		shown.map((column) => say(column)),
		cells,
	);
}

function cellsOf(row: ListedRow, say: Say, language: Language) {
	const way = say(row.direction === 'inbound' ? 'in' : 'out');
	const io = { language: () => language };
	return {
		id: String(row.id),
		age: duration(Math.max(0, Date.now() - row.acceptedAt), language),
		what: `${way} ${ledgerWord(io, row.kind)}`,
		instance: row.instanceId,
		chat: oneLine((row.chatId ?? '').replace(/@c\.us$/u, '')),
		state: progressOf(row, ledgerWord(io, row.state), say),
	};
}

/** State, what WhatsApp reported, how often it failed and why, as far as there is any. */
function progressOf(row: ListedRow, word: string, say: Say) {
	const { state, receipt, attempts, lastError, pause, lane } = row;
	const isOpen = state === 'pending' || state === 'waiting' || state === 'dead';
	const [code = ''] = (lastError ?? '').split(':');
	const tried = say(attempts === 1 ? 'attempt' : 'attempts', { count: attempts });
	return [
		word,
		...(receipt === null ? [] : [receipt]),
		...(state === 'pending' && pause !== null && lane !== null ? [say('paused')] : []),
		...(isOpen && attempts > 0 ? [tried] : []),
		...(isOpen && code !== '' ? [oneLine(code)] : []),
	].join(', ');
}

/** A line for the row, and what it says below it. */
function blockOf(row: ListedRow, say: Say, language: Language): string[] {
	const cells = cellsOf(row, say, language);
	const head = [cells.id, cells.age, cells.what, cells.instance, cells.chat, cells.state];
	const text = (row.text ?? '').split('\n').map(oneLine);
	return [head.filter(Boolean).join('  '), ...text.filter(Boolean).map((line) => `    ${line}`)];
}

function itemOf(row: ListedRow, { showText }: ListMessagesOptions): object {
	const { id, direction, kind, part, sourceId, targetId, state, receipt, attempts } = row;
	return {
		...{ id, direction, kind, part },
		workspace: row.workspaceUrl,
		instance: row.instanceId,
		chat: row.chatId,
		...{ sourceId, targetId, state, receipt, attempts },
		acceptedAt: isoOf(row.acceptedAt),
		settledAt: isoOrNull(row.settledAt),
		isPaused: row.state === 'pending' && row.pause !== null && row.lane !== null,
		lastError: row.lastError,
		note: row.note,
		...(showText ? { text: row.text ?? null } : {}),
	};
}

function adviceOn({ rows }: MessagePage, nextBefore: number | null, say: Say): string[] {
	if (rows.length === 0) return [say('none')];
	return [...(nextBefore === null ? [] : [say('more', { id: nextBefore })]), say('trace')];
}
