import type { MessageView } from '../../src/sandbox/rocket-chat/types.js';
import { createAppHost } from '../apps-engine/app-host.js';
import { onEveryEngine, releaseZip } from '../apps-engine/engines.js';
import { createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHATS = 6;
const PER_CHAT = 5;
const TOTAL = CHATS * PER_CHAT;

onEveryEngine(
	'files of one name come once each, by two daemons of which one crashes',
	async (t, engine) => {
		t.timeout(90_000);
		const { url: databaseUrl } = await createTestDatabase(t, 'sqlite');
		const world = await startWorld(t, {
			databaseUrl,
			env: { LEASE_MS: '2000', LOG_LEVEL: 'error', CONCURRENCY: '4' },
			stage: {
				greenApi: { webhookRetryMs: 100, parallelWebhooks: 16 },
				rocketChat: { limit: 100_000, windowMs: 1000 },
			},
		});
		const { greenApi, rocketChat: sandbox, idInstance } = world.stage;
		const settings = {
			app_url: `${world.daemonUrl}/api/webhook/rocket`,
			webhook_token: world.tokens.webhookToken,
		};
		const host = await createAppHost(t, { sandbox, engine, zip: releaseZip(), settings });
		await host.runJobs();
		// Where the app asks for files, nobody knows the tickets of this one: those files go by REST.
		await world.addDaemon();
		sandbox.faults.add({ path: /\/gateway$/u, kind: '500-after', every: 13 });
		for (let index = 0; index < TOTAL; index += 1) {
			const [chat, nr] = [index % CHATS, Math.floor(index / CHATS)];
			greenApi.customerWrites(idInstance, {
				chatId: `7900${1_000_000 + chat}@c.us`,
				name: `Customer ${chat}`,
				file: { name: 'photo.jpg', mimeType: 'image/jpeg', size: 5000, caption: `photo ${nr}` },
			});
		}
		const shown = (rid: string) => sandbox.messages(rid).filter(({ from }) => from === 'visitor');
		const files = () => sandbox.rooms.flatMap(({ rid }) => shown(rid));
		const count = () => files().length;
		for (const mark of [8, 18]) {
			await waitFor(() => count() >= mark, { timeoutMs: 30_000, label: `${mark} files` });
			await world.crash();
		}
		await waitFor(() => count() >= TOTAL, { timeoutMs: 60_000, label: 'all files' });
		// The app puts a caption below its file a moment later.
		const hasCaption = ({ text, description }: MessageView) => Boolean(text || description);
		await waitFor(() => files().every(hasCaption), { timeoutMs: 60_000, label: 'captions' });
		await greenApi.idle(20_000);
		for (const { rid, visitorName } of sandbox.rooms)
			t.deepEqual(
				// By REST the caption is the file's description.
				shown(rid).map(({ text, description }) => text || description),
				Array.from({ length: PER_CHAT }, (_, nr) => `photo ${nr}`),
				visitorName,
			);
	},
	['deno'],
);
