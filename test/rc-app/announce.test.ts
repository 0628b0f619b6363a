import test from 'ava';
import { loadApp } from '../support/load-app.js';

type Announcer = { ensure(tools: object): Promise<void> };
type Labels = { getID(): string }[];
const { createAnnouncer } = loadApp<{ createAnnouncer(parts: object): Announcer }>('src/announce');
const { createKey } = loadApp<{ createKey(): object }>('src/key');

/** An app that is connected; `records` is what it keeps, `keys` what it announced. */
function createSurroundings() {
	const records: { label: string; data: { key: string } }[] = [];
	const keys: string[] = [];
	const settings: Record<string, string> = {
		app_url: 'https://bridge.example.org/api/webhook/rocket',
		webhook_token: 'token',
	};
	const valueOf = (id: string) => Promise.resolve(settings[id] ?? 'https://chat.example.org');
	const tools = {
		read: {
			getPersistenceReader: () => ({
				readByAssociation: (label: { getID(): string }) =>
					Promise.resolve(
						records.filter((one) => one.label === label.getID()).map(({ data }) => data),
					),
			}),
			getEnvironmentReader: () => ({
				getSettings: () => ({ getValueById: valueOf }),
				getServerSettings: () => ({ getValueById: valueOf }),
			}),
		},
		persistence: {
			createWithAssociations(data: { key: string }, [label]: Labels) {
				records.push({ data, label: label?.getID() ?? '' });
				return Promise.resolve('1');
			},
		},
		http: {
			post(_url: string, { content }: { content: string }) {
				keys.push((JSON.parse(content) as { app: { key: string } }).app.key);
				return Promise.resolve({ statusCode: 200, data: { status: 'ok' } });
			},
		},
		modify: {},
	};
	const announcer = createAnnouncer({
		app: { id: 'app', version: '1' },
		key: createKey(),
		areReactionsThere: () => true,
	});
	return { announcer, tools, records, keys };
}

test('the app announces itself once, and anew when it lost its key', async (t) => {
	const { announcer, tools, records, keys } = createSurroundings();
	await announcer.ensure(tools);
	await announcer.ensure(tools);
	t.is(keys.length, 1);
	records.length = 0;
	await announcer.ensure(tools);
	await announcer.ensure(tools);
	t.is(keys.length, 2);
	t.not(keys[1], keys[0]);
	t.is(records[0]?.data.key, keys[1]);
});

test('where another process made a key, too, both end with the same', async (t) => {
	const { announcer, tools, records, keys } = createSurroundings();
	await announcer.ensure(tools);
	records.push({ label: 'gateway-key', data: { key: '0'.repeat(64) } });
	await announcer.ensure(tools);
	await announcer.ensure(tools);
	t.deepEqual(keys.slice(1), ['0'.repeat(64)]);
});
