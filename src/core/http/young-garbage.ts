import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So many bytes of files between two collections: few enough to matter little, many enough to cost nothing. */
const EVERY_BYTES = 8 * 1024 * 1024;

type Collect = (options: { readonly type: 'minor' }) => void;

/**
 * Keeps the memory small that a passing file leaves behind. Each piece that a socket reads has a buffer of its own, and V8
 * looks for young buffers that nobody uses any more when they add up to 32 MB (`Heap::AllocateExternalBackingStore`), not
 * before: so a file of 100 MB would cost that much. Here it looks every 8 MB, a millisecond each time, and only while files
 * pass. Where V8 does not offer it, everything works as before.
 */
export function createYoungGarbage(): { passed(bytes: number): void } {
	let collect: Collect | undefined;
	let sinceLast = 0;
	return {
		passed(bytes) {
			sinceLast += bytes;
			if (sinceLast < EVERY_BYTES) return;
			sinceLast = 0;
			collect ??= findCollector();
			collect({ type: 'minor' });
		},
	};
}

/** V8 hands out its collector to contexts that are made while this flag is set; ours, and all later ones, are none. */
function findCollector(): Collect {
	setFlagsFromString('--expose-gc');
	try {
		const found: unknown = runInNewContext('globalThis.gc');
		return typeof found === 'function' ? (found as Collect) : () => undefined;
	} finally {
		setFlagsFromString('--no-expose-gc');
	}
}
