import test from 'ava';
import { createConnection } from 'mysql2/promise';
import { startProgram } from '../support/child.js';
import { freePort } from '../support/free-port.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import { findMariadb, startMariadb } from '../tools/mariadb.js';

const programs = findMariadb();
const testWithMariadb = programs === undefined ? test.skip : test;

testWithMariadb('a database that goes away and comes back costs nothing but time', async (t) => {
	if (programs === undefined) return t.fail('no MariaDB');
	const server = await startMariadb(programs);
	t.teardown(() => server.stop());
	const databaseUrl = `${server.url}bridge`;
	const connection = await createConnection(server.url);
	await connection.query('CREATE DATABASE bridge');
	await connection.end();
	const { stage, daemonUrl } = await startWorld(t, {
		databaseUrl,
		env: { LEASE_MS: '2000', LOG_LEVEL: 'error' },
		stage: { greenApi: { webhookRetryMs: 100 }, rocketChat: { webhookRetryMs: 1000 } },
	});
	const { greenApi, rocketChat, idInstance } = stage;
	const chatId = '79001112233@c.us';
	const write = (from: number, to: number) => {
		for (let nr = from; nr <= to; nr += 1) {
			greenApi.customerWrites(idInstance, { chatId, name: 'Mary', text: `message ${nr}` });
		}
	};
	const seen = () =>
		rocketChat.rooms
			.flatMap(({ rid }) => rocketChat.messages(rid))
			.filter(({ from }) => from === 'visitor')
			.map(({ text }) => text);

	write(1, 20);
	await waitFor(() => seen().length >= 5, { label: 'the first messages' });
	await server.down();
	write(21, 40);
	await waitFor(() => greenApi.webhooks(idInstance).lastStatus === 503, {
		label: 'a webhook answered 503',
	});
	const ready = await fetch(`${daemonUrl}/readyz`);
	t.is(ready.status, 503);
	rocketChat.agentSays(rocketChat.rooms[0]?.rid ?? '', { username: 'jane', text: 'I am here' });
	await server.up();
	await waitFor(() => seen().length >= 40, {
		timeoutMs: 120_000,
		label: 'all messages in Rocket.Chat',
	});
	await greenApi.idle(20_000);
	t.deepEqual(
		seen(),
		Array.from({ length: 40 }, (_, index) => `message ${index + 1}`),
	);
	await waitFor(() => greenApi.instance(idInstance).sent.length === 1, {
		timeoutMs: 120_000,
		label: 'the answer',
	});
	t.is((await fetch(`${daemonUrl}/readyz`)).status, 200);
});

test('a database that refuses the connection at start is named, with what to check', async (t) => {
	const port = await freePort();
	const daemon = startProgram(t, ['daemon'], {
		env: {
			PORT: '0',
			DATA_DIR: await temporaryFolder(t),
			DATABASE_URL: `mysql://bridge:sesame-opens@127.0.0.1:${port}/bridge`,
		},
	});
	const { code, stdout, stderr } = await daemon.exited;
	t.is(code, 1);
	t.regex(stderr, /can not be reached \(ECONNREFUSED\)/);
	t.regex(stderr, /host, port, user and password in DATABASE_URL/);
	t.notRegex(stdout + stderr, /sesame-opens/);
});
