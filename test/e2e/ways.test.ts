import type { ExecutionContext } from 'ava';
import { createAppHost } from '../apps-engine/app-host.js';
import { onEveryEngine, releaseZip } from '../apps-engine/engines.js';
import type { AppsEngine } from '../apps-engine/engines.js';
import { createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHAT = '79001112233@c.us';

async function start(t: ExecutionContext, engine: AppsEngine) {
	const { url: databaseUrl } = await createTestDatabase(t, 'sqlite');
	const world = await startWorld(t, { databaseUrl });
	const { greenApi, rocketChat: sandbox, idInstance } = world.stage;
	const settings = {
		app_url: `${world.daemonUrl}/api/webhook/rocket`,
		webhook_token: world.tokens.webhookToken,
	};
	const host = await createAppHost(t, { sandbox, engine, zip: releaseZip(), settings });
	await host.runJobs();
	const ways = async (): Promise<Record<string, number>> => {
		const page = await (await fetch(`${world.daemonUrl}/metrics`)).text();
		const lines = page.matchAll(/^greenapi_rc_rocket_chat_calls_total\{way="(\w+)"\} (\d+)$/gmu);
		return Object.fromEntries([...lines].map(([, way = '', count]) => [way, Number(count)]));
	};
	const texts = (): string[] =>
		sandbox.rooms
			.flatMap(({ rid }) => sandbox.messages(rid))
			.filter(({ from }) => from === 'visitor')
			.map(({ text }) => text);
	/** Resolves when it stands in the room; answers its id. */
	const write = async (text: string): Promise<string> => {
		greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text });
		const shown = await waitFor(
			() =>
				sandbox.rooms
					.flatMap(({ rid }) => sandbox.messages(rid))
					.find((message) => message.text === text),
			{ label: `“${text}” in the room` },
		);
		return shown._id;
	};
	return { host, sandbox, ways, texts, write };
}

onEveryEngine(
	'messages go by the app while it is on, by REST while it is off',
	async (t, engine) => {
		const { host, ways, texts, write } = await start(t, engine);
		t.notRegex(await write('one'), /^wa-/u, 'Rocket.Chat gives it an id');
		// The message can be seen before the app has answered.
		await waitFor(async () => (await ways())['app']! >= 3, { label: 'visitor, room and message' });
		t.like(await ways(), { rest: 0, fallback: 0 });
		await host.disable();
		t.regex(await write('two'), /^wa-/u);
		await host.enable();
		await host.runJobs();
		// What a daemon knows of a workspace may be a second old.
		await waitFor(async () => !(await write(`three ${Date.now()}`)).startsWith('wa-'), {
			label: 'the app is used again',
		});
		const shown = texts();
		t.is(new Set(shown).size, shown.length, 'nothing is there twice');
		t.deepEqual(shown.slice(0, 2), ['one', 'two']);
	},
);

onEveryEngine(
	'what the app posted and did not say before it stopped is not posted again',
	async (t, engine) => {
		const { host, sandbox, texts, write } = await start(t, engine);
		await write('before');
		sandbox.faults.add({ path: /^\/api\/apps\/public\/.*\/gateway$/u, kind: '500-after' });
		await write('once');
		await host.disable();
		t.regex(await write('after'), /^wa-/u);
		t.deepEqual(texts(), ['before', 'once', 'after']);
	},
	['vm2'],
);
