import test from 'ava';
import { loadApp } from '../support/load-app.js';

type Event = { author: { userId: string; messageId: string }; queuedAt: number; roomId: string };
type Tidings = {
	waits(event: Event, problem: string, settings: object, tools: object): Promise<void>;
	accepted(event: Event, tools: object): Promise<void>;
};
const { createTidings } = loadApp<{
	createTidings(parts: { marks: object; notices: object; now: () => number }): Tidings;
}>('src/outbox/tidings');

/** One message whose marks are a set, as Rocket.Chat has them. */
function createMessage() {
	const there = new Set<string>();
	const marks = {
		show(_id: string, mark: string | undefined): Promise<string> {
			there.clear();
			if (mark !== undefined) there.add(mark);
			return Promise.resolve('shown');
		},
		clear(_id: string, mark: string): Promise<void> {
			there.delete(mark);
			return Promise.resolve();
		},
	};
	const tidings = createTidings({ marks, notices: {}, now: () => 10_000 });
	const event = { author: { userId: 'jane', messageId: 'message1' }, queuedAt: 0, roomId: 'room1' };
	return { there, marks, tidings, event, settings: { receipts: 'all', notices: 'room' } };
}

test('what was taken waits no longer, and keeps the marks that the daemon asked for', async (t) => {
	const { there, marks, tidings, event, settings } = createMessage();
	await tidings.waits(event, 'unreachable', settings, {});
	t.deepEqual([...there], ['waits']);
	await tidings.accepted(event, {});
	t.deepEqual([...there], []);
	await marks.show('message1', 'read');
	await tidings.accepted({ ...event, queuedAt: 9999 }, {});
	t.deepEqual([...there], ['read'], 'an edit of it changes nothing');
	await tidings.accepted(event, {});
	t.deepEqual([...there], ['read'], 'nor does one that took long');
});

test('a second outage is shown under the same message again', async (t) => {
	const { there, tidings, event, settings } = createMessage();
	await tidings.waits(event, 'unreachable', settings, {});
	await tidings.accepted(event, {});
	await tidings.waits(event, 'unreachable', settings, {});
	t.deepEqual([...there], ['waits']);
});
