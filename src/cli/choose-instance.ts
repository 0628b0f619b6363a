import type { Operator } from '../core/operations/actors.js';
import type { InstanceRow } from '../core/operations/list-instances.js';
import { refusal } from '../core/operations/refusals.js';
import { inputMissing, loadPrompter, terminalOf } from './form.js';
import type { Io } from './io.js';
import type { Setup } from './with-setup.js';
import { wordsOf } from './words.js';
import type { Words } from './words.js';

const WORDS = { which: ['Which instance?', 'Какой инстанс?'] } as const satisfies Words;

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
		throw inputMissing(
			['<idInstance>'],
			`Name one of these: ${rows.map(({ id }) => id).join(', ')}.`,
		);
	const prompter = await loadPrompter(terminal, { language: io.language() });
	const question = wordsOf(io, WORDS)('which');
	const chosen = await prompter.choose(question, rows.map(labelOf));
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
