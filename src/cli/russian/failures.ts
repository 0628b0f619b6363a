import { BridgeError, RefusedError } from '../../core/domain/errors.js';
import { wordsOfError } from '../../core/operations/refusals.js';
import { createPhrasebook } from '../../core/texts/phrasebook.js';
import type { FailureWords } from '../exit-codes.js';
import { toldHere } from '../shown.js';
import { FAILURES, UNEXPECTED } from '../../core/texts/failures-ru.js';

/**
 * What is said of a failure, in Russian. What has words of its own in the tables of texts is said in them; of anything else
 * a sentence stands in front of the English, which has the details.
 */
export function failureInRussian(error: unknown, english: FailureWords): FailureWords {
	const said = error instanceof RefusedError && error.phrases !== undefined;
	if (said) {
		const { message, help } = wordsOfError(error, createPhrasebook().say('ru'));
		return { message: toldHere(message), help: toldHere(help) };
	}
	const known = error instanceof BridgeError ? FAILURES[error.code] : UNEXPECTED;
	if (known === undefined) return english;
	const [lead, help] = known;
	return { message: `${lead}\n${english.message}`, help };
}
