import { userInfo } from 'node:os';
import type { LedgerOperations } from '../../../core/operations/ledger-operations.js';
import { printJson } from '../../answer.js';
import { inputMissing, loadPrompter } from '../../form.js';
import { terminalOf } from '../../terminal.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { OPERATOR, operatorOf, withLedger } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { SayWord, Words } from '../../words.js';

/** A message, or all dead letters, or all of an instance. */
export type DropTarget = number | { readonly instance: string | undefined };

export type DropOptions = {
	readonly reason?: string;
	readonly yes?: true;
	readonly json?: true;
};

const WORDS = {
	message: [
		'Message {id} ({way} {kind}, {state}) of {chat}, instance {instance}.',
		'Сообщение {id} ({way} {kind}, {state}), чат {chat}, инстанс {instance}.',
	],
	'dead-letters': ['{count} dead letters.', 'Недоставленных сообщений: {count}.'],
	'for-good': [
		'It is given up for good: it will not be delivered.',
		'Отказ окончательный: доставки не будет.',
	],
	type: ['Type {word} to give it up', 'Введите {word}, чтобы отказаться'],
	wrong: [
		'It is {word}. Ctrl+C leaves everything as it is.',
		'Нужно ввести {word}. Ctrl+C оставит всё как есть.',
	],
	dropped: ['Message {id} is given up.', 'От сообщения {id} отказались.'],
	'dropped-one': ['1 dead letter is given up.', 'Отказались от одного недоставленного.'],
	'dropped-all': ['{count} dead letters are given up.', 'Отказались от недоставленных: {count}.'],
	'in-doubt': [
		'A call for it had begun: it may have arrived all the same.',
		'Отправка уже начиналась: возможно, оно всё же дошло.',
	],
	told: [
		'The agent is told in the room, by a running daemon or the next one.',
		'Оператор чата прочтёт об этом в комнате.',
	],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** More than these are not counted before they are given up. */
const MOST_COUNTED = 1000;

/** `greenapi-rc drop-message`: gives messages up after a word was typed, or with `--yes`. */
export async function dropMessageCommand(
	io: Io,
	target: DropTarget,
	{ reason, yes, json }: DropOptions,
): Promise<void> {
	if (yes !== true && terminalOf(io) === undefined) throw inputMissing(['--yes']);
	const say = wordsOf(io, WORDS);
	const actor = operatorOf(io);
	const note = { by: userName(), reason };
	await withLedger(io, async (operations) => {
		if (yes !== true) await confirm(io, say, operations, target);
		if (typeof target === 'number') {
			const dropped = await operations.dropMessage(actor, target, note);
			if (json) printJson(io, { dropped: 1, ...dropped });
			else tellOne(io, say, target, dropped);
			return;
		}
		const { dropped } = await operations.dropAll(actor, { idInstance: target.instance }, note);
		if (json) printJson(io, { dropped });
		else io.out(say(dropped === 1 ? 'dropped-one' : 'dropped-all', { count: dropped }));
	});
}

function tellOne(
	io: Io,
	say: Say,
	id: number,
	{ mayHaveArrived, isAgentTold }: Awaited<ReturnType<LedgerOperations['dropMessage']>>,
): void {
	io.out(say('dropped', { id }));
	if (mayHaveArrived) io.err(say('in-doubt'));
	if (isAgentTold) io.err(say('told'));
}

/** Rejects with RefusedError `interrupted`. What can't be dropped need not be confirmed: it is refused. */
async function confirm(
	io: Io,
	say: Say,
	operations: LedgerOperations,
	target: DropTarget,
): Promise<void> {
	const terminal = terminalOf(io);
	const question =
		typeof target === 'number'
			? await aboutOne(say, operations, target)
			: await aboutAll(say, operations, target.instance);
	if (terminal === undefined || question === undefined) return;
	const { about, word } = question;
	io.err(about);
	io.err(say('for-good'));
	const prompter = await loadPrompter(terminal, { language: io.language() });
	await prompter.text(say('type', { word }), (text) =>
		text === word ? undefined : say('wrong', { word }),
	);
}

type Question = { readonly about: string; readonly word: string };

async function aboutOne(
	say: Say,
	operations: LedgerOperations,
	id: number,
): Promise<Question | undefined> {
	const what = String(id);
	const input = { what, limit: 1, withText: false };
	const { rows } = await operations.traceMessage(OPERATOR, input);
	const row = rows.find((one) => one.id === id);
	if (row === undefined) return undefined;
	const { direction: way, kind, state, instanceId: instance } = row;
	const chat = oneLine(row.chatId ?? '-');
	return { about: say('message', { id, way, kind, state, chat, instance }), word: what };
}

async function aboutAll(
	say: Say,
	operations: LedgerOperations,
	instance: string | undefined,
): Promise<Question | undefined> {
	const scope = { limit: MOST_COUNTED, idInstance: instance };
	const { letters, hasMore } = await operations.listDeadLetters(OPERATOR, scope);
	if (letters.length === 0) return undefined;
	const count = hasMore ? `> ${letters.length}` : letters.length;
	return { about: say('dead-letters', { count }), word: instance ?? 'all' };
}

/** '' where the system knows no name, as in some containers. */
function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return '';
	}
}
