import { readFile, writeFile } from 'node:fs/promises';

const SAMPLE_EVERY_MS = 10;

/** Stops watching; the highest resident megabytes since the watch began. NaN where the system has no /proc. */
export type PeakWatch = () => Promise<number>;

/** Resident megabytes of a process; NaN where the system has no /proc. */
export function residentMb(pid: number): Promise<number> {
	return statusMb(pid, 'VmRSS');
}

/**
 * Watches the highest resident memory of a process from now on. Where the kernel lets us begin its own high-water mark anew
 * (proc_pid_clear_refs(5)) nothing is missed; what is sampled besides stands where it does not.
 */
export async function watchPeak(pid: number): Promise<PeakWatch> {
	const hasMark = await writeFile(`/proc/${pid}/clear_refs`, '5').then(
		() => true,
		() => false,
	);
	let highest = await residentMb(pid);
	const timer = setInterval(() => {
		void residentMb(pid).then((now) => {
			if (now > highest) highest = now;
		});
	}, SAMPLE_EVERY_MS);
	return async () => {
		clearInterval(timer);
		return hasMark ? Math.max(highest, await statusMb(pid, 'VmHWM')) : highest;
	};
}

async function statusMb(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	const kilobytes = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'mu').exec(status)?.[1];
	return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1024;
}
