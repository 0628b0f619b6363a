import type { ExecutionContext } from 'ava';
import test from 'ava';
import type { RocketChatSandboxOptions } from '../../src/sandbox/rocket-chat/types.js';
import type { CustomerFile, CustomerMessage } from '../../src/sandbox/green-api/types.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHAT = '79001112233@c.us';
const KB = 1024;

const file = (name: string, mimeType: string, bytes: number): CustomerFile => ({
	...{ name, mimeType, caption: 'The plan' },
	bytes: 'x'.repeat(bytes),
});

/** A customer who writes to a workspace with such settings; files over 1 MB are over the bridge's limit. */
async function prepare(t: ExecutionContext, engine: Engine, rocketChat?: RocketChatSandboxOptions) {
	const { url } = await createTestDatabase(t, engine);
	const world = await startWorld(t, {
		databaseUrl: url,
		env: { MAX_FILE_MB: '1' },
		...(rocketChat === undefined ? {} : { stage: { rocketChat } }),
	});
	const { stage } = world;
	const shown = () =>
		stage.rocketChat.rooms
			.flatMap(({ rid }) => stage.rocketChat.messages(rid))
			.filter(({ from }) => from === 'visitor');
	/** What the agent sees of it, a file as its name in brackets. */
	const sends = async (message: Omit<CustomerMessage, 'chatId'>) => {
		const before = shown().length;
		stage.greenApi.customerWrites(stage.idInstance, { chatId: CHAT, name: 'Mary', ...message });
		const fresh = await waitFor(() => shown()[before], { label: 'the message' });
		const files = fresh.files.map(({ name, size }) => `[${name}, ${size}]`);
		return [...files, fresh.description ?? '', fresh.text].filter(Boolean).join(' ');
	};
	return { ...stage, sends };
}

const dataOf = (downloadUrl: string): Record<string, unknown> => ({
	typeMessage: 'documentMessage',
	fileMessageData: {
		...{ downloadUrl, caption: 'The plan', fileName: 'plan.pdf', mimeType: 'application/pdf' },
	},
});

for (const engine of availableEngines()) {
	test(`${engine}: a file without a usable link is fetched by the link that GREEN-API has`, async (t) => {
		const { sends, greenApi } = await prepare(t, engine);
		const plan = file('plan.pdf', 'application/pdf', 10);
		t.is(await sends({ file: { ...plan, withoutLink: true } }), '[plan.pdf, 10] The plan');
		const expired = dataOf(`${greenApi.url}/files/999/plan.pdf`);
		t.is(await sends({ file: plan, raw: expired }), '[plan.pdf, 10] The plan');
	});

	test(`${engine}: a file that GREEN-API has no link for is a line with name and caption`, async (t) => {
		const { sends, greenApi } = await prepare(t, engine);
		t.regex(await sends({ raw: dataOf('') }), /\(plan\.pdf\)[^]*phone[^]*\nThe plan$/iu);
		const expired = dataOf(`${greenApi.url}/files/999/plan.pdf`);
		t.regex(await sends({ raw: expired }), /plan\.pdf[^]*expired[^]*\nThe plan$/u);
		greenApi.faults.add({ kind: '500', path: /downloadFile/ });
		t.regex(await sends({ raw: dataOf('') }), /\(plan\.pdf\)[^]*\nThe plan$/u);
		const tooLarge = await sends({ raw: dataOf('{{SWE002}}') });
		t.regex(tooLarge, /\(plan\.pdf\)[^]*100 MB[^]*\nThe plan$/u);
		t.notRegex(tooLarge, /SWE/u);
	});

	test(`${engine}: a file over the bridge's limit is a line with size and limit`, async (t) => {
		const { sends } = await prepare(t, engine);
		const film = file('film.mp4', 'video/mp4', 2 * KB * KB);
		t.regex(await sends({ file: film }), /film\.mp4\* \(2 MB\)[^]*1 MB[^]*\nThe plan$/u);
		const chunked = await sends({ file: { ...film, chunked: true } });
		t.regex(chunked, /film\.mp4[^]*1 MB[^]*\nThe plan$/u, 'also when its size is not told');
		t.is(await sends({ text: 'Did you get it?' }), 'Did you get it?');
	});

	test(`${engine}: what Rocket.Chat refuses is a line that says why`, async (t) => {
		const { sends } = await prepare(t, engine, {
			...{ mediaTypeBlackList: 'application/zip', maxFileSize: 300 * KB },
		});
		const type = await sends({ file: file('all.zip', 'application/zip', 200 * KB) });
		t.regex(type, /all\.zip\* \(0\.2 MB\)[^]*type of file: ask[^]*\nThe plan$/u);
		const size = await sends({ file: file('plan.pdf', 'application/pdf', 400 * KB) });
		t.regex(size, /plan\.pdf\* \(0\.4 MB\)[^]*too large[^]*\nThe plan$/u);
		t.is(await sends({ file: file('ok.pdf', 'application/pdf', KB) }), '[ok.pdf, 1024] The plan');
	});

	test(`${engine}: where uploads are off every file is a line that says so`, async (t) => {
		const { sends } = await prepare(t, engine, { livechatFileUploadEnabled: false });
		const line = await sends({ file: file('plan.pdf', 'application/pdf', 10) });
		t.regex(line, /plan\.pdf[^]*Uploads are switched off[^]*\nThe plan$/u);
	});
}
