import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStage } from '../src/sandbox/stage.js';
import { createFileControl } from './file-control.js';
import type { Direction } from './types.js';

/*
 * The process of the two clouds: the stand-ins, Rocket.Chat's rate limiter off, and a small control on a port of its own.
 * One for each run of a system, so that both begin with an empty workspace.
 *
 *   GET  /environment?daemon=<url>  the variables that a daemon needs to find the clouds
 *   POST /introduction?daemon=<url> registers workspace, agent and instance there; answers what GREEN-API authorizes with
 *   GET  /count                     how many calls posted a message
 *   GET  /arrivals?prefix=<text>    [[text, epoch milliseconds], …] of the messages whose text begins so
 *   POST /room                      opens a room, without a daemon
 *   POST /file?direction=<inbound|outbound>&name=<text>&bytes=<n>
 *                                   sends such a file; answers with its size and digest
 *   GET  /file?direction=…&name=…   size and digest of what arrived of it, {} when nothing did
 *   GET  /way?direction=…&name=…    the calls that bring it across
 */

const POST_MESSAGE = 'POST /api/v1/livechat/message';

const stage = await createStage();
const files = createFileControl(stage);

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
			await stage.introduce(daemon);
			return {
				idInstance: stage.idInstance,
				authorization: stage.greenApi.instance(stage.idInstance).settings['webhookUrlToken'],
			};
		case '/count':
			return { count: stage.rocketChat.requests.get(POST_MESSAGE) ?? 0 };
		case '/arrivals':
			return arrivals(url.searchParams.get('prefix') ?? '');
		default:
			return answerFiles(request, url);
	}
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
