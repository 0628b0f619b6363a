import test from 'ava';
import { loadApp } from '../support/load-app.js';
import { waitFor } from '../support/wait-for.js';
import { createPersistence } from './support/persistence.js';

type Event = { roomId: string; at: number; body: { type: string }; author?: object };
type Outbox = {
	put(roomId: string, tools: object, build: () => Promise<Event | undefined>): Promise<void>;
	flush(tools: object, options?: { isForced?: boolean }): Promise<void>;
	count(read: unknown): Promise<number>;
};
const { createOutbox } = loadApp<{
	createOutbox(parts: { tidings: object; again: unknown; now?: () => number }): Outbox;
}>('src/outbox/outbox');

type Answer = { statusCode: number; data?: unknown };
const TAKEN: Answer = { statusCode: 200, data: { status: 'ok' } };

/** The app's surroundings in memory: what it keeps, its settings, and a daemon that answers as told. */
function createSurroundings() {
	const kept = createPersistence();
	const told: string[] = [];
	const tidings: string[] = [];
	let answer: (type: string) => Promise<Answer> = () => Promise.resolve(TAKEN);
	const settings: Record<string, string> = {
		app_url: 'https://bridge.example.org/api/webhook/rocket',
		webhook_token: 'token',
	};
	const tell =
		(kind: string) =>
		(event: { content: string }): Promise<void> => {
			tidings.push(`${kind} ${typeOf(event.content)}`);
			return Promise.resolve();
		};
	const tools = {
		read: {
			getPersistenceReader: () => kept.reader,
			getEnvironmentReader: () => ({
				getSettings: () => ({ getValueById: (id: string) => Promise.resolve(settings[id]) }),
			}),
		},
		persistence: kept.writer,
		http: {
			async post(_url: string, { content }: { content: string }): Promise<Answer> {
				const answered = await answer(typeOf(content));
				if (answered.statusCode === 200) told.push(typeOf(content));
				return answered;
			},
		},
		modify: {},
	};
	return {
		tools,
		told,
		tidings,
		settings,
		parts: {
			tidings: {
				accepted: tell('accepted'),
				lost: tell('lost'),
				waits: tell('waits'),
				refused: tell('refused'),
				givenUp: tell('given up'),
			},
			again: () => Promise.resolve(),
		},
		answers(next: (type: string) => Promise<Answer>) {
			answer = next;
		},
	};
}

function typeOf(content: string): string {
	return (JSON.parse(content) as { type: string }).type;
}

function event(type: string, at = 1, roomId = 'room1'): () => Promise<Event> {
	return () => Promise.resolve({ roomId, at, body: { type } });
}

test('what the daemon took is kept no longer', async (t) => {
	const { parts, tools, told } = createSurroundings();
	const outbox = createOutbox(parts);
	await outbox.put('room1', tools, event('a'));
	t.deepEqual(told, ['a']);
	t.is(await outbox.count(tools.read), 0);
});

test('after an outage everything goes out once, each room in order', async (t) => {
	const { parts, tools, told, tidings, answers } = createSurroundings();
	const outbox = createOutbox(parts);
	answers(() => Promise.reject(new Error('ECONNREFUSED')));
	await Promise.all(
		[1, 2, 3, 4, 5].map((at) => outbox.put('room1', tools, event(`one-${at}`, at))),
	);
	await outbox.put('room2', tools, event('two-1', 1, 'room2'));
	t.is(await outbox.count(tools.read), 6);
	t.true(tidings.includes('waits one-5'), 'those behind the first wait visibly, too');
	answers(() => Promise.resolve(TAKEN));
	await outbox.flush(tools, { isForced: true });
	t.deepEqual(
		told.filter((type) => type.startsWith('one')),
		['one-1', 'one-2', 'one-3', 'one-4', 'one-5'],
	);
	t.is(told.filter((type) => type === 'two-1').length, 1);
	t.is(await outbox.count(tools.read), 0);
});

