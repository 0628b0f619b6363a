import type { IConfigurationExtend, IModify } from '@rocket.chat/apps-engine/definition/accessors';
import type { IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { StartupType } from '@rocket.chat/apps-engine/definition/scheduler';
import { orUndefined } from './tools';
import type { Tools } from './tools';

/** Looks every 15 seconds after what was left lying. */
export const JOB_REGULAR = 'look-after';
/** The same, once, soon. */
export const JOB_SOON = 'look-after-soon';
const EVERY = '15 seconds';

export async function provideJobs(
	configuration: IConfigurationExtend,
	work: (tools: Tools) => Promise<void>,
): Promise<void> {
	const processor: IProcessor['processor'] = async (_job, read, modify, http, persistence) =>
		work({ read, modify, http, persistence });
	await configuration.scheduler.registerProcessors([
		{
			id: JOB_REGULAR,
			processor,
			startupSetting: { type: StartupType.RECURRING, interval: EVERY, skipImmediate: true },
		},
		{ id: JOB_SOON, processor },
	]);
}

/**
 * Asks for one more look after a pause; while one is asked for, no second one. `instead` is done after it where nothing can be
 * scheduled (permission `scheduler`).
 */
export type Soon = (
	pauseMs: number,
	scheduler: ReturnType<IModify['getScheduler']>,
	instead?: () => Promise<void>,
) => Promise<void>;

export function createSoon(now: () => number = Date.now): Soon {
	let askedFor = 0;
	return async (pauseMs, scheduler, instead) => {
		const at = now() + Math.max(pauseMs, 1000);
		if (askedFor > now() && askedFor <= at) return;
		askedFor = at;
		const job: unknown = await orUndefined(async () =>
			scheduler.scheduleOnce({ id: JOB_SOON, when: new Date(at) }),
		);
		if (job !== undefined) return;
		if (instead === undefined) askedFor = 0;
		else setTimeout(() => void instead(), Math.max(at - now(), 0));
	};
}
