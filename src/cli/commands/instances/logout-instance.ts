import { chooseInstance } from '../../choose-instance.js';
import { printJson } from '../../answer.js';
import { inputMissing, loadPrompter, terminalOf } from '../../form.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { stateAdvice } from './state-words.js';

export type LogoutInstanceOptions = {
	readonly workspace?: string;
	readonly yes?: true;
	readonly json?: true;
};

const WORDS = {
	unlinks: [
		'Its phone is unlinked. Nothing crosses until one is linked again, with greenapi-rc link-instance.',
		'Телефон будет отвязан. Ничего не проходит, пока телефон не привяжут снова: greenapi-rc link-instance.',
	],
	waits: [
		'What agents write meanwhile waits here; what is in GREEN-API’s queue waits 24 hours there.',
		'То, что пишут агенты, ждёт здесь; то, что в очереди GREEN-API, ждёт там 24 часа.',
	],
	type: ['Type {instance} to log it out', 'Введите {instance}, чтобы выйти'],
	wrong: [
		'It is {instance}. Ctrl+C leaves everything as it is.',
		'Нужно ввести {instance}. Ctrl+C — оставить всё как есть.',
	],
	waiting: ['Telling GREEN-API', 'Сообщаем GREEN-API'],
	done: [
		'Instance {instance} is logged out ({state}).',
		'Выход из инстанса {instance} выполнен ({state}).',
	],
	nothing: [
		'No phone is linked to instance {instance}. There is nothing to do.',
		'К инстансу {instance} не привязан телефон. Делать ничего не нужно.',
	],
} as const satisfies Words;

/** `greenapi-rc logout-instance`: unlinks the phone after the id was typed once more, or with `--yes`. */
export async function logoutInstanceCommand(
	io: Io,
	named: string | undefined,
	{ workspace, yes, json }: LogoutInstanceOptions,
): Promise<void> {
	if (terminalOf(io) === undefined && (yes !== true || named === undefined))
		throw inputMissing([
			...(named === undefined ? ['<idInstance>'] : []),
			...(yes === true ? [] : ['--yes']),
		]);
	const say = wordsOf(io, WORDS);
	await withSetup(io, async (setup) => {
		const operator = await setup.operator(workspace);
		const idInstance = await chooseInstance(io, setup, operator, named);
		const known = await setup.operations.listInstances(operator);
		// What is not there need not be confirmed: it is refused.
		if (yes !== true && known.some(({ id }) => id === idInstance)) await confirm(io, idInstance);
		const actor = { ...operator, language: io.language() };
		const work = setup.operations.logoutInstance(actor, { idInstance });
		const { id: instance, state, wasLinked } = await whileWaiting(io, say('waiting'), work);
		if (json) {
			printJson(io, { instance, state, wasLinked });
			return;
		}
		io.out(say(wasLinked ? 'done' : 'nothing', { instance, state: oneLine(state) }));
		io.err(stateAdvice(io, instance, state));
	});
}

/** Rejects with RefusedError `interrupted`. */
async function confirm(io: Io, instance: string): Promise<void> {
	const terminal = terminalOf(io);
	if (terminal === undefined) return;
	const say = wordsOf(io, WORDS);
	io.err(say('unlinks'));
	io.err(say('waits'));
	const prompter = await loadPrompter(terminal, { language: io.language() });
	const wrong = say('wrong', { instance });
	await prompter.text(say('type', { instance }), (text) => (text === instance ? undefined : wrong));
}