test('an event waits for those before it in its room, not for other rooms', async (t) => {
	const { parts, tools, told, answers } = createSurroundings();
	const outbox = createOutbox(parts);
	answers((type) => Promise.resolve(type === 'bad' ? { statusCode: 500 } : TAKEN));
	await outbox.put('room1', tools, event('bad', 1));
	await outbox.put('room1', tools, event('after', 2));
	await outbox.put('room2', tools, event('other', 3, 'room2'));
	t.deepEqual(told, ['other']);
	t.is(await outbox.count(tools.read), 2);
});

test('what comes while a room is being sent goes with the same flight', async (t) => {
	const { parts, tools, told, answers } = createSurroundings();
	const outbox = createOutbox(parts);
	let open: () => void = () => undefined;
	const gate = new Promise<void>((resolve) => (open = resolve));
	answers(async () => {
		await gate;
		return TAKEN;
	});
	const first = outbox.put('room1', tools, event('a', 1));
	const second = outbox.put('room1', tools, event('b', 2));
	await waitFor(async () => (await outbox.count(tools.read)) === 2);
	open();
	await Promise.all([first, second]);
	t.deepEqual(told, ['a', 'b']);
});

test('a refusal is told and does not hold back the next event', async (t) => {
	const { parts, tools, tidings, answers } = createSurroundings();
	const outbox = createOutbox(parts);
	answers((type) =>
		Promise.resolve(type === 'bad' ? { statusCode: 200, data: { message: 'No.' } } : TAKEN),
	);
	await outbox.put('room1', tools, event('bad'));
	await outbox.put('room1', tools, event('good'));
	t.deepEqual(tidings, ['refused bad', 'accepted good']);
	t.is(await outbox.count(tools.read), 0);
});

test('an app without a token keeps everything for the day it has one', async (t) => {
	const { parts, tools, told, settings } = createSurroundings();
	const outbox = createOutbox(parts);
	settings['webhook_token'] = '';
	await outbox.put('room1', tools, event('a'));
	t.deepEqual(told, []);
	settings['webhook_token'] = 'token';
	await outbox.flush(tools, { isForced: true });
	t.deepEqual(told, ['a']);
});

test('after 72 hours an event is given up', async (t) => {
	const { parts, tools, tidings, answers } = createSurroundings();
	let now = 0;
	const outbox = createOutbox({ ...parts, now: () => now });
	answers(() => Promise.resolve({ statusCode: 503 }));
	await outbox.put('room1', tools, event('old'));
	now = 72 * 3_600_000 + 1;
	await outbox.flush(tools);
	t.deepEqual(tidings, ['waits old', 'given up old']);
	t.is(await outbox.count(tools.read), 0);
});

test('between tries there is a pause', async (t) => {
	const { parts, tools, answers } = createSurroundings();
	let now = 0;
	let tries = 0;
	const outbox = createOutbox({ ...parts, now: () => now });
	answers(() => {
		tries += 1;
		return Promise.resolve({ statusCode: 503 });
	});
	await outbox.put('room1', tools, event('a'));
	await outbox.flush(tools);
	t.is(tries, 1);
	now = 2001;
	await outbox.flush(tools);
	t.is(tries, 2);
});

test('an event that can’t be built harms nothing', async (t) => {
	const { parts, tools, told } = createSurroundings();
	const outbox = createOutbox(parts);
	await outbox.put('room1', tools, () => Promise.reject(new Error('no room')));
	await outbox.put('room1', tools, event('b'));
	t.deepEqual(told, ['b']);
});

test('what takes long is done in parts, one at once after the other', async (t) => {
	const { parts, tools, told, answers } = createSurroundings();
	let time = 0;
	const again: number[] = [];
	const outbox = createOutbox({
		...parts,
		again: (pauseMs: number) => Promise.resolve(void again.push(pauseMs)),
		now: () => time,
	});
	answers(() => Promise.reject(new Error('ECONNREFUSED')));
	for (const room of ['room1', 'room2', 'room3', 'room4'])
		await outbox.put(room, tools, event(room, 1, room));
	again.length = 0;
	answers(() => {
		time += 8000;
		return Promise.resolve(TAKEN);
	});
	await outbox.flush(tools, { isForced: true });
	t.is(told.length, 2, 'the engine stops a handler after 30 seconds');
	t.deepEqual(again, [0]);
	await outbox.flush(tools);
	t.is(await outbox.count(tools.read), 0);
	t.is(new Set(told).size, 4);
});

