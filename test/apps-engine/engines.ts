import test, { type ExecutionContext } from 'ava';
import { hasEngines, type AppsEngine } from './installed.js';

export { releaseZip, type AppsEngine } from './installed.js';

const ENGINES: readonly AppsEngine[] = ['deno', 'vm2'];

/**
 * Declares a test for each engine, one after the other; `title` is followed by the engine's name. Where the engines are
 * not installed, it stands among the skipped ones.
 */
export function onEveryEngine(
	title: string,
	run: (t: ExecutionContext, engine: AppsEngine) => Promise<void>,
	engines: readonly AppsEngine[] = ENGINES,
): void {
	const declare = hasEngines() ? test.serial : test.serial.skip;
	for (const engine of engines) declare(`${title} (${engine})`, (t) => run(t, engine));
}
