import type { Instance } from '../domain/registry.js';
import type { Stores } from '../storage/stores.js';
import type { Operator } from './actors.js';
import { readInstanceId } from './instance-input.js';
import { chosenWorkspace } from './ledger-scope.js';
import type { WorkspaceChoice } from './ledger-scope.js';
import { refusal } from './refusals.js';
import { notFound } from './remove-instance.js';

export type OnlyInstanceChoice = WorkspaceChoice & {
	/** Without it there must be only one. */
	readonly idInstance?: string | undefined;
};

/**
 * The instance an operator means: the one they named, or the only one there is. Rejects with RefusedError
 * `bad-instance-id`, `bad-url` (400), `instance-not-found`, `workspace-not-registered` (404) or `which-instance` (409).
 */
export async function onlyInstance(
	stores: Pick<Stores, 'instances' | 'inspection'>,
	actor: Operator,
	choice: OnlyInstanceChoice,
): Promise<Instance> {
	const workspaceId = await chosenWorkspace(stores, actor, choice);
	const all = await stores.instances.list();
	const inScope = all.filter((one) => workspaceId === undefined || one.workspaceId === workspaceId);
	if (choice.idInstance === undefined) return onlyOf(inScope);
	const id = readInstanceId(choice.idInstance);
	const named = inScope.find((instance) => instance.id === id);
	if (named === undefined) throw notFound(id);
	return named;
}

function onlyOf(candidates: readonly Instance[]): Instance {
	const [only, other] = candidates;
	if (only !== undefined && other === undefined) return only;
	throw whichInstance(candidates);
}

/** Refuses a choice among these that nobody made; of none there is nothing to choose. */
export function whichInstance(candidates: readonly Instance[]) {
	const hasNone = candidates.length === 0;
	const names = candidates.map(({ id, wid }) =>
		wid === '' ? id : `${id} (+${wid.replace('@c.us', '')})`,
	);
	return refusal({
		code: 'which-instance',
		status: 409,
		message: hasNone ? 'refusal.which-instance-none' : 'refusal.which-instance',
		help: hasNone ? 'help.which-instance-none' : 'help.which-instance',
		values: { instances: names.join(', ') },
	});
}