test('marks for a long queue are shown as far as there is time', async (t) => {
	const { parts, tools, tidings, answers } = createSurroundings();
	let time = 0;
	const slow = (kind: string) => (): Promise<void> => {
		time += 1000;
		return Promise.resolve(void tidings.push(kind));
	};
	const surroundings = { ...parts, tidings: { ...parts.tidings, waits: slow('waits') } };
	const first = createOutbox({ ...surroundings, now: () => time });
	answers(() => Promise.reject(new Error('ECONNREFUSED')));
	for (let n = 1; n <= 40; n += 1) await first.put('room1', tools, event(`n${n}`, n));
	tidings.length = 0;
	const restarted = createOutbox({ ...surroundings, now: () => time });
	await restarted.flush(tools, { isForced: true });
	t.true(tidings.length <= 20);
	t.is(await restarted.count(tools.read), 40);
});

test('two processes with one store: all arrives in order, nothing stays', async (t) => {
	const { parts, tools, told, answers } = createSurroundings();
	const [one, other] = [createOutbox(parts), createOutbox(parts)];
	answers(() => Promise.reject(new Error('ECONNREFUSED')));
	for (let n = 1; n <= 20; n += 1)
		await (n % 2 === 0 ? one : other).put('room1', tools, event(String(n), n));
	answers(async () => {
		await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
		return TAKEN;
	});
	const forced = { isForced: true };
	await Promise.all([one.flush(tools, forced), other.flush(tools, forced)]);
	await one.flush(tools, forced);
	t.is(await one.count(tools.read), 0);
	// The daemon knows what it got already.
	const once = [...new Set(told)];
	t.deepEqual(
		once,
		Array.from({ length: 20 }, (_, n) => String(n + 1)),
	);
});

test.serial('two thousand that wait are sent in seconds, each once', async (t) => {
	const { parts, tools, told, answers } = createSurroundings();
	const outbox = createOutbox(parts);
	answers(() => Promise.reject(new Error('ECONNREFUSED')));
	const rooms = Array.from({ length: 100 }, (_, n) => `room${n}`);
	for (const room of rooms)
		await Promise.all(
			Array.from({ length: 20 }, (_, n) => outbox.put(room, tools, event(`${room}-${n}`, n, room))),
		);
	t.is(await outbox.count(tools.read), 2000);
	answers(() => Promise.resolve(TAKEN));
	while ((await outbox.count(tools.read)) > 0) await outbox.flush(tools, { isForced: true });
	t.is(told.length, 2000);
	for (const room of rooms.slice(0, 5))
		t.deepEqual(
			told.filter((type) => type.startsWith(`${room}-`)),
			Array.from({ length: 20 }, (_, n) => `${room}-${n}`),
		);
});

test('what can be neither kept nor sent is told as lost, not as waiting', async (t) => {
	const { parts, tools, told, tidings, answers } = createSurroundings();
	const outbox = createOutbox(parts);
	const none = { ...tools.persistence, createWithAssociations: () => Promise.resolve(undefined) };
	const broken = {
		...tools.persistence,
		createWithAssociations: () => Promise.reject(new Error('no database')),
	};
	answers(() => Promise.reject(new Error('ECONNREFUSED')));
	await outbox.put('room1', { ...tools, persistence: none }, event('a'));
	t.deepEqual(tidings, ['lost a']);
	answers(() => Promise.resolve(TAKEN));
	await outbox.put('room1', { ...tools, persistence: broken }, event('b'));
	t.deepEqual(told, ['b'], 'there is one try in any case');
	t.deepEqual(tidings, ['lost a', 'accepted b']);
});
