import type { Operator } from '../../../core/operations/actors.js';
import { readInstanceId } from '../../../core/operations/instance-input.js';
import { inputMissing, loadPrompter, openForm } from '../../form.js';
import { terminalOf } from '../../terminal.js';
import type { Io } from '../../io.js';
import { shownLines } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import type { Setup } from '../../with-setup.js';
import { printJson } from '../../answer.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { WAITING_WORDS } from './waiting-words.js';

export type RemoveInstanceOptions = {
	readonly workspace?: string;
	readonly yes?: true;
	readonly json?: true;
};

const WORDS = {
	which: ['Which instance shall be removed (idInstance)?', 'Какой инстанс удалить (idInstance)?'],
	nobody: ['nobody', 'никто'],
	whose: [
		'Instance {id} belongs to {owner}, in {url} ({state}).',
		'Инстанс {id}, владелец: {owner}, пространство {url} ({state}).',
	],
	stays: [
		'Its messages cross no more. What has crossed stays in the database.',
		'Его сообщения больше не передаются. Переданное остаётся в базе данных.',
	],
	wrong: [
		'It is {id}. Ctrl+C leaves everything as it is.',
		'Нужно ввести {id}. Ctrl+C оставит всё как есть.',
	],
	type: ['Type {id} to remove it', 'Введите {id}, чтобы удалить его'],
} as const satisfies Words;

/** `greenapi-rc remove-instance`: forgets an instance after its id was typed once more, or with `--yes`. */
export async function removeInstanceCommand(
	io: Io,
	id: string | undefined,
	{ workspace, yes, json }: RemoveInstanceOptions,
): Promise<void> {
	if (yes !== true && terminalOf(io) === undefined)
		throw inputMissing([...(id === undefined ? ['<idInstance>'] : []), '--yes']);
	const form = await openForm(io, {
		idInstance: {
			flag: '<idInstance>',
			message: wordsOf(io, WORDS)('which'),
			given: id,
			check: readInstanceId,
		},
	});
	await withSetup(io, async (setup) => {
		const operator = await setup.operator(workspace);
		const { idInstance } = await form.fill();
		if (yes !== true) await confirm(io, setup, operator, readInstanceId(idInstance));
		const work = setup.operations.removeInstance(operator, { idInstance });
		const removed = await whileWaiting(io, wordsOf(io, WAITING_WORDS)('tellingGreenApi'), work);
		const { id: instance, isCleared, message } = removed;
		if (json) printJson(io, { instance, isCleared });
		else shownLines(message).forEach(io.out);
	});
}

/** Rejects with RefusedError `interrupted`. What is not there need not be confirmed: its removal is refused. */
async function confirm(io: Io, setup: Setup, operator: Operator, id: string): Promise<void> {
	const terminal = terminalOf(io);
	const instances = await setup.operations.listInstances(operator);
	const instance = instances.find((one) => one.id === id);
	if (terminal === undefined || instance === undefined) return;
	const say = wordsOf(io, WORDS);
	const { owner = say('nobody'), state, workspaceUrl: url } = instance;
	io.err(say('whose', { id, owner, url, state }));
	io.err(say('stays'));
	const prompter = await loadPrompter(terminal, { language: io.language() });
	const wrong = say('wrong', { id });
	await prompter.text(say('type', { id }), (text) => (text === id ? undefined : wrong));
}
