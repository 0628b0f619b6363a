import { normalizeWorkspaceUrl } from '../rocket-chat/workspace-url.js';
import type { Scope } from '../storage/inspection.js';
import type { Stores } from '../storage/stores.js';
import type { Operator } from './actors.js';
import { readInstanceId } from './instance-input.js';
import { refusal } from './refusals.js';

export type WorkspaceChoice = {
	/** Only what belongs to this workspace, in any of the forms in which people write an address. */
	readonly workspaceUrl?: string | undefined;
};

export type InstanceChoice = {
	/** Only what belongs to this instance, which need not be registered any more. */
	readonly idInstance?: string | undefined;
};

/** The rows an operator means. Throws RefusedError `bad-instance-id` (400). */
export function scopeOf({ workspace }: Operator, { idInstance }: InstanceChoice = {}): Scope {
	return {
		workspaceId: workspace?.id,
		instanceId: idInstance === undefined ? undefined : readInstanceId(idInstance),
	};
}

/** True when the row is one of those the operator means. */
export function isInScope({ workspace }: Operator, row: { readonly workspaceId: number }): boolean {
	return workspace === undefined || workspace.id === row.workspaceId;
}

/**
 * The workspace an operator means; undefined: all of them. Rejects with RefusedError `bad-url` (400) or
 * `workspace-not-registered` (404).
 */
export async function chosenWorkspace(
	{ inspection }: Pick<Stores, 'inspection'>,
	{ workspace }: Operator,
	{ workspaceUrl }: WorkspaceChoice,
): Promise<number | undefined> {
	if (workspaceUrl === undefined) return workspace?.id;
	const wanted = normalizeWorkspaceUrl(workspaceUrl);
	const found = (await inspection.workspaces()).find(({ url }) => url === wanted);
	if (found !== undefined) return found.id;
	throw refusal({
		code: 'workspace-not-registered',
		status: 404,
		message: 'refusal.workspace-not-registered',
		help: 'help.workspace-not-registered',
	});
}
