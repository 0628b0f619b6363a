import type { Io } from '../io.js';
import { OPERATOR, withLedger } from '../with-ledger.js';

/** One dead letter, or all of them, or all of an instance. */
export type RetryTarget = number | { readonly instance: string | undefined };

/** `greenapi-rc retry-message`: has dead letters delivered again, by the daemon that runs or the next one. */
export async function retryMessageCommand(
	io: Io,
	target: RetryTarget,
	form: 'text' | 'json',
): Promise<void> {
	const { revived } = await withLedger(io, (operations) =>
		typeof target === 'number'
			? operations.retryMessage(OPERATOR, target)
			: operations.retryAll(OPERATOR, { idInstance: target.instance }),
	);
	io.out(form === 'json' ? JSON.stringify({ version: 1, revived }) : sentenceOf(target, revived));
	if (revived > 0) io.err('A running daemon takes it up within a second, else the next one does.');
}

function sentenceOf(target: RetryTarget, revived: number): string {
	if (typeof target === 'number') return `Message ${target} is to be delivered again.`;
	return revived === 1
		? '1 dead letter is to be delivered again.'
		: `${revived} dead letters are to be delivered again.`;
}
