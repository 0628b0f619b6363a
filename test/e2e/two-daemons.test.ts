import test from 'ava';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHATS = 20;
const PER_CHAT = 15;

for (const engine of availableEngines()) {
	test(`${engine}: what a daemon accepted before it died, another one delivers`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, {
			databaseUrl: url,
			env: { LEASE_MS: '2000', LOG_LEVEL: 'error' },
			stage: { greenApi: { webhookRetryMs: 100, parallelWebhooks: 8 } },
		});
		const { greenApi, rocketChat, idInstance } = world.stage;
		await world.addDaemon();
		await rocketChat.down();
		for (let nr = 0; nr < PER_CHAT; nr += 1) {
			for (let chat = 0; chat < CHATS; chat += 1) {
				const chatId = `7900111${String(1000 + chat)}@c.us`;
				greenApi.customerWrites(idInstance, {
					chatId,
					name: `Customer ${chat}`,
					text: `message ${nr}`,
				});
			}
		}
		await greenApi.idle(30_000);
		world.daemon().kill('SIGKILL');
		await world.daemon().exited;
		await rocketChat.up();
		const seen = () =>
			rocketChat.rooms.map(({ rid }) =>
				rocketChat.messages(rid).filter(({ from }) => from === 'visitor'),
			);
		await waitFor(() => seen().flat().length >= CHATS * PER_CHAT, {
			timeoutMs: 40_000,
			label: 'all messages',
		});
		const expected = Array.from({ length: PER_CHAT }, (_, nr) => `message ${nr}`);
		t.is(seen().length, CHATS);
		for (const messages of seen())
			t.deepEqual(
				messages.map(({ text }) => text),
				expected,
			);
	});

	test(`${engine}: two daemons share the work and deliver nothing twice`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, {
			databaseUrl: url,
			env: { LOG_LEVEL: 'error', CONCURRENCY: '4' },
			stage: { greenApi: { webhookRetryMs: 100, parallelWebhooks: 8 } },
		});
		const { greenApi, rocketChat, idInstance } = world.stage;
		const second = await world.addDaemon();
		// Slow enough that lanes pile up and both daemons find some.
		rocketChat.faults.add({ path: '/api/v1/livechat/message', kind: 'slow', ms: 40 });
		for (let nr = 0; nr < PER_CHAT; nr += 1) {
			for (let chat = 0; chat < CHATS; chat += 1) {
				const chatId = `7900111${String(1000 + chat)}@c.us`;
				greenApi.customerWrites(idInstance, {
					chatId,
					name: `Customer ${chat}`,
					text: `message ${nr}`,
				});
			}
		}
		const seen = () =>
			rocketChat.rooms.map(({ rid }) =>
				rocketChat.messages(rid).filter(({ from }) => from === 'visitor'),
			);
		await waitFor(() => seen().flat().length >= CHATS * PER_CHAT, {
			timeoutMs: 60_000,
			label: 'all messages',
		});
		await greenApi.idle(20_000);
		const expected = Array.from({ length: PER_CHAT }, (_, nr) => `message ${nr}`);
		for (const messages of seen())
			t.deepEqual(
				messages.map(({ text }) => text),
				expected,
			);
		second.kill();
		t.is((await second.exited).code, 0);
	});
}
