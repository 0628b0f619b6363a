import type { Operator } from '../../../core/operations/actors.js';
import { readInstanceId } from '../../../core/operations/instance-input.js';
import { inputMissing, loadPrompter, openForm, terminalOf } from '../../form.js';
import type { Io } from '../../io.js';
import { shownLines } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import type { Setup } from '../../with-setup.js';

export type RemoveInstanceOptions = {
	readonly workspace?: string;
	readonly yes?: true;
	readonly json?: true;
};

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
			message: 'Which instance shall be removed (idInstance)?',
			given: id,
			check: readInstanceId,
		},
	});
	await withSetup(io, async (setup) => {
		const operator = await setup.operator(workspace);
		const { idInstance } = await form.fill();
		if (yes !== true) await confirm(io, setup, operator, readInstanceId(idInstance));
		const work = setup.operations.removeInstance(operator, { idInstance });
		const removed = await whileWaiting(io, 'Telling GREEN-API', work);
		const { id: instance, isCleared, message } = removed;
		if (json) io.out(JSON.stringify({ version: 1, instance, isCleared }));
		else shownLines(message).forEach(io.out);
	});
}

/** Rejects with RefusedError `interrupted`. What is not there need not be confirmed: its removal is refused. */
async function confirm(io: Io, setup: Setup, operator: Operator, id: string): Promise<void> {
	const terminal = terminalOf(io);
	const instances = await setup.operations.listInstances(operator);
	const instance = instances.find((one) => one.id === id);
	if (terminal === undefined || instance === undefined) return;
	const { owner = 'nobody', state, workspaceUrl } = instance;
	io.err(`Instance ${id} belongs to ${owner}, in ${workspaceUrl} (${state}).`);
	io.err('Its messages cross no more. What has crossed stays in the database.');
	const prompter = await loadPrompter(terminal);
	const wrong = `It is ${id}. Ctrl+C leaves everything as it is.`;
	await prompter.text(`Type ${id} to remove it`, (text) => (text === id ? undefined : wrong));
}
