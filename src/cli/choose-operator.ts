import type { Operator } from '../core/operations/actors.js';
import { refusal } from '../core/operations/refusals.js';
import { inputMissing, loadPrompter } from './form.js';
import { terminalOf } from './terminal.js';
import type { Io } from './io.js';
import type { Setup } from './with-setup.js';
import { wordsOf } from './words.js';
import type { Words } from './words.js';

const WORDS = {
	which: ['Which workspace?', 'Какое рабочее пространство?'],
} as const satisfies Words;

/**
 * The operator of one workspace: the one they named, or the only one; with several of them they are asked. Rejects with
 * RefusedError `workspace-needed` when none is registered, `input-missing` when nobody can be asked,
 * `workspace-not-registered`, `bad-url` or `interrupted`.
 */
export async function chooseOperator(
	io: Io,
	{ workspaces, operator }: Setup,
	named: string | undefined,
): Promise<Operator> {
	if (workspaces.length === 0) throw noWorkspaces();
	if (named !== undefined || workspaces.length === 1) return operator(named);
	return operator(await choose(io, workspaces));
}

async function choose(io: Io, workspaces: readonly string[]): Promise<string> {
	const terminal = terminalOf(io);
	if (terminal === undefined)
		throw inputMissing(['--workspace'], {
			key: 'help.which-workspace',
			values: { urls: workspaces.join(', ') },
		});
	const prompter = await loadPrompter(terminal, { language: io.language() });
	return prompter.choose(wordsOf(io, WORDS)('which'), workspaces);
}

function noWorkspaces() {
	return refusal({
		code: 'workspace-needed',
		status: 400,
		message: 'refusal.no-workspaces',
		help: 'help.no-workspaces',
	});
}
