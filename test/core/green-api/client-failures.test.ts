import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { BridgeError } from '../../../src/core/domain/errors.js';
import { asChatId, asInstanceId } from '../../../src/core/domain/ids.js';
import { createGreenApiClient } from '../../../src/core/green-api/client.js';
import type { GreenApiClient } from '../../../src/core/green-api/types.js';
import { freePort } from '../../support/free-port.js';
import { startClient, startRecorder, startServer } from '../http/local-server.js';

const NOW = Date.UTC(2026, 0, 1);
const TOKEN = 'd75b3a66374942c5b3c019c698abc2067e151558acbd412345';
const NAME = 'passport of Mrs Example.pdf';
const TEXT = `My card number is 4111 1111 1111 1111, see ${NAME}`;
const chatId = asChatId('79001112233@c.us');

function clientOf(t: ExecutionContext, url: string, apiToken = TOKEN): GreenApiClient {
	const access = { id: asInstanceId('1101000001'), apiToken, apiUrl: url, mediaUrl: url };
	return createGreenApiClient({ http: startClient(t), access, clock: { now: () => NOW } });
}

async function failure(
	t: ExecutionContext,
	answer: { status: number; body?: string; headers?: Record<string, string> },
): Promise<BridgeError> {
	const { url } = await startRecorder(t, () => answer);
	return t.throwsAsync(clientOf(t, url).sendText({ chatId, text: TEXT }), {
		instanceOf: BridgeError,
	});
}

type Case = {
	readonly status: number;
	readonly body?: string;
	readonly expected: Partial<BridgeError> & { readonly wait?: number };
};

const dead = { disposition: 'dead', certain: true, outage: false } as const;
const retry = { disposition: 'retry', certain: false, outage: true } as const;
const wait = { disposition: 'wait', certain: true, outage: false } as const;

const CASES: readonly Case[] = [
	{
		status: 400,
		body: 'instance in starting process try later',
		expected: { ...wait, code: 'GREEN_API_STARTING', wait: 30_000 },
	},
	{
		status: 400,
		body: '{"message":"instance is starting or not authorized"}',
		expected: { ...wait, code: 'GREEN_API_STARTING', wait: 30_000 },
	},
	{
		status: 400,
		body: 'instance account not authorized',
		expected: { ...wait, code: 'GREEN_API_NOT_AUTHORIZED', wait: 60_000 },
	},
	{
		status: 400,
		body: 'Instance account is expired. Please extend it.',
		expected: { ...dead, code: 'GREEN_API_INSTANCE_GONE' },
	},
	{
		status: 400,
		body: '{"message":"Instance is deleted"}',
		expected: { ...dead, code: 'GREEN_API_INSTANCE_GONE' },
	},
	{ status: 400, body: 'bad request data', expected: { ...dead, code: 'GREEN_API_REFUSED' } },
	{ status: 401, body: '', expected: { ...dead, code: 'GREEN_API_TOKEN_REFUSED' } },
	{ status: 403, expected: { ...dead, code: 'GREEN_API_INSTANCE_REFUSED' } },
	{ status: 404, expected: { ...dead, code: 'GREEN_API_NOT_FOUND' } },
	{ status: 302, expected: { ...dead, code: 'GREEN_API_NOT_FOUND' } },
	{ status: 469, expected: { ...dead, code: 'GREEN_API_REFUSED' } },
	{ status: 466, expected: { ...wait, code: 'GREEN_API_QUOTA', wait: 15 * 60_000 } },
	{ status: 413, expected: { ...dead, code: 'GREEN_API_TOO_LARGE' } },
	{
		status: 500,
		body: '{"message":"request entity too large"}',
		expected: { ...dead, code: 'GREEN_API_TOO_LARGE' },
	},
	{
		status: 500,
		body: 'File from url exceeded max upload size. Size: 200mb Limit: 100mb Url: https://x',
		expected: { ...dead, code: 'GREEN_API_TOO_LARGE' },
	},
	{ status: 499, expected: { ...retry, code: 'GREEN_API_FAILED' } },
	{ status: 500, body: '<html>oops', expected: { ...retry, code: 'GREEN_API_FAILED' } },
	{ status: 502, expected: { ...retry, code: 'GREEN_API_FAILED' } },
];

for (const { status, body = '', expected } of CASES) {
	const { wait: waitMs, ...like } = expected;
	test(`takes ${status} "${body.slice(0, 45)}" for ${String(like.code)}`, async (t) => {
		const error = await failure(t, { status, body });
		t.like(error, like);
		t.is(error.retryAt, waitMs === undefined ? undefined : NOW + waitMs);
		t.true(error.help.length > 20);
	});
}

test('waits one to two seconds after too many requests', async (t) => {
	const error = await failure(t, { status: 429, body: 'Too Many Requests' });
	t.like(error, { ...wait, code: 'GREEN_API_RATE_LIMITED' });
	t.true(error.retryAt! >= NOW + 1000 && error.retryAt! <= NOW + 2000);
});

