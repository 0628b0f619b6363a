import { RefusedError } from '../../../core/domain/errors.js';
import { printJson } from '../../answer.js';
import { chooseInstance } from '../../choose-instance.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { stateAdvice } from './state-words.js';

export type RebootInstanceOptions = {
	/** Seconds. */
	readonly timeout?: number;
	readonly workspace?: string;
	readonly json?: true;
};

/** GREEN-API says five minutes (docs: api/account/GetStateInstance). */
const DEFAULT_SECONDS = 330;

const WORDS = {
	waiting: ['Waiting until it is back, up to five minutes', 'Ждём возвращения, до пяти минут'],
	left: ['Not waited for any longer.', 'Больше не ждём.'],
	leftHelp: [
		'The instance restarts nevertheless; greenapi-rc show-instance says when it is back.',
		'Инстанс всё равно перезапускается; когда он вернётся, покажет greenapi-rc show-instance.',
	],
	done: ['Instance {instance} is back ({state}).', 'Инстанс {instance} снова работает ({state}).'],
} as const satisfies Words;

/** `greenapi-rc reboot-instance`: restarts an instance at GREEN-API and waits until it is back. */
export async function rebootInstanceCommand(
	io: Io,
	named: string | undefined,
	{ timeout = DEFAULT_SECONDS, workspace, json }: RebootInstanceOptions,
): Promise<void> {
	const say = wordsOf(io, WORDS);
	await withSetup(io, async (setup) => {
		const operator = await setup.operator(workspace);
		const idInstance = await chooseInstance(io, setup, operator, named);
		const actor = { ...operator, language: io.language() };
		const input = { idInstance, timeoutMs: timeout * 1000 };
		const work = unlessInterrupted(io, setup.operations.rebootInstance(actor, input));
		const { id: instance, state } = await whileWaiting(io, say('waiting'), work);
		if (json) {
			printJson(io, { instance, state });
			return;
		}
		io.out(say('done', { instance, state: oneLine(state) }));
		io.err(stateAdvice(io, instance, state));
	});
}

/** Ctrl+C ends the waiting, also where something else would keep the process (the console). */
async function unlessInterrupted<T>(io: Io, work: Promise<T>): Promise<T> {
	const say = wordsOf(io, WORDS);
	let leave = (): void => undefined;
	const left = new Promise<never>((_, reject) => {
		leave = () => {
			reject(new RefusedError(say('left'), { code: 'interrupted', help: say('leftHelp') }));
		};
	});
	io.process.on('SIGINT', leave);
	try {
		return await Promise.race([work, left]);
	} finally {
		io.process.off('SIGINT', leave);
	}
}
