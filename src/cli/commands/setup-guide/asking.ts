import { BridgeError, RefusedError } from '../../../core/domain/errors.js';
import { failureWords } from '../../failure.js';
import { checkOf, inputMissing } from '../../form.js';
import { oneLine } from '../../shown.js';
import type { Guide } from './step.js';

/**
 * Yes or no: what the option says, else what the person says. Rejects with RefusedError `input-missing`, naming the flag,
 * where nobody can be asked.
 */
export async function confirm(
	{ ask, say }: Guide,
	question: {
		readonly flag: string;
		readonly given: boolean | undefined;
		readonly message: string;
	},
): Promise<boolean> {
	if (question.given === true) return true;
	if (ask === undefined) throw inputMissing([question.flag], question.message);
	const yes = say('yes');
	return (await ask.choose(question.message, [yes, say('no')])) === yes;
}

/** A text: what the option says, else what the person says. Rejects as `confirm` does. */
export async function text(
	{ ask, io }: Guide,
	question: {
		readonly flag: string;
		readonly given: string | undefined;
		readonly message: string;
		readonly isSecret?: true;
		readonly check?: (text: string) => unknown;
	},
): Promise<string> {
	const { flag, given, message, isSecret, check } = question;
	if (given !== undefined) return given;
	if (ask === undefined) throw inputMissing([flag]);
	const checked = (typed: string): string | undefined => check && checkOf(io, check)(typed);
	return isSecret === true ? ask.secret(message, checked) : ask.text(message, checked);
}

/**
 * Tries until it succeeds: at a terminal the person reads what was wrong and answers anew; elsewhere, and for an
 * interruption, the failure goes on. `attempt` gets how often it was tried before.
 */
export async function untilRight<T>(
	{ ask, tell, io }: Guide,
	attempt: (tries: number) => Promise<T>,
): Promise<T> {
	for (let tries = 0; ; tries += 1) {
		try {
			return await attempt(tries);
		} catch (error) {
			const isFinal = !(error instanceof BridgeError) || ENDS.includes(error.code);
			if (ask === undefined || isFinal) throw error;
			const { message, help } = await failureWords(io, error);
			tell(`! ${oneLine(`${message} ${help}`)} (${error.code})`);
		}
	}
}

const ENDS = ['interrupted', 'input-missing'];

/** The refusal of a step, in the person's language. */
export function refuse(refusal: {
	readonly code: string;
	readonly message: string;
	readonly help: string;
}): RefusedError {
	const { message, ...options } = refusal;
	return new RefusedError(message, options);
}
