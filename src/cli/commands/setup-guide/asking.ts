import {
	BridgeError,
	ConfigError,
	RefusedError,
	StorageError,
} from '../../../core/domain/errors.js';
import { failureWords } from '../../failure.js';
import { inputMissing } from '../../form.js';
import { wordsOfError } from '../../../core/operations/refusals.js';
import { BadValue } from '../../../core/config/parsers.js';
import { createPhrasebook } from '../../../core/texts/phrasebook.js';
import { oneLine } from '../../shown.js';
import type { Guide } from './step.js';

/**
 * Yes or no: what the option says, else what the person says. Rejects with RefusedError `input-missing`, naming the flag,
 * where nobody can be asked.
 */
export async function confirm(
	{ ask, say, found }: Guide,
	question: {
		readonly flag: string;
		readonly given: boolean | undefined;
		readonly message: string;
		/** No comes first then: Enter alone does no harm. */
		readonly isRisky?: true;
	},
): Promise<boolean> {
	if (question.given === true) return true;
	if (ask === undefined) throw inputMissing([question.flag], question.message);
	found.questionCount += 1;
	const yes = say('yes');
	const choices = question.isRisky === true ? [say('no'), yes] : [yes, say('no')];
	return (await ask.choose(question.message, choices)) === yes;
}

/** A text: what the option says, else what the person says. Rejects as `confirm` does. */
export async function text(
	guide: Guide,
	question: {
		readonly flag: string;
		readonly given: string | undefined;
		readonly message: string;
		readonly isSecret?: true;
		readonly check?: (text: string) => unknown;
	},
): Promise<string> {
	const { ask, found } = guide;
	const { flag, given, message, isSecret, check } = question;
	if (given !== undefined) return given;
	if (ask === undefined) throw inputMissing([flag]);
	found.questionCount += 1;
	const checked = (typed: string): string | undefined => whyWrong(guide, check, typed);
	return isSecret === true ? ask.secret(message, checked) : ask.text(message, checked);
}

function whyWrong(
	{ io, say }: Guide,
	check: ((text: string) => unknown) | undefined,
	typed: string,
): string | undefined {
	try {
		check?.(typed);
		return undefined;
	} catch (error) {
		if (error instanceof BridgeError)
			return wordsOfError(error, createPhrasebook().say(io.language())).message;
		if (error instanceof BadValue) return say('mustBe', { what: error.message });
		throw error;
	}
}

/**
 * Tries until it succeeds: at a terminal the person reads what was wrong and answers anew, or, where nothing was asked, says
 * when to try again; elsewhere, and for what no answer can mend, the failure goes on. `attempt` gets how often its answers
 * were wrong before.
 */
export async function untilRight<T>(
	guide: Guide,
	attempt: (tries: number) => Promise<T>,
): Promise<T> {
	const { ask, tell, found, signal } = guide;
	for (let tries = 0; ;) {
		const { questionCount } = found;
		try {
			return await attempt(tries);
		} catch (error) {
			if (ask === undefined || signal.aborted || !isAnswerable(error)) throw error;
			const { message, help } = await failureWords(guide.io, error);
			tell(`! ${oneLine(`${message} ${help}`)} (${error.code})`);
			const wasAsked = found.questionCount > questionCount;
			const isPassing = error.outage || PASSING.includes(error.status);
			const isStuck = !wasAsked && (isPassing || tries > 0);
			if (!isStuck || (await isAnsweredAnew(guide, error))) tries += 1;
		}
	}
}

const ENDS = ['interrupted', 'input-missing'];
/** A cloud that does not answer now: the answers may be right. */
const PASSING = [502, 503];

function isAnswerable(error: unknown): error is BridgeError {
	if (error instanceof ConfigError || error instanceof StorageError) return false;
	return error instanceof BridgeError && !ENDS.includes(error.code);
}

/** False: the same is to be tried again. Rejects with the failure when the person has enough. */
async function isAnsweredAnew({ ask, say }: Guide, error: BridgeError): Promise<boolean> {
	const [again, anew, stop] = [say('again'), say('anew'), say('stop')];
	const choice = await ask?.choose(say('whatNow'), [again, anew, stop]);
	if (choice === stop) throw error;
	return choice === anew;
}

/** The refusal of a step, in the person's language. */
export function refuse(refusal: {
	readonly code: string;
	readonly message: string;
	readonly help: string;
}): RefusedError {
	const { message, ...options } = refusal;
	return new RefusedError(message, options);
}
