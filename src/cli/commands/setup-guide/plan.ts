import { printJson } from '../../answer.js';
import { tableText } from '../../table.js';
import type { SetupState } from './state.js';
import type { Guide, Step } from './step.js';

/** Says of each step whether it is done, and what setup would do. Changes nothing. */
export async function printPlan(
	{ io, say, answers }: Guide,
	steps: readonly Step[],
	state: SetupState,
	isJson: boolean,
): Promise<void> {
	const plan = steps.map((step) => ({
		step: step.name,
		isDone: step.isDone(state) ?? null,
		missing: step.missing(state, answers),
	}));
	if (isJson) {
		printJson(io, { folder: io.cwd, items: plan });
		return;
	}
	const head = [say('plan.step'), say('plan.now'), say('plan.what')];
	const rows = plan.map(({ step, isDone }) => [
		say(`title.${step}`),
		say(isDone === null ? 'plan.unknown' : isDone ? 'plan.isDone' : 'plan.toDo'),
		say(`plan.${step}`, { folder: io.cwd }),
	]);
	io.out(await tableText(io, head, rows));
	const flags = plan.flatMap(({ missing }) => missing).join(', ');
	if (flags !== '') io.err(say('plan.needs', { flags }));
}
