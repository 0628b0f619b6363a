import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { InstanceView } from '../../src/sandbox/green-api/types.js';
import type { MessageView, NewUser } from '../../src/sandbox/rocket-chat/types.js';
import { createStage } from '../../src/sandbox/stage.js';
import type { Stage, StageOptions } from '../../src/sandbox/stage.js';
import { startProgram } from '../support/child.js';
import type { Ended } from '../support/child.js';
import { freePort } from '../support/free-port.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startAtTerminal } from '../support/terminal.js';
import type { AtTerminal } from '../support/terminal.js';

/** As `--json` prints it. */
export type SetupReport = {
	readonly way: 'app' | 'webhook';
	readonly steps: readonly { readonly step: string; readonly wasDone: boolean }[];
};

/** Both clouds, an administrator who is no agent, an instance, and a folder in which nothing is. */
export type SetupDesk = {
	readonly stage: Stage;
	readonly admin: { readonly userId: string; readonly authToken: string };
	readonly instance: InstanceView;
	readonly folder: string;
	/** Of setup: where GREEN-API's stand-in is. */
	readonly environment: Readonly<Record<string, string>>;
	/** Of the daemon that setup starts. */
	readonly daemonUrl: string;
	/** All that setup would ask for; `change` goes over it, undefined takes a field away. */
	answers(change?: Readonly<Record<string, unknown>>): Promise<string>;
	/** Runs setup without a terminal; fails the test when it repeats a token. */
	run(args: readonly string[]): Promise<Ended>;
	/** The same, with a file of answers. */
	runWith(change?: Readonly<Record<string, unknown>>, ...more: string[]): Promise<Ended>;
	atTerminal(...args: string[]): AtTerminal;
	/** What stands in `.env`, and its mode. */
	env(): Promise<{ readonly text: string; readonly mode: number }>;
	/** All messages in all rooms, but the system's. */
	messages(): readonly MessageView[];
	isDaemonThere(): Promise<boolean>;
};

export type SetupDeskOptions = {
	readonly rocketChat?: StageOptions['rocketChat'];
	readonly admin?: Partial<NewUser>;
	readonly state?: 'authorized' | 'notAuthorized';
};

const ID = '1101000002';

export async function openSetupDesk(
	t: ExecutionContext,
	options: SetupDeskOptions = {},
): Promise<SetupDesk> {
	const stage = await createStage({ rocketChat: options.rocketChat ?? {} });
	t.teardown(() => stage.close());
	const { rocketChat, greenApi } = stage;
	// The stage's own agent is not here today.
	rocketChat.setAgentOnline(stage.agent, false);
	const admin = rocketChat.addUser({ username: 'root', roles: ['admin'], ...options.admin });
	const { state = 'authorized' } = options;
	const instance = greenApi.addInstance({ idInstance: ID, state });
	const folder = await temporaryFolder(t);
	const port = await freePort();
	const daemonUrl = `http://127.0.0.1:${port}`;
	const env = { GREEN_API_URL: greenApi.url, GREEN_API_MEDIA_URL: greenApi.url, LANG: 'C' };
	const all = {
		...{ appUrl: daemonUrl, port, url: rocketChat.url, userId: admin.userId },
		...{ token: admin.authToken, allowPrivate: true, adminIsAgent: true },
		...{ idInstance: ID, instanceToken: instance.apiToken },
	};

	async function answers(change: Readonly<Record<string, unknown>> = {}): Promise<string> {
		const path = join(folder, 'answers.json');
		await writeFile(path, JSON.stringify({ ...all, ...change }), { mode: 0o600 });
		await chmod(path, 0o600);
		return path;
	}

	async function run(args: readonly string[]): Promise<Ended> {
		const ended = await startProgram(t, ['setup', ...args], { cwd: folder, env }).exited;
		for (const secret of [admin.authToken, instance.apiToken])
			t.false((ended.stdout + ended.stderr).includes(secret));
		return ended;
	}

	return {
		...{ stage, admin, instance, folder, daemonUrl, answers, run, environment: env },
		runWith: async (change, ...more) => run(['--answers', await answers(change), ...more]),
		atTerminal: (...args) =>
			startAtTerminal(t, ['setup', ...args], { cwd: folder, env, rows: 60, patienceMs: 60_000 }),
		async env() {
			const path = join(folder, '.env');
			return { text: await readFile(path, 'utf8'), mode: (await stat(path)).mode & 0o777 };
		},
		messages: () =>
			rocketChat.rooms
				.flatMap(({ rid }) => rocketChat.messages(rid))
				.filter(({ from }) => from !== 'system'),
		async isDaemonThere() {
			const answer = await fetch(`${daemonUrl}/livez`).catch(() => undefined);
			return answer?.ok === true;
		},
	};
}
