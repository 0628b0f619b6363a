import { configSteps } from './check-config.js';
import { clockStep, machineSteps } from './check-machine.js';
import { daemonSteps } from './check-daemon.js';
import { databaseSteps } from './check-database.js';
import { instanceSteps } from './check-instances.js';
import { ledgerSteps } from './check-ledger.js';
import { workspaceSteps } from './check-workspaces.js';
import { openPatient } from './patient.js';
import type { DoctorDeps, Patient } from './patient.js';
import { runSteps } from './steps.js';
import type { Step } from './steps.js';
import { AREAS } from './types.js';
import type { Area, Finding } from './types.js';

const DATABASE = ['config-settings', 'database-reachable', 'database-schema'];
/** Without these checks passed, an area of its own can't be looked at. */
const GROUNDS: Partial<Record<Area, readonly string[]>> = {
	daemon: ['config-settings'],
	workspaces: ['key', ...DATABASE],
	instances: ['key', ...DATABASE],
	ledger: DATABASE,
};

/**
 * Looks whether all is well, as far as it can be looked at: a check whose ground is missing is skipped. Changes nothing;
 * the repairs of the findings work while `use` does. Rejects with RefusedError `workspace-not-registered`,
 * `instance-not-found`, `bad-url` or `bad-instance-id` when the choice names nothing, and with what `use` rejects with.
 */
export async function examine<T>(
	deps: DoctorDeps,
	use: (findings: readonly Finding[]) => Promise<T>,
): Promise<T> {
	const patient = await openPatient(deps);
	try {
		return await use(await look(patient));
	} finally {
		await patient.close();
	}
}

async function look(patient: Patient): Promise<readonly Finding[]> {
	const { only, timeoutMs, onProgress } = patient.deps;
	const isWanted = ({ area }: Step): boolean => only === undefined || area === only;
	// The clocks of the others are heard while the rest is asked.
	const [steps, last] = [stepsOf(patient).filter(isWanted), [clockStep(patient)].filter(isWanted)];
	const total = steps.length + last.length;
	let done = 0;
	const onDone = (): void => {
		done += 1;
		onProgress?.(done, total);
	};
	const found = await runSteps(steps, timeoutMs, onDone);
	const all = [
		...(await missingGrounds(patient)),
		...found,
		...(await runSteps(last, timeoutMs, onDone)),
	];
	return AREAS.flatMap((area) => all.filter((finding) => finding.area === area));
}

/** Without them "nothing is wrong there" would only mean that nothing was looked at. */
async function missingGrounds(patient: Patient): Promise<readonly Finding[]> {
	const { only, timeoutMs } = patient.deps;
	const ids = (only && GROUNDS[only]) ?? [];
	const grounds = stepsOf(patient).filter(({ id }) => ids.includes(id));
	const findings = await runSteps(grounds, timeoutMs, () => undefined);
	return findings.filter(({ status }) => status === 'failed');
}

function stepsOf(patient: Patient): readonly Step[] {
	return [
		...machineSteps(patient),
		...configSteps(patient),
		...databaseSteps(patient),
		...daemonSteps(patient),
		...workspaceSteps(patient),
		...instanceSteps(patient),
		...ledgerSteps(patient),
	];
}
