import { printJson } from '../answer.js';
import type { Io } from '../io.js';
import { operatorOf, withLedger } from '../with-ledger.js';
import { wordsOf } from '../words.js';
import type { SayWord, Words } from '../words.js';

/** One dead letter, or all of them, or all of an instance. */
export type RetryTarget = number | { readonly instance: string | undefined };

const WORDS = {
	one: ['Message {id} is to be delivered again.', 'Сообщение {id} будет доставлено ещё раз.'],
	single: ['1 dead letter is to be delivered again.', 'Будет доставлено ещё раз: 1.'],
	several: [
		'{count} dead letters are to be delivered again.',
		'Будет доставлено ещё раз: {count}.',
	],
	soon: [
		'A running daemon takes it up within a second, else the next one does.',
		'Работающий демон возьмётся за это в течение секунды, иначе это сделает следующий.',
	],
} as const satisfies Words;

/** `greenapi-rc retry-message`: has dead letters delivered again, by the daemon that runs or the next one. */
export async function retryMessageCommand(
	io: Io,
	target: RetryTarget,
	form: 'text' | 'json',
): Promise<void> {
	const { revived } = await withLedger(io, (operations) =>
		typeof target === 'number'
			? operations.retryMessage(operatorOf(io), target)
			: operations.retryAll(operatorOf(io), { idInstance: target.instance }),
	);
	const say = wordsOf(io, WORDS);
	if (form === 'json') printJson(io, { revived });
	else io.out(sentenceOf(say, target, revived));
	if (revived > 0) io.err(say('soon'));
}

function sentenceOf(say: SayWord<typeof WORDS>, target: RetryTarget, revived: number): string {
	if (typeof target === 'number') return say('one', { id: target });
	return revived === 1 ? say('single') : say('several', { count: revived });
}
