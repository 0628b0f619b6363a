import { readPhone } from '../../../core/operations/phone.js';
import { chooseInstance } from '../../choose-instance.js';
import type { Io } from '../../io.js';
import { withSetup } from '../../with-setup.js';
import { wordsOf } from '../../words.js';
import { linkInstance } from './link-flow.js';
import type { Linked } from './link-flow.js';

export type LinkInstanceOptions = {
	readonly phone?: string;
	readonly png?: string;
	readonly invert?: true;
	/** Seconds. */
	readonly timeout?: number;
	readonly workspace?: string;
	readonly json?: true;
};

const WORDS = {
	linked: [
		'Instance {instance} is linked to {phone}.',
		'Инстанс {instance} привязан к номеру {phone}.',
	],
	unnamed: ['Instance {instance} is linked.', 'Инстанс {instance} привязан.'],
	already: [
		'Instance {instance} is linked already, to {phone}. There is nothing to do.',
		'Инстанс {instance} уже привязан к номеру {phone}. Делать ничего не нужно.',
	],
	alreadyUnnamed: [
		'Instance {instance} is linked already. There is nothing to do.',
		'Инстанс {instance} уже привязан. Делать ничего не нужно.',
	],
} as const;

/** `greenapi-rc link-instance`: shows codes until a phone is linked. */
export async function linkInstanceCommand(
	io: Io,
	named: string | undefined,
	{ workspace, timeout, ...options }: LinkInstanceOptions,
): Promise<void> {
	if (options.phone !== undefined) readPhone(options.phone);
	await withSetup(io, async (setup) => {
		const operator = await setup.operator(workspace);
		const idInstance = await chooseInstance(io, setup, operator, named);
		const actor = { ...operator, language: io.language() };
		const timeoutMs = timeout === undefined ? undefined : timeout * 1000;
		const linked = await linkInstance(io, setup, { actor, idInstance }, { ...options, timeoutMs });
		if (options.json !== true) io.out(sentenceOf(io, idInstance, linked));
	});
}

/** What came of it, for people. */
export function sentenceOf(io: Io, instance: string, { phone, wasLinked }: Linked): string {
	const say = wordsOf(io, WORDS);
	if (phone === '') return say(wasLinked ? 'alreadyUnnamed' : 'unnamed', { instance });
	return say(wasLinked ? 'already' : 'linked', { instance, phone: `+${phone}` });
}
