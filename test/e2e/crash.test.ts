import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Stage } from '../../src/sandbox/stage.js';
import { availableEngines, createTestDatabase, type Engine } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld, type World } from '../support/world.js';

const CHATS = 50;
const PER_CHAT = 40;
const TOTAL = CHATS * PER_CHAT;
const chatOf = (index: number) => `7900${String(1_000_000 + (index % CHATS))}@c.us`;
const textOf = (index: number) => `chat ${index % CHATS} message ${Math.floor(index / CHATS)}`;
/** What each chat must have seen: its messages, each once, in the order they were written. */
const expectedOf = (chat: number) =>
	Array.from({ length: PER_CHAT }, (_, nr) => `chat ${chat} message ${nr}`);

for (const engine of availableEngines()) {
	test.serial(`${engine}: 2,000 customers' messages survive crashes and an outage`, async (t) => {
		t.timeout(360_000);
		const world = await startStormyWorld(t, engine);
		const { greenApi, rocketChat, idInstance } = world.stage;
		rocketChat.faults.add({ path: '/api/v1/livechat/message', kind: '500', every: 41 });
		rocketChat.faults.add({ path: '/api/v1/livechat/message', kind: '500-after', every: 67 });
		rocketChat.faults.add({ path: '/api/v1/livechat/message', kind: '429', every: 89 });
		for (let index = 0; index < TOTAL; index += 1) {
			greenApi.customerWrites(idInstance, {
				chatId: chatOf(index),
				name: `Customer ${index % CHATS}`,
				text: textOf(index),
			});
		}
		await storm(
			world,
			() => inboundCount(world.stage),
			async () => {
				await rocketChat.down();
				await waitFor(() => greenApi.webhooks(idInstance).delivered > 300, {
					timeoutMs: 120_000,
					label: 'webhooks',
				});
				await new Promise((resolve) => setTimeout(resolve, 2000));
				await rocketChat.up();
			},
		);
		await waitFor(() => inboundCount(world.stage) >= TOTAL, {
			timeoutMs: 240_000,
			label: 'all messages in Rocket.Chat',
		});
		await greenApi.idle(20_000);
		assertInbound(t, world.stage);
	});

	test.serial(`${engine}: 2,000 agents' messages survive crashes and an outage`, async (t) => {
		t.timeout(360_000);
		const world = await startStormyWorld(t, engine);
		const { greenApi, rocketChat, idInstance } = world.stage;
		for (let chat = 0; chat < CHATS; chat += 1) {
			greenApi.customerWrites(idInstance, {
				chatId: chatOf(chat),
				name: `Customer ${chat}`,
				text: 'Hello',
			});
		}
		await waitFor(() => inboundCount(world.stage) === CHATS, {
			timeoutMs: 120_000,
			label: 'a room for each chat',
		});
		greenApi.faults.add({ path: /sendMessage/, kind: '500', every: 41 });
		greenApi.faults.add({ path: /sendMessage/, kind: '500-after', every: 67 });
		greenApi.faults.add({ path: /sendMessage/, kind: 'reset-after', every: 71 });
		greenApi.faults.add({ path: /sendMessage/, kind: '429', every: 89 });
		const rooms = new Map(rocketChat.rooms.map((room) => [room.visitorName, room.rid]));
		for (let index = 0; index < TOTAL; index += 1) {
			rocketChat.agentSays(rooms.get(`Customer ${index % CHATS}`) ?? '', {
				username: 'jane',
				text: textOf(index),
			});
		}
		const sent = () => greenApi.instance(idInstance).sent.length;
		await storm(world, sent, async () => {
			await greenApi.down();
			await new Promise((resolve) => setTimeout(resolve, 2000));
			await greenApi.up();
		});
		await waitFor(() => sent() >= TOTAL, {
			timeoutMs: 240_000,
			label: 'all messages at GREEN-API',
		});
		await rocketChat.idle(20_000);
		logRepeats(t, greenApi.instance(idInstance).sent);
		for (let chat = 0; chat < CHATS; chat += 1) {
			const texts = greenApi
				.instance(idInstance)
				.sentTo(chatOf(chat))
				.map(({ text }) => text);
			t.deepEqual(texts, expectedOf(chat), `chat ${chat}`);
		}
		t.is(sent(), TOTAL);
	});
}

/** For whoever has to find out why: what went out twice, when, and as which message. */
function logRepeats(
	t: ExecutionContext,
	sent: Stage['greenApi'] extends { instance(id: string): { sent: infer Sent } } ? Sent : never,
): void {
	const first = new Map<string, { idMessage: string; at: number }>();
	for (const { text, idMessage, at } of sent) {
		const earlier = first.get(text);
		if (earlier !== undefined) t.log(`sent twice: ${text}`, earlier, { idMessage, at });
		first.set(text, { idMessage, at });
	}
}

async function startStormyWorld(t: ExecutionContext, engine: Engine): Promise<World> {
	const { url } = await createTestDatabase(t, engine);
	return startWorld(t, {
		databaseUrl: url,
		env: { LEASE_MS: '2000', LOG_LEVEL: 'error' },
		stage: {
			greenApi: {
				webhookRetryMs: 100,
				parallelWebhooks: 16,
				duplicateEvery: 10,
				receiptDelayMs: 50,
			},
			rocketChat: { webhookRetryMs: 2000, limit: 100_000, windowMs: 1000 },
		},
	});
}

/** The outage, and three times `kill -9`, spread over the run. */
async function storm(
	world: World,
	count: () => number,
	outage: () => Promise<void>,
): Promise<void> {
	const marks = [200, 700, 1300];
	await waitFor(() => count() >= 100, { timeoutMs: 120_000, label: 'the first hundred' });
	await outage();
	for (const mark of marks) {
		await waitFor(() => count() >= mark, { timeoutMs: 120_000, label: `${mark} delivered` });
		await world.crash();
	}
}

function visitorTexts(stage: Stage, rid: string): string[] {
	return stage.rocketChat
		.messages(rid)
		.filter(({ from }) => from === 'visitor')
		.map(({ text }) => text);
}

function inboundCount(stage: Stage): number {
	return stage.rocketChat.rooms.reduce((sum, { rid }) => sum + visitorTexts(stage, rid).length, 0);
}

function assertInbound(t: ExecutionContext, stage: Stage): void {
	t.is(stage.rocketChat.rooms.length, CHATS, 'one room a chat');
	for (const { rid, visitorName } of stage.rocketChat.rooms) {
		t.deepEqual(
			visitorTexts(stage, rid),
			expectedOf(Number(visitorName.split(' ')[1])),
			visitorName,
		);
	}
}
