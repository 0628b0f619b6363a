import test from 'ava';
import { loadApp } from '../support/load-app.js';
import { createPersistence } from './support/persistence.js';

type Posted = {
	once(
		name: string,
		tools: object,
		make: (triedAt: number | undefined) => Promise<string>,
	): Promise<string>;
	isTaken(messageId: string, tools: object): Promise<boolean>;
	sweep(tools: object): Promise<void>;
};
const { createPosted } = loadApp<{ createPosted(now: () => number): Posted }>('src/gateway/posted');

const DAY_MS = 86_400_000;

function createSurroundings() {
	const kept = createPersistence();
	let now = Date.UTC(2026, 0, 1);
	let made = 0;
	const tools = {
		read: {
			getPersistenceReader: () => kept.reader,
			getMessageReader: () => ({ getById: () => Promise.resolve(undefined) }),
		},
		persistence: kept.writer,
	};
	const posted = createPosted(() => now);
	return {
		...{ kept, tools, posted },
		pass(ms: number) {
			now += ms;
		},
		post: (name: string) => posted.once(name, tools, () => Promise.resolve(`m${(made += 1)}`)),
	};
}

test('a name becomes one message, however often it is posted', async (t) => {
	const { post, posted, tools, pass } = createSurroundings();
	t.deepEqual(await Promise.all([post('wa-1'), post('wa-1'), post('wa-2')]), ['m1', 'm1', 'm2']);
	pass(DAY_MS);
	t.is(await post('wa-1'), 'm1');
	t.true(await posted.isTaken('m2', tools));
	t.false(await posted.isTaken('m3', tools));
});

test('after a failure of which nothing is known the next try learns when the first one was', async (t) => {
	const { posted, tools, pass } = createSurroundings();
	const first = posted.once('wa-1', tools, () => Promise.reject(new Error('gone')));
	await t.throwsAsync(first, { message: 'gone' });
	pass(1000);
	let tried: number | undefined;
	await posted.once('wa-1', tools, (triedAt) => {
		tried = triedAt;
		return Promise.resolve('m1');
	});
	t.is(tried, Date.UTC(2026, 0, 1));
});

test('what is older than three days is forgotten, and nothing else', async (t) => {
	const { kept, post, posted, tools, pass } = createSurroundings();
	for (const name of ['old-1', 'old-2']) await post(name);
	pass(2 * DAY_MS);
	await post('young');
	await posted.sweep(tools);
	t.is(kept.count(), 6, 'two records each');
	pass(2 * DAY_MS);
	await posted.sweep(tools);
	t.is(kept.count(), 2);
	t.is(await post('young'), 'm3', 'is still known');
	pass(30 * DAY_MS);
	await posted.sweep(tools);
	t.is(kept.count(), 0, 'also after weeks without the app');
});
