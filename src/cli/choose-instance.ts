import type { Operator } from '../core/operations/actors.js';
import type { InstanceRow } from '../core/operations/list-instances.js';
import { refusal } from '../core/operations/refusals.js';
import { createPhrasebook } from '../core/texts/phrasebook.js';
import { inputMissing, loadPrompter } from './form.js';
import { terminalOf } from './terminal.js';
import type { Io } from './io.js';
import type { Setup } from './with-setup.js';

/**
 * The instance that was named, or the only one there is; of several a person chooses. Rejects with RefusedError
 * `no-instances`, `input-missing` when nobody can be asked, or `interrupted`. A name is not looked up.
 */
export async function chooseInstance(
	io: Io,
	{ operations }: Setup,
	operator: Operator,
	named: string | undefined,
): Promise<string> {
	if (named !== undefined) return named;
	const rows = await operations.listInstances(operator);
	const [only, ...others] = rows;
	if (only === undefined) throw noInstances();
	return others.length === 0 ? only.id : choose(io, rows);
}

async function choose(io: Io, rows: readonly InstanceRow[]): Promise<string> {
	const terminal = terminalOf(io);
	if (terminal === undefined)
		throw inputMissing(['<idInstance>'], {
			key: 'help.name-instance',
			values: { instances: rows.map(({ id }) => id).join(', ') },
		});
	const prompter = await loadPrompter(terminal, { language: io.language() });
	const chosen = await prompter.choose(
		createPhrasebook().say(io.language())('prompt.which-instance'),
		rows.map(labelOf),
	);
	return chosen.split(' ')[0] ?? '';
}

function labelOf({ id, state, owner = 'nobody' }: InstanceRow): string {
	return `${id} (${state}, ${owner})`;
}

function noInstances() {
	return refusal({
		code: 'no-instances',
		status: 409,
		message: 'refusal.no-instances',
		help: 'help.no-instances',
	});
}
