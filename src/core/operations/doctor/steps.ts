import { inParallel } from '../in-parallel.js';
import { findingsOf } from './findings.js';
import type { Area, CheckTable, Finding } from './types.js';
import { withinTime } from './within-time.js';

/** Some checks that are made together. */
export type Step = {
	readonly area: Area;
	/** Every check that it makes; the first one is reported when it can't be made. */
	readonly table: CheckTable;
	readonly id: string;
	readonly subject: string;
	run(): Promise<readonly Finding[]> | readonly Finding[];
};

/** Calls of one step come one after the other: it may take as long as so many of them. */
const CALLS = 3;
const AT_ONCE = 8;

/**
 * Makes all steps, at most eight at once; the findings come in the order of the steps. Never rejects: a step that fails, or
 * takes too long, is a finding.
 */
export async function runSteps(
	steps: readonly Step[],
	timeoutMs: number,
	onDone: () => void,
): Promise<readonly Finding[]> {
	const findings = await inParallel(steps, AT_ONCE, async (step) => {
		try {
			return await withinTime(runStep(step), timeoutMs * CALLS);
		} catch (error) {
			const { area, table, id, subject } = step;
			return [findingsOf(area, table).unexplained(id, subject, error)];
		} finally {
			onDone();
		}
	});
	return findings.flat();
}

async function runStep(step: Step): Promise<readonly Finding[]> {
	return step.run();
}
