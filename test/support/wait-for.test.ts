import test from 'ava';
import { waitFor } from './wait-for.js';

test('resolves with the first truthy look', async (t) => {
	let looks = 0;
	const found = await waitFor(() => (++looks === 3 ? 'third' : undefined), { everyMs: 1 });
	t.is(found, 'third');
	t.is(looks, 3);
});

test('names what it waited for in vain', async (t) => {
	await t.throwsAsync(
		waitFor(() => false, { timeoutMs: 30, everyMs: 5, label: 'the moon' }),
		{ message: 'Waited 30 ms in vain for the moon' },
	);
});

test('gives up on a condition that never settles', async (t) => {
	await t.throwsAsync(
		waitFor(async () => new Promise<boolean>(() => undefined), { timeoutMs: 30, label: 'silence' }),
		{ message: /silence/u },
	);
});
