import { createHmac } from 'node:crypto';
import test from 'ava';
import { loadApp } from '../support/load-app.js';

type Entry = { call?: Record<string, unknown>; denied?: { code: string; now?: number } };
type Key = { find(read: unknown, passes: (key: string) => boolean): Promise<string | undefined> };
const { createDoor } = loadApp<{
	createDoor(key: Key, now: () => number): { open(request: object, read: unknown): Promise<Entry> };
}>('src/gateway/door');
const { seal } = loadApp<{ seal(key: string, text: string): string }>('src/signing');

const KEY = 'ab'.repeat(32);
const NOW = Date.parse('2026-11-10T09:00:00Z');
const key: Key = { find: (_read, passes) => Promise.resolve([KEY].find(passes)) };

function call(options: { key?: string; at?: number; nonce?: string; content?: unknown } = {}) {
	const { at = NOW, nonce = '0'.repeat(32) } = options;
	const sealed = seal(KEY, JSON.stringify({ op: 'health' }));
	const signing = createHmac('sha256', options.key ?? KEY)
		.update('greenapi-rc sign v1')
		.digest();
	const signature = createHmac('sha256', signing).update(`v1:${at}:${nonce}:${sealed}`);
	return {
		headers: {
			'x-greenapi-timestamp': String(at),
			'X-Greenapi-Nonce': nonce,
			'x-greenapi-signature': `v1=${signature.digest('hex')}`,
		},
		content: options.content ?? { sealed },
	};
}

test('a signed call comes in once', async (t) => {
	const door = createDoor(key, () => NOW);
	t.deepEqual(await door.open(call(), {}), { call: { op: 'health' } });
	t.deepEqual(await door.open(call(), {}), { denied: { code: 'replayed' } });
	const other = await door.open(call({ nonce: '1'.repeat(32) }), {});
	t.deepEqual(other, { call: { op: 'health' } });
});

test('what was signed before a restart is not let in again after it', async (t) => {
	const before = createDoor(key, () => NOW);
	t.truthy((await before.open(call({ at: NOW + 500 }), {})).call);
	const after = createDoor(key, () => NOW + 1000);
	const again = await after.open(call({ at: NOW + 500 }), {});
	t.deepEqual(again.denied, { code: 'stale-signature', now: NOW + 1000 });
	const fresh = await after.open(call({ at: NOW + 1000, nonce: '1'.repeat(32) }), {});
	t.truthy(fresh.call);
});

test('calls of others, of another time, or without a signature stay out', async (t) => {
	const door = createDoor(key, () => NOW);
	const foreign = await door.open(call({ key: 'cd'.repeat(32) }), {});
	t.is(foreign.denied?.code, 'wrong-signature');
	let time = NOW;
	const old = createDoor(key, () => time);
	time += 600_000;
	for (const at of [time - 300_001, time + 300_001]) {
		const stale = await old.open(call({ at }), {});
		t.deepEqual(stale.denied, { code: 'stale-signature', now: time });
	}
	const changed = await door.open(call({ content: { sealed: seal(KEY, '{"op":"x"}') } }), {});
	t.is(changed.denied?.code, 'wrong-signature');
	for (const odd of [{}, { headers: null, content: null }, { content: 'no JSON' }])
		t.is((await door.open(odd, {})).denied?.code, 'wrong-signature');
});

test('a body that arrives as text is read, too', async (t) => {
	const door = createDoor(key, () => NOW);
	const { headers, content } = call();
	const entry = await door.open({ headers, content: JSON.stringify(content) }, {});
	t.deepEqual(entry, { call: { op: 'health' } });
});
