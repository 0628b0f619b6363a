import test from 'ava';
import { loadApp } from '../support/load-app.js';

type Verdict = { kind: string; reason?: string; problem?: string };
const { verdictOf } = loadApp<{
	verdictOf(answer: { status: number; body: Record<string, unknown> }): Verdict;
}>('src/outbox/verdict');

test('what the daemon took is done with', (t) => {
	t.deepEqual(verdictOf({ status: 200, body: { status: 'ok' } }), { kind: 'accepted' });
});

test('a reason is final, whatever its status', (t) => {
	for (const status of [200, 400, 413, 415, 422])
		t.deepEqual(verdictOf({ status, body: { message: 'Too late.' } }), {
			kind: 'refused',
			reason: 'Too late.',
		});
});

test('everything that can be repaired waits', (t) => {
	const problems = new Map([
		[0, 'unreachable'],
		[401, 'wrong-token'],
		[403, 'unreachable'],
		[404, 'unreachable'],
		[407, 'unreachable'],
		[408, 'unreachable'],
		[429, 'busy'],
		[500, 'unreachable'],
		[502, 'unreachable'],
		[503, 'busy'],
		[301, 'unreachable'],
	]);
	for (const [status, problem] of problems)
		t.deepEqual(verdictOf({ status, body: { message: 'x' } }), { kind: 'waits', problem });
});

test('a page that answers for the daemon is not the daemon', (t) => {
	for (const status of [200, 400, 422])
		t.deepEqual(verdictOf({ status, body: {} }), { kind: 'waits', problem: 'unreachable' });
});

test('what a proxy finds too large never gets smaller', (t) => {
	t.deepEqual(verdictOf({ status: 413, body: {} }), { kind: 'refused', reason: '' });
});
