import { RefusedError } from '../../../core/domain/errors.js';
import type { Actor } from '../../../core/operations/actors.js';
import type { SettingsPlan } from '../../../core/operations/apply-settings.js';
import { printJson } from '../../answer.js';
import { chooseInstance } from '../../choose-instance.js';
import { inputMissing, loadPrompter, terminalOf } from '../../form.js';
import type { Io } from '../../io.js';
import { shownLines } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import type { Setup } from '../../with-setup.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { settingItem, settingsTable } from './settings-table.js';

export type ApplySettingsOptions = {
	readonly all?: true;
	readonly dryRun?: true;
	readonly yes?: true;
	readonly workspace?: string;
	readonly json?: true;
};

const WORDS = {
	asking: ['Asking GREEN-API', 'Спрашиваем GREEN-API'],
	writing: ['Writing', 'Записываем'],
	right: [
		'The settings of instance {instance} are right. There is nothing to do.',
		'Настройки инстанса {instance} верны. Делать ничего не нужно.',
	],
	differ: ['Instance {instance}, settings that differ:', 'Инстанс {instance}, отличаются:'],
	question: [
		'Write the wanted settings? GREEN-API restarts the instance, which takes up to five minutes.',
		'Записать нужные настройки? GREEN-API перезапустит инстанс, это занимает до пяти минут.',
	],
	yes: ['Write them', 'Записать'],
	no: ['Leave everything as it is', 'Оставить как есть'],
	left: ['Nothing was changed.', 'Ничего не изменено.'],
	written: [
		'The settings of instance {instance} are written; it restarts.',
		'Настройки инстанса {instance} записаны, он перезапускается.',
	],
	failed: ['Instance {instance}: {reason}', 'Инстанс {instance}: {reason}'],
	none: ['There are no instances.', 'Инстансов нет.'],
} as const satisfies Words;

/**
 * `greenapi-rc apply-settings`: shows what differs and writes it when somebody says so. Rejects with RefusedError
 * `partly-done`, after the report, when it failed with an instance.
 */
export async function applySettingsCommand(
	io: Io,
	named: string | undefined,
	options: ApplySettingsOptions,
): Promise<void> {
	const isAsking = options.dryRun !== true && options.yes !== true;
	if (isAsking && (terminalOf(io) === undefined || options.json === true))
		throw inputMissing(['--yes'], 'Say --yes, or --dry-run to see what it would write.');
	await withSetup(io, async (setup) => {
		const operator = await setup.operator(options.workspace);
		const idInstance = options.all ? undefined : await chooseInstance(io, setup, operator, named);
		const actor = { ...operator, language: io.language() };
		const plans = await carryOut(io, setup, { actor, input: { idInstance }, options, isAsking });
		const failures = plans.filter(({ failure }) => failure !== undefined);
		if (failures.length > 0) throw partlyDone(plans, failures);
	});
}

type Work = {
	readonly actor: Actor;
	readonly input: { readonly idInstance: string | undefined };
	readonly options: ApplySettingsOptions;
	readonly isAsking: boolean;
};

/** Answers what failed with the rest. */
async function carryOut(
	io: Io,
	{ operations }: Setup,
	{ actor, input, options, isAsking }: Work,
): Promise<readonly SettingsPlan[]> {
	const say = wordsOf(io, WORDS);
	const plans = await whileWaiting(io, say('asking'), operations.planSettings(actor, input));
	if (options.json !== true) await show(io, plans);
	const isOpen = plans.some(({ differing }) => differing.length > 0);
	if (!isOpen || options.dryRun === true) {
		if (options.json) printPlans(io, plans, false);
		return plans;
	}
	if (isAsking && !(await isAgreed(io))) {
		io.err(say('left'));
		return plans;
	}
	const done = await whileWaiting(io, say('writing'), operations.applySettings(actor, input));
	if (options.json) printPlans(io, done, true);
	else
		for (const { id, differing, failure } of done)
			if (failure === undefined && differing.length > 0) io.out(say('written', { instance: id }));
	return done;
}

async function show(io: Io, plans: readonly SettingsPlan[]): Promise<void> {
	const say = wordsOf(io, WORDS);
	if (plans.length === 0) io.err(say('none'));
	for (const { id: instance, differing, failure } of plans) {
		if (failure !== undefined) {
			shownLines(say('failed', { instance, reason: failure.message })).forEach(io.err);
		} else if (differing.length === 0) {
			io.out(say('right', { instance }));
		} else {
			io.out(say('differ', { instance }));
			io.out(await settingsTable(io, differing));
		}
	}
}

async function isAgreed(io: Io): Promise<boolean> {
	const terminal = terminalOf(io);
	if (terminal === undefined) return false;
	const say = wordsOf(io, WORDS);
	const prompter = await loadPrompter(terminal, { language: io.language() });
	return (await prompter.choose(say('question'), [say('no'), say('yes')])) === say('yes');
}

function printPlans(io: Io, plans: readonly SettingsPlan[], isWritten: boolean): void {
	const items = plans.map(({ id, differing, failure }) => ({
		instance: id,
		differing: differing.map(settingItem),
		isWritten: isWritten && failure === undefined && differing.length > 0,
		failure: failure === undefined ? null : { code: failure.code, message: failure.message },
	}));
	printJson(io, { items });
}

/** One instance that fails is a failure of its own kind; of several it is a part. */
function partlyDone(plans: readonly SettingsPlan[], failures: readonly SettingsPlan[]): Error {
	const [only] = plans;
	if (plans.length === 1 && only?.failure !== undefined) return only.failure;
	return new RefusedError(`${failures.length} of ${plans.length} instances failed.`, {
		code: 'partly-done',
		help: 'Run the same command again when the reasons are gone.',
	});
}
