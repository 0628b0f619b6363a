/*
 * Loaded into the daemon beside it (`node --expose-gc --import`): on SIGUSR2 it collects all garbage and prints how many
 * bytes are in use then. Resident memory alone says more of when the last collection was than of what is kept.
 */
process.on('SIGUSR2', () => {
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	process.stdout.write(`live ${heapUsed + external}\n`);
});