test('waits as long as Retry-After says', async (t) => {
	const error = await failure(t, { status: 429, headers: { 'retry-after': '17' } });
	t.is(error.retryAt, NOW + 17_000);
});

test('knows that a failed question had no effect', async (t) => {
	const { url } = await startRecorder(t, () => ({ status: 500 }));
	const error = await t.throwsAsync(clientOf(t, url).getState(), { instanceOf: BridgeError });
	t.like(error, { code: 'GREEN_API_FAILED', certain: true });
});

test('does not know whether a send with an unreadable answer was queued', async (t) => {
	for (const body of ['', '<html>', '[]', '{"idMessage":""}']) {
		const error = await failure(t, { status: 200, body });
		t.like(error, { code: 'GREEN_API_UNREADABLE', disposition: 'retry', certain: false });
	}
});

test('refuses an answer of the wrong shape', async (t) => {
	const { url } = await startRecorder(t, () => ({ body: '"text"' }));
	const client = clientOf(t, url);
	const calls = [
		() => client.getSettings(),
		() => client.getState(),
		() => client.listQueue(),
		() => client.listSent(5),
	];
	for (const call of calls) {
		const error = await t.throwsAsync(call(), { instanceOf: BridgeError });
		t.like(error, { code: 'GREEN_API_UNREADABLE', certain: true });
	}
});

test('shows the reason in the words of GREEN-API, shortened', async (t) => {
	const error = await failure(t, { status: 400, body: 'bad request data' });
	t.true(error.message.endsWith('was answered 400: bad request data'));
	const long = await failure(t, { status: 400, body: `{"message":"${'long '.repeat(100)}"}` });
	t.true(long.message.length < 300);
});

/** Answers that repeat what they were sent, in all the ways that validators have. */
const ECHOES: readonly string[] = [
	`{"statusCode":400,"path":"/waInstance1101000001/sendMessage/${TOKEN}","message":"Validation failed. Details: 'message' is \\"${TEXT}\\""}`,
	`Bad Request\nValidation failed for ${TEXT} and ${NAME}`,
	`{"message":"could not send ${TEXT} with ${TOKEN}"}`,
	`{"message":"no such file ${NAME}"}`,
	`{"message":["${TEXT}"],"error":"the token ${TOKEN} is wrong"}`,
	`"${TEXT.slice(0, 20)}" is not valid JSON, see https://api.example.org/${TOKEN}`,
	`cannot parse ${TEXT.slice(3, 30)}`,
	`<html>${TOKEN} ${TEXT} ${NAME}</html>`,
	TOKEN,
	`{"idMessage":7,"echo":"${TEXT}`,
];

test('never shows the token, the text or the file name', async (t) => {
	const servers = [
		`http://127.0.0.1:${await freePort()}`,
		(await startServer(t, (request) => request.socket.destroy())).url,
		'http://192.168.0.1.invalid',
		'not an address',
	];
	for (const body of ECHOES) {
		for (const status of [200, 400, 401, 403, 404, 429, 466, 500]) {
			servers.push((await startRecorder(t, () => ({ status, body }))).url);
		}
	}
	for (const url of servers) {
		for (const apiToken of [TOKEN, `${TOKEN}\n`]) {
			const client = clientOf(t, url, apiToken);
			for (const error of await failures([...sends(client), ...questions(client)])) {
				t.notRegex(everythingOf(error), /d75b3a6637494/u);
			}
			for (const error of await failures(sends(client))) {
				t.notRegex(everythingOf(error), /4111 1111|card number|Mrs Example/u);
			}
		}
	}
});

/** The calls that carry what a customer may see. */
function sends(client: GreenApiClient): Promise<unknown>[] {
	const file = {
		chatId,
		stream: Readable.from([Buffer.from(TEXT)]),
		name: NAME,
		mimeType: 'application/pdf',
		size: undefined,
		caption: TEXT,
	};
	return [client.sendText({ chatId, text: TEXT }), client.sendFile(file)];
}

function questions(client: GreenApiClient): Promise<unknown>[] {
	return [
		client.getSettings(),
		client.setSettings({ webhookUrlToken: TOKEN }),
		client.getState(),
		client.listQueue(),
		client.listSent(5),
	];
}

/** What the calls throw; those that succeed are left out. */
async function failures(calls: Promise<unknown>[]): Promise<unknown[]> {
	const results = await Promise.allSettled(calls);
	return results.filter((one) => one.status === 'rejected').map((one): unknown => one.reason);
}

/** All that a careless logger could get out of an error. */
function everythingOf(error: unknown): string {
	const deep = inspect(error, { depth: 10, showHidden: true, getters: true });
	const stack = error instanceof Error ? error.stack : '';
	return `${String(error)} ${JSON.stringify(error)} ${stack} ${deep}`;
}
