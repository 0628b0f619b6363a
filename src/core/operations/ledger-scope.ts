import type { Scope } from '../storage/inspection.js';
import type { Operator } from './actors.js';
import { readInstanceId } from './instance-input.js';

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
