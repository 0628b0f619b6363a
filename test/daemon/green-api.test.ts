import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { INSTANCE_TOKEN, recordedWebhook, send, serveBridge } from './bridge-server.js';

const PATH = '/api/webhook/green-api';
const authorization = `Bearer ${INSTANCE_TOKEN}`;

function oneCharacterOff(token: string): string {
	return `${token.slice(0, -1)}${token.endsWith('f') ? 'g' : 'f'}`;
}

for (const header of [
	INSTANCE_TOKEN,
	`Bearer ${INSTANCE_TOKEN}`,
	`Basic ${INSTANCE_TOKEN}`,
	`Bearer Bearer ${INSTANCE_TOKEN}`,
]) {
	const shape = header.replace(INSTANCE_TOKEN, '<token>');
	test(`stores a webhook that carries "${shape}"`, async (t) => {
		const { url, bridge } = await serveBridge(t);
		const answer = await send(url, PATH, {
			headers: { authorization: header },
			body: await recordedWebhook(),
		});
		t.is(answer.status, 200);
		t.deepEqual(answer.body, { status: 'ok' });
		t.deepEqual((await bridge.backlog()).byState, [
			{ direction: 'inbound', state: 'pending', count: 1 },
		]);
	});
}

test('acknowledges a repeated webhook and adds nothing', async (t) => {
	const { url, snapshot } = await serveBridge(t);
	const webhook = { headers: { authorization }, body: await recordedWebhook() };
	await send(url, PATH, webhook);
	const before = await snapshot();
	t.is((await send(url, PATH, webhook)).status, 200);
	t.deepEqual(await snapshot(), before);
});

for (const [what, header] of [
	['without a token', undefined],
	['with an empty token', 'Bearer '],
	['with a token that differs in one character', `Bearer ${oneCharacterOff(INSTANCE_TOKEN)}`],
	['with a token that has one character more', `${authorization}0`],
] as const) {
	test(`refuses a webhook ${what} and changes nothing`, async (t) => {
		const { url, snapshot } = await serveBridge(t);
		const before = await snapshot();
		const answer = await send(url, PATH, {
			headers: header === undefined ? {} : { authorization: header },
			body: await recordedWebhook(),
		});
		t.is(answer.status, 401);
		t.is(answer.body['error'], 'wrong-token');
		t.regex(String(answer.body['message']), /Authorization.*sync-app-url/u);
		t.false(answer.text.includes('0123456789'));
		t.deepEqual(await snapshot(), before);
	});
}

for (const [what, body, status, sentence] of [
	['an empty body', '', 400, /empty/u],
	['no body at all', undefined, 400, /empty/u],
	['a body that is no JSON', 'secret words', 400, /no JSON/u],
	['a body that breaks off', '{"typeWebhook":"incom', 400, /ended too early/u],
	['a JSON array', [], 400, /JSON object/u],
	['a JSON text', '"hello"', 400, /JSON object/u],
	['a body of 6 MB', `{"a":"${'x'.repeat(6_000_000)}"}`, 413, /larger than 5\.5 MB/u],
	['another instance', { instanceData: { idInstance: 99 } }, 403, /another instance/u],
] as const) {
	test(`refuses ${what} in a sentence and changes nothing`, async (t) => {
		const { url, snapshot } = await serveBridge(t);
		const before = await snapshot();
		const answer = await send(url, PATH, { headers: { authorization }, body });
		t.is(answer.status, status);
		t.regex(String(answer.body['message']), sentence);
		t.notRegex(answer.text, /secret words|incom|at .*\.js/u);
		t.deepEqual(await snapshot(), before);
	});
}

test('refuses a chunked body without a byte', async (t) => {
	const { url } = await serveBridge(t);
	const status = await new Promise((resolve, reject) => {
		const call = request(`${url}${PATH}`, { method: 'POST', headers: { authorization } });
		call.once('response', (response) => {
			response.resume();
			resolve(response.statusCode);
		});
		call.once('error', reject);
		call.setHeader('transfer-encoding', 'chunked');
		call.end();
	});
	t.is(status, 400);
});

test('refuses a charset that is no UTF with 415', async (t) => {
	const { url } = await serveBridge(t);
	const headers = { authorization, 'content-type': 'application/json; charset=latin1' };
	const answer = await send(url, PATH, { headers, body: '{}' });
	t.is(answer.status, 415);
	t.regex(String(answer.body['message']), /UTF-8/u);
});

test('takes a body of 5 MB, since it may hold a thumbnail', async (t) => {
	const { url } = await serveBridge(t);
	const body = { ...(await recordedWebhook()), extra: 'x'.repeat(5_000_000) };
	t.is((await send(url, PATH, { headers: { authorization }, body })).status, 200);
});

test('takes compressed JSON under any content type', async (t) => {
	const { url, bridge } = await serveBridge(t);
	const body = gzipSync(JSON.stringify(await recordedWebhook()));
	const headers = { authorization, 'content-encoding': 'gzip', 'content-type': 'text/plain' };
	t.is((await send(url, PATH, { headers, body })).status, 200);
	t.is((await bridge.backlog()).byState[0]?.count, 1);
});

test('answers 503 while the database is away, so that GREEN-API repeats', async (t) => {
	const { url, bridge } = await serveBridge(t);
	await bridge.database.close();
	const answer = await send(url, PATH, {
		headers: { authorization },
		body: await recordedWebhook(),
	});
	t.is(answer.status, 503);
	t.is(answer.headers.get('retry-after'), '5');
	t.regex(String(answer.body['message']), /database.*later/u);
});
