import { chmodSync, statSync } from 'node:fs';
import type { Repair } from './types.js';

/** Group and others. */
const OTHERS = 0o077;
const MODE = 0o777;

/** The mode of a file that others may read or write, e.g. `0644`; undefined when only its owner may, or it is not there. */
export function openModeOf(path: string): string | undefined {
	try {
		const mode = statSync(path).mode & MODE;
		// Windows keeps its rights elsewhere.
		const isOpen = (mode & OTHERS) !== 0 && process.platform !== 'win32';
		return isOpen ? `0${mode.toString(8)}` : undefined;
	} catch {
		return undefined;
	}
}

/** Takes a file away from everybody but its owner. */
export function closeFile(path: string): Repair {
	return {
		name: 'file-mode',
		what: [`chmod 600 ${path}`, `chmod 600 ${path}`],
		run() {
			chmodSync(path, 0o600);
			return Promise.resolve();
		},
	};
}
