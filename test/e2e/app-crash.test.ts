import type { ExecutionContext } from 'ava';
import { createAppHost } from '../apps-engine/app-host.js';
import type { AppHost } from '../apps-engine/app-host.js';
import { onEveryEngine, releaseZip } from '../apps-engine/engines.js';
import type { AppsEngine } from '../apps-engine/engines.js';
import { createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const CHATS = 25;
const PER_CHAT = 20;
const TOTAL = CHATS * PER_CHAT;
/** So many of the messages have arrived when the daemon is killed. */
const GATEWAY = /^\/api\/apps\/public\/.*\/gateway$/u;
const KILLS = [60, 200, 350];

type Storm = World & { readonly host: AppHost; texts(): string[]; ids(): string[] };

async function start(t: ExecutionContext, engine: AppsEngine): Promise<Storm> {
	const { url: databaseUrl } = await createTestDatabase(t, 'sqlite');
	const world = await startWorld(t, {
		databaseUrl,
		env: { LEASE_MS: '2000', LOG_LEVEL: 'error' },
		stage: {
			greenApi: { webhookRetryMs: 100, parallelWebhooks: 16, duplicateEvery: 10 },
			rocketChat: { limit: 100_000, windowMs: 1000 },
		},
	});
	const { rocketChat: sandbox } = world.stage;
	const settings = {
		app_url: `${world.daemonUrl}/api/webhook/rocket`,
		webhook_token: world.tokens.webhookToken,
	};
	const host = await createAppHost(t, { sandbox, engine, zip: releaseZip(), settings });
	await host.runJobs();
	const shown = () =>
		sandbox.rooms
			.flatMap(({ rid }) => sandbox.messages(rid))
			.filter(({ from }) => from === 'visitor');
	return {
		...world,
		host,
		texts: () => shown().map(({ text }) => text),
		ids: () => shown().map(({ _id }) => _id),
	};
}

/** 25 customers write 20 messages each, while the daemon is killed three times. */
async function write({ stage, texts, crash }: Storm): Promise<void> {
	const { greenApi, idInstance } = stage;
	for (let index = 0; index < TOTAL; index += 1) {
		const [chat, nr] = [index % CHATS, Math.floor(index / CHATS)];
		greenApi.customerWrites(idInstance, {
			chatId: `7900${1_000_000 + chat}@c.us`,
			name: `Customer ${chat}`,
			text: `chat ${chat} message ${nr}`,
		});
	}
	for (const mark of KILLS) {
		await waitFor(() => texts().length >= mark, { timeoutMs: 120_000, label: `${mark} messages` });
		await crash();
	}
}

/** The app does what it is asked for, and the daemon does not always hear of it. */
function loseAnswers({ stage }: Storm): void {
	stage.rocketChat.faults.add({ path: GATEWAY, kind: '500-after', every: 31 });
	stage.rocketChat.faults.add({ path: GATEWAY, kind: 'reset-after', every: 53 });
}

async function settled({ stage, texts }: Storm): Promise<void> {
	const all = () => new Set(texts()).size >= TOTAL;
	await waitFor(all, { timeoutMs: 120_000, label: 'all messages in Rocket.Chat' });
	await stage.greenApi.idle(20_000);
}

/** None lost, none twice, in order within each chat. */
function assertAll(t: ExecutionContext, { stage: { rocketChat } }: Storm): void {
	t.is(rocketChat.rooms.length, CHATS, 'one room a chat');
	for (const { rid, visitorName } of rocketChat.rooms) {
		const chat = visitorName.replace('Customer ', '');
		const seen = rocketChat.messages(rid).filter(({ from }) => from === 'visitor');
		t.deepEqual(
			seen.map(({ text }) => text),
			Array.from({ length: PER_CHAT }, (_, nr) => `chat ${chat} message ${nr}`),
			visitorName,
		);
	}
}

onEveryEngine(
	'500 messages by the app survive three crashes of the daemon',
	async (t, engine) => {
		t.timeout(240_000);
		const storm = await start(t, engine);
		loseAnswers(storm);
		await write(storm);
		await settled(storm);
		assertAll(t, storm);
		t.true(
			storm.ids().every((id) => !id.startsWith('wa-')),
			'all of them by the app',
		);
	},
	['vm2'],
);

onEveryEngine(
	'500 messages survive crashes of the daemon while the app is switched off and on',
	async (t, engine) => {
		t.timeout(240_000);
		const storm = await start(t, engine);
		const { host } = storm;
		loseAnswers(storm);
		const over = new AbortController();
		const switching = switchOffAndOn(host, over.signal);
		try {
			await write(storm);
			await settled(storm);
		} finally {
			over.abort();
			await switching;
		}
		assertAll(t, storm);
		const byRest = storm.ids().filter((id) => id.startsWith('wa-')).length;
		t.log(`${byRest} of ${TOTAL} by REST`);
	},
	['vm2'],
);

/** At random moments. */
async function switchOffAndOn(host: AppHost, over: AbortSignal): Promise<void> {
	while (!over.aborted) {
		await pause(500 + Math.random() * 1000);
		await host.disable();
		await pause(100 + Math.random() * 300);
		await host.enable();
		await host.runJobs();
	}
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
