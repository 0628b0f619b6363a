import type { PausedInstance, ResumedInstance } from '../../../core/operations/pause-instance.js';
import { printJson } from '../../answer.js';
import type { Io } from '../../io.js';
import { duration, isoOf, oneLine } from '../../shown.js';
import { operatorOf, withLedger } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';

export type PauseOptions = { readonly reason?: string; readonly json?: true };

const WORDS = {
	paused: ['Instance {id} is paused.', 'Инстанс {id} приостановлен.'],
	'was-paused': [
		'Instance {id} has been paused for {age}.',
		'Инстанс {id} уже приостановлен, прошло {age}.',
	],
	reason: ['Reason: {reason}', 'Причина: {reason}'],
	waiting: [
		'Waiting: {inbound} to Rocket.Chat, {outbound} to WhatsApp.',
		'Ждут: в Rocket.Chat {inbound}, в WhatsApp {outbound}.',
	],
	obeys: [
		'A running daemon obeys within a second. What comes is kept, in its order: greenapi-rc resume-instance {id}',
		'Работающий процесс узнает об этом за секунду. Всё, что приходит, хранится по порядку: greenapi-rc resume-instance {id}',
	],
	resumed: [
		'Instance {id} works again, after a pause of {age}.',
		'Инстанс {id} снова работает, пауза длилась {age}.',
	],
	'not-paused': ['Instance {id} is not paused.', 'Инстанс {id} не приостановлен.'],
	takes: [
		'A running daemon delivers what waits within a second, else the next one does.',
		'Работающий процесс доставит ожидающее за секунду, иначе это сделает следующий.',
	],
} as const satisfies Words;

/** `greenapi-rc pause-instance`: nothing crosses by the instance until `resume-instance`. */
export async function pauseInstanceCommand(
	io: Io,
	idInstance: string,
	{ reason, json }: PauseOptions,
): Promise<void> {
	const actor = operatorOf(io);
	const paused = await withLedger(io, (operations) =>
		operations.pauseInstance(actor, { idInstance, reason }),
	);
	if (json) {
		const { since, reason: kept } = paused;
		printJson(io, { ...stateOf(paused, true), since: isoOf(since), reason: orNull(kept) });
		return;
	}
	const say = wordsOf(io, WORDS);
	const { id, isChanged, since } = paused;
	const age = duration(Date.now() - since, io.language());
	io.out(say(isChanged ? 'paused' : 'was-paused', { id, age }));
	if (paused.reason !== '') io.out(say('reason', { reason: oneLine(paused.reason) }));
	io.err(say('waiting', countsOf(paused)));
	io.err(say('obeys', { id }));
}

/** `greenapi-rc resume-instance`: what waited for the end of the pause is delivered, in its order. */
export async function resumeInstanceCommand(
	io: Io,
	idInstance: string,
	{ json }: Pick<PauseOptions, 'json'>,
): Promise<void> {
	const actor = operatorOf(io);
	const resumed = await withLedger(io, (operations) =>
		operations.resumeInstance(actor, { idInstance }),
	);
	const { id, isChanged, pausedMs } = resumed;
	if (json) {
		printJson(io, { ...stateOf(resumed, false), pausedMs });
		return;
	}
	const say = wordsOf(io, WORDS);
	const age = duration(pausedMs ?? 0, io.language());
	io.out(say(isChanged ? 'resumed' : 'not-paused', { id, age }));
	if (!isChanged) return;
	io.err(say('waiting', countsOf(resumed)));
	io.err(say('takes'));
}

type Answer = PausedInstance | ResumedInstance;

function stateOf(answer: Answer, isPaused: boolean): object {
	const { id, isChanged } = answer;
	return { instance: id, isPaused, isChanged, waiting: countsOf(answer) };
}

function countsOf({ waiting: { inbound, outbound } }: Answer): Record<string, number> {
	return { inbound: inbound.count, outbound: outbound.count };
}

function orNull(text: string): string | null {
	return text === '' ? null : text;
}
