import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../test/support/repository.js';
import { median } from './statistics.js';
import type { CommandFigures } from './types.js';

const run = promisify(execFile);
const TIMES = 10;

/** `migrate --status` stands for the commands that open the embedded database. */
const COMMANDS = [['--help'], ['config'], ['migrate', '--status']] as const;

/** The median time of each command from start to end of its process, by turns, on an embedded database. */
export async function measureCommands(): Promise<CommandFigures[]> {
	const folder = await mkdtemp(join(tmpdir(), 'greenapi-rc-bench-'));
	const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder };
	const times = COMMANDS.map((): number[] => []);
	try {
		await timeOf(['migrate'], env);
		for (let turn = 0; turn <= TIMES; turn += 1)
			for (const [index, args] of COMMANDS.entries()) {
				const ms = await timeOf(args, env);
				// The first turn warms the file cache.
				if (turn > 0) times[index]?.push(ms);
			}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	return COMMANDS.map((args, index) => ({
		command: `greenapi-rc ${args.join(' ')}`,
		ms: median(times[index] ?? []),
	}));
}

async function timeOf(args: readonly string[], env: Record<string, string>): Promise<number> {
	const start = performance.now();
	const program = join(repositoryRoot, 'bin', 'greenapi-rc.js');
	await run(process.execPath, [program, ...args], { env, cwd: env['DATA_DIR'] });
	return performance.now() - start;
}
