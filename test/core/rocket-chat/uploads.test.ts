import test from 'ava';
import { uploadsNamed } from '../../../src/core/rocket-chat/uploads.js';
import { fixture, TOKEN } from './stand-in.js';

const visitor = { _id: '6a22b1765528fa64dd29de70', username: 'guest-10' };
const agent = { _id: 'uJ8nF4cLq2HtPzWx6', username: 'jane' };
const started = { _id: 's1', t: 'livechat-started', u: visitor, ts: '2026-11-10T09:00:00.000Z' };

function upload(id: string, fields: object): Record<string, unknown> {
	return { _id: id, ts: `2026-11-10T09:0${id.slice(-1)}:00.000Z`, ...fields };
}

test('The newest upload of that name comes first', (t) => {
	const history = [
		upload('m1', { token: TOKEN, file: { name: 'a.jpg' } }),
		upload('m3', { token: TOKEN, files: [{ name: 'b.jpg' }, { name: 'a.jpg' }] }),
		upload('m2', { token: TOKEN, attachments: [{ title: 'a.jpg' }] }),
		upload('m4', { token: TOKEN, file: { name: 'A.jpg' } }),
	];
	t.deepEqual([...uploadsNamed(history, TOKEN, 'a.jpg')], ['m3', 'm2', 'm1']);
});

test('Files of agents and of other visitors do not count', (t) => {
	const file = { name: 'a.jpg' };
	const history = [
		upload('m1', { token: 'greenapi:another', file }),
		upload('m2', { u: agent, file }),
		upload('m3', { u: visitor, file }),
		started,
	];
	t.deepEqual([...uploadsNamed(history, TOKEN, 'a.jpg')], ['m3']);
});

test('A history that tells nothing of its authors counts for the visitor', (t) => {
	const history = [upload('m1', { file: { name: 'a.jpg' } })];
	t.deepEqual([...uploadsNamed(history, TOKEN, 'a.jpg')], ['m1']);
});

test('A name is the same however its accents are composed', (t) => {
	const history = [upload('m1', { token: TOKEN, file: { name: 'a\u0308.jpg' } })];
	t.deepEqual([...uploadsNamed(history, TOKEN, '\u00e4.jpg')], ['m1']);
});

test('A room without uploads has none', (t) => {
	const { body } = fixture('responses/messages.history.json') as {
		body: { messages: Record<string, unknown>[] };
	};
	t.deepEqual(uploadsNamed(body.messages, TOKEN, 'a.jpg'), []);
});
