import test from 'ava';
import type { ExecutionContext } from 'ava';
import { BridgeError } from '../../../src/core/domain/errors.js';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import { availableEngines } from '../../support/databases.js';
import { gate } from '../../support/ledger.js';
import { waitFor } from '../../support/wait-for.js';
import { connectClouds, imageWebhook, textWebhook } from './both-clouds.js';
import type { BothClouds } from './both-clouds.js';

const LINK = 'https://media.example.org/cat.jpg';
const UNREADABLE = '{{SWE001}}';

/** Waits until every row of the message is settled; answers them in order. */
async function settled(t: ExecutionContext, clouds: BothClouds, id: string, count: number) {
	const rows = await waitFor(
		async () => {
			const found = await clouds.rows(id);
			const isSettled = found.length === count && found.every(({ state }) => state !== 'pending');
			return isSettled ? found : undefined;
		},
		{ label: `${count} settled rows of ${id}` },
	);
	t.true(rows.every(({ attempts }: LedgerMessage) => attempts === 0));
	return rows;
}

for (const engine of availableEngines()) {
	test(`${engine}: the real text replaces the placeholder that was shown`, async (t) => {
		const clouds = await connectClouds(t, engine);
		const { instance, shown } = clouds;
		clouds.ledger.start();
		t.false((await clouds.receive(textWebhook(instance, 'A1', UNREADABLE))).isRepeat);
		const [first] = await settled(t, clouds, 'A1', 1);
		t.regex(shown[0]!, /^post /u);
		t.notRegex(shown[0]!, /SWE001/u);
		t.true((await clouds.receive(textWebhook(instance, 'A1', 'At last'))).isRepeat);
		await settled(t, clouds, 'A1', 2);
		t.deepEqual(shown.slice(1), [`edit ${first!.targetId} At last`]);
	});

	test(`${engine}: the real text stands for a placeholder that was not shown yet`, async (t) => {
		const clouds = await connectClouds(t, engine);
		const { instance, shown } = clouds;
		await clouds.receive(textWebhook(instance, 'A1', UNREADABLE));
		await clouds.receive(textWebhook(instance, 'A1', 'At last'));
		clouds.ledger.start();
		const rows = await settled(t, clouds, 'A1', 2);
		t.deepEqual(
			rows.map(({ state }) => state),
			['skipped', 'done'],
		);
		t.is(shown.length, 1);
		t.regex(shown[0]!, /^post wa-\w+ At last$/u);
	});

	test(`${engine}: the real text that comes while the placeholder is under way follows`, async (t) => {
		const clouds = await connectClouds(t, engine);
		const { instance, shown, faults } = clouds;
		const { opened, open } = gate();
		const underWay = gate();
		faults.show = () => {
			underWay.open();
			return opened;
		};
		clouds.ledger.start();
		await clouds.receive(textWebhook(instance, 'A1', UNREADABLE));
		await underWay.opened;
		await clouds.receive(textWebhook(instance, 'A2', 'Next'));
		await clouds.receive(textWebhook(instance, 'A1', 'At last'));
		open();
		await settled(t, clouds, 'A1', 2);
		t.is(shown.length, 3);
		t.regex(shown[1]!, /Next$/u);
		t.regex(shown[2]!, /^edit wa-\w+ At last$/u);
	});

	test(`${engine}: where editing is forbidden the real text is a message of its own`, async (t) => {
		const clouds = await connectClouds(t, engine);
		const { instance, shown, faults } = clouds;
		clouds.ledger.start();
		await clouds.receive(textWebhook(instance, 'A1', UNREADABLE));
		await settled(t, clouds, 'A1', 1);
		const refusal = new BridgeError('not allowed', { code: 'TEST', help: 'None.' });
		faults.show = (line) => (line.startsWith('edit') ? Promise.reject(refusal) : Promise.resolve());
		await clouds.receive(textWebhook(instance, 'A1', 'At last'));
		const [first, second] = await settled(t, clouds, 'A1', 2);
		t.regex(shown[1]!, /^post wa-\w+ At last$/u);
		t.not(first?.targetId, second?.targetId);
	});

	test(`${engine}: repeats that carry nothing more change nothing`, async (t) => {
		const clouds = await connectClouds(t, engine);
		const { instance, shown } = clouds;
		clouds.ledger.start();
		for (const text of ['Hello', 'Hello', UNREADABLE, 'Other'])
			await clouds.receive(textWebhook(instance, 'A1', text));
		for (const text of [UNREADABLE, UNREADABLE, 'Real', 'Real', UNREADABLE, 'Another'])
			await clouds.receive(textWebhook(instance, 'A2', text));
		await settled(t, clouds, 'A1', 1);
		await settled(t, clouds, 'A2', 2);
		t.is(shown.filter((line) => line.endsWith(' Hello')).length, 1);
		t.is(shown.filter((line) => line.endsWith(' Real')).length, 1);
		t.false(shown.some((line) => /Other|Another/u.test(line)));
	});

	test(`${engine}: a photo whose link was empty is shown when the link comes`, async (t) => {
		const clouds = await connectClouds(t, engine);
		const { instance, shown } = clouds;
		await clouds.receive(imageWebhook(instance, 'A1', ''));
		await clouds.receive(imageWebhook(instance, 'A1', LINK));
		clouds.ledger.start();
		await settled(t, clouds, 'A1', 2);
		t.deepEqual(shown, ['upload cat.jpg']);
		await clouds.receive(imageWebhook(instance, 'A2', ''));
		const [placeholder] = await settled(t, clouds, 'A2', 1);
		t.regex(shown[1]!, /^post .*cat\.jpg/su, 'the agent sees that there is one');
		await clouds.receive(imageWebhook(instance, 'A2', LINK));
		await settled(t, clouds, 'A2', 2);
		t.deepEqual(shown.slice(2), ['upload cat.jpg', `delete ${placeholder!.targetId}`]);
	});
}
