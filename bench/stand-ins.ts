import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RocketChatSandboxOptions } from '../src/sandbox/rocket-chat/types.js';
import { createStage } from '../src/sandbox/stage.js';
import { createFileControl } from './file-control.js';
import type { Direction } from './types.js';

/*
 * The process of the two clouds: the stand-ins, and a small control on a port of its own. One for each run of a system, so
 * that both begin with an empty workspace.
 *
 *   ROCKET_CHAT   how the workspace behaves, JSON of RocketChatSandboxOptions; by default its rate limiter is off
 *   APPS_ENGINE   `deno`: the packed app is installed there, in the real engine, when the daemon is introduced
 *
 *   GET  /environment?daemon=<url>  the variables that a daemon needs to find the clouds
 *   POST /introduction?daemon=<url> registers workspace, agent and instance there; answers what GREEN-API authorizes with
 *   GET  /count                     how many messages of customers were stored
 *   GET  /arrivals?prefix=<text>    [[text, epoch milliseconds], …] of the messages whose text begins so
 *   POST /room                      opens a room, without a daemon
 *   POST /file?direction=<inbound|outbound>&name=<text>&bytes=<n>
 *                                   sends such a file; answers with its size and digest
 *   GET  /file?direction=…&name=…   size and digest of what arrived of it, {} when nothing did
 *   GET  /way?direction=…&name=…    the calls that bring it across
 */

const { ROCKET_CHAT = '{}', APPS_ENGINE = '' } = process.env;
const stage = await createStage({
	rocketChat: JSON.parse(ROCKET_CHAT) as RocketChatSandboxOptions,
});
const files = createFileControl(stage);
let count = 0;
stage.rocketChat.workspace.listeners.add({
	stored({ from }) {
		if (from === 'visitor') count += 1;
	},
});
// What the app lives in is ended when this process exits, which a signal alone would not let it do in order.
process.once('SIGTERM', () => process.exit());

const control = createServer((request, response) => {
	answer(request)
		.catch((error: unknown) => ({ error: String(error) }))
		.then((body) => {
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(body));
		})
		.catch(() => process.exit(1));
});
control.listen(0, '127.0.0.1', () => {
	const { port } = control.address() as AddressInfo;
	process.stdout.write(`control http://127.0.0.1:${port}\n`);
});

async function answer(request: IncomingMessage): Promise<unknown> {
	const url = new URL(request.url ?? '/', 'http://127.0.0.1');
	const daemon = url.searchParams.get('daemon') ?? '';
	switch (url.pathname) {
		case '/environment':
			return { ...stage.environment(daemon), ROCKET_CHAT_URL: stage.rocketChat.url };
		case '/introduction':
			await introduce(daemon);
			return {
				idInstance: stage.idInstance,
				authorization: stage.greenApi.instance(stage.idInstance).settings['webhookUrlToken'],
			};
		case '/count':
			return { count };
		case '/arrivals':
			return arrivals(url.searchParams.get('prefix') ?? '');
		default:
			return answerFiles(request, url);
	}
}

async function introduce(daemon: string): Promise<void> {
	const { webhookToken } = await stage.introduce(daemon);
	if (APPS_ENGINE !== 'deno') return;
	const [{ createAppHost }, { releaseZip }] = await Promise.all([
		import('../test/apps-engine/app-host.js'),
		import('../test/apps-engine/installed.js'),
	]);
	const host = await createAppHost(
		{ teardown: () => undefined },
		{
			...{ sandbox: stage.rocketChat, engine: 'deno', zip: releaseZip() },
			settings: { app_url: `${daemon}/api/webhook/rocket`, webhook_token: webhookToken },
		},
	);
	await host.runJobs();
}

async function answerFiles({ method }: IncomingMessage, url: URL): Promise<unknown> {
	const direction = url.searchParams.get('direction') as Direction;
	const name = url.searchParams.get('name') ?? '';
	switch (`${String(method)} ${url.pathname}`) {
		case 'POST /room':
			await files.openRoom();
			return {};
		case 'POST /file':
			return files.send(direction, name, Number(url.searchParams.get('bytes')));
		case 'GET /file':
			return files.find(direction, name) ?? {};
		case 'GET /way':
			return files.wayOf(direction, name);
		default:
			return { error: 'no such control' };
	}
}

function arrivals(prefix: string): (readonly [string, number])[] {
	return stage.rocketChat.rooms
		.flatMap(({ rid }) => stage.rocketChat.messages(rid))
		.filter(({ text }) => text.startsWith(prefix))
		.map(({ text, ts }) => [text, ts] as const);
}
