import { mongoId } from '../../src/sandbox/rocket-chat/ids.js';
import type { AppObject } from './app-form.js';
import type { BridgeMethods } from './context.js';

export type ScheduledJob = {
	readonly id: string;
	/** The processor's id as the app knows it. */
	readonly processor: string;
	readonly data: AppObject;
	/** Of a job that comes again. */
	readonly everyMs: number | undefined;
};

type Processor = {
	readonly id: string;
	readonly processor: (context: AppObject) => Promise<unknown>;
	readonly startupSetting?: AppObject;
};
type Job = ScheduledJob & { readonly name: string; timer: NodeJS.Timeout | undefined };

const UNITS: Readonly<Record<string, number>> = {
	second: 1000,
	minute: 60_000,
	hour: 3_600_000,
	day: 86_400_000,
};

/**
 * Runs an app's jobs, as Rocket.Chat's Agenda does: one of each processor at a time; a job that fails is forgotten, one
 * that comes again goes on. `speed`: so many times faster than the clock. Nothing runs before `start`.
 */
export function createScheduler(speed: number): {
	readonly methods: BridgeMethods;
	start(): void;
	stop(): void;
	jobs(): ScheduledJob[];
	/** Runs what is scheduled, now and once; those of one processor when it is named. */
	run(processor?: string): Promise<void>;
} {
	const processors = new Map<string, Processor>();
	const jobs = new Map<string, Job>();
	const running = new Map<string, Promise<unknown>>();
	let isStarted = false;

	function add(name: string, data: unknown, everyMs: number | undefined, delayMs: number): string {
		if (everyMs !== undefined) cancel((job) => job.name === name && job.everyMs !== undefined);
		const processor = name.replace(/_[^_]*$/u, '');
		const job: Job = {
			...{ id: mongoId(), name, processor, data: { ...(data as AppObject) }, everyMs },
			timer: undefined,
		};
		jobs.set(job.id, job);
		wait(job, delayMs);
		return job.id;
	}

	function wait(job: Job, delayMs: number): void {
		job.timer = setTimeout(
			() => {
				if (isStarted) void due(job);
				else wait(job, 20 * speed);
			},
			Math.min(delayMs / speed, 2 ** 31 - 1),
		);
	}

	async function due(job: Job): Promise<void> {
		await execute(job);
		if (job.everyMs === undefined) jobs.delete(job.id);
		else if (jobs.has(job.id)) wait(job, job.everyMs);
	}

	async function execute({ id, name, data }: Job): Promise<void> {
		const before = running.get(name);
		const run = async () => {
			await before;
			await processors.get(name)?.processor({ ...data, jobId: id });
		};
		// The engine has written the failure to the app's log.
		const done = run().catch(() => undefined);
		running.set(name, done);
		await done;
	}

	function cancel(isMeant: (job: Job) => boolean): void {
		for (const job of jobs.values()) {
			if (!isMeant(job)) continue;
			clearTimeout(job.timer);
			jobs.delete(job.id);
		}
	}

	function once({ id, when, data }: AppObject): string {
		return add(String(id), data, undefined, delayUntil(when));
	}

	function recurring({ id, interval, skipImmediate, data }: AppObject): string {
		const everyMs = durationOf(interval);
		return add(String(id), data, everyMs, skipImmediate === true ? everyMs : 0);
	}

	function startUp({ id, startupSetting }: Processor): string[] {
		if (startupSetting === undefined) return [];
		const setting = { ...startupSetting, id };
		return [startupSetting['type'] === 'onetime' ? once(setting) : recurring(setting)];
	}

	return {
		start() {
			isStarted = true;
		},
		stop() {
			isStarted = false;
			cancel(() => true);
		},
		jobs: () =>
			[...jobs.values()].map(({ id, processor, data, everyMs }) => ({
				...{ id, processor, data, everyMs },
			})),
		async run(processor) {
			const meant = [...jobs.values()].filter(
				(job) => processor === undefined || job.processor === processor,
			);
			for (const job of meant) {
				clearTimeout(job.timer);
				await due(job);
			}
		},
		methods: {
			async registerProcessors(fresh: readonly Processor[]) {
				for (const processor of fresh) processors.set(processor.id, processor);
				return fresh.flatMap(startUp);
			},
			scheduleOnce: async (job: AppObject) => once(job),
			scheduleRecurring: async (job: AppObject) => recurring(job),
			async cancelJob(jobId: string) {
				const [id] = jobId.split('_');
				cancel((job) => job.id === id || job.name === jobId);
			},
			async cancelAllJobs() {
				cancel(() => true);
			},
		},
	};
}

function delayUntil(when: unknown): number {
	if (when instanceof Date) return Math.max(0, when.getTime() - Date.now());
	const date = typeof when === 'string' ? Date.parse(when) : Number.NaN;
	return Number.isNaN(date) ? durationOf(when) : Math.max(0, date - Date.now());
}

/** Milliseconds, or words such as `30 seconds`, `in 5 minutes`, `one minute`. */
function durationOf(interval: unknown): number {
	if (typeof interval === 'number') return interval;
	const words = /^(?:in )?(\d+(?:\.\d+)?|an?|one) (second|minute|hour|day)s?$/u.exec(
		String(interval),
	);
	if (words === null) throw new Error(`This host does not know the interval ${String(interval)}.`);
	const [, count = '1', unit = ''] = words;
	return (/^\d/u.test(count) ? Number(count) : 1) * (UNITS[unit] ?? 0);
}
