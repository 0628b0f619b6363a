import test from 'ava';
import { BridgeError } from '../../../src/core/domain/errors.js';
import type { BridgeErrorOptions } from '../../../src/core/domain/errors.js';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import { judge, OUTAGE } from '../../../src/core/ledger/failure.js';
import { pauseAfter } from '../../../src/core/ledger/retry-schedule.js';
import { newMessage, NOW } from '../../support/rows.js';

const SECOND = 1000;
const HOUR = 3_600_000;
const MIDDLE = 0.5;

function allPauses(random: number): number[] {
	const pauses: number[] = [];
	for (let attempts = 1; ; attempts += 1) {
		const pause = pauseAfter(attempts, random);
		if (pause === undefined) return pauses;
		pauses.push(pause);
	}
}

function rowWith(overrides: Partial<LedgerMessage> = {}): LedgerMessage {
	return {
		...newMessage({ instanceId: asInstanceId('1') }),
		...{
			id: 1,
			attempts: 0,
			runAt: NOW,
			callStartedAt: null,
			targetId: null,
			targetKind: null,
			receipt: null,
		},
		...{ note: null, lastError: null, acceptedAt: NOW, settledAt: null },
		...overrides,
	};
}

function failure(options: Partial<BridgeErrorOptions>): BridgeError {
	return new BridgeError('what happened', { code: 'CODE', help: 'what to do', ...options });
}

const context = { now: NOW, hasBegun: false, random: MIDDLE };

test('pauses 1 s, 5 s, 15 s, 1 min, 5 min, 15 min, 1 h, then every 2 h', (t) => {
	const seconds = allPauses(MIDDLE).map((pause) => pause / SECOND);
	t.deepEqual(seconds.slice(0, 9), [1, 5, 15, 60, 300, 900, 3600, 7200, 7200]);
	t.true(seconds.slice(7).every((pause) => pause === 7200));
});

test('tries for about 24 hours in all', (t) => {
	const sum = allPauses(MIDDLE).reduce((total, pause) => total + pause, 0);
	t.true(sum > 23 * HOUR && sum < 25 * HOUR, `${sum / HOUR} h`);
});

test('spreads the pauses by a fifth to either side', (t) => {
	const [low, middle, high] = [allPauses(0), allPauses(MIDDLE), allPauses(0.999_999)];
	t.is(low.length, middle.length);
	for (const [index, pause] of middle.entries()) {
		t.is(low[index], Math.round(pause * 0.8));
		t.true(high[index]! > pause * 1.199 && high[index]! <= pause * 1.2);
	}
});

test('a retry uses up an attempt and comes after its pause', (t) => {
	const verdict = judge(rowWith(), failure({ disposition: 'retry' }), context);
	const change = { lastError: 'CODE: what happened', attempts: 1, runAt: NOW + SECOND };
	t.deepEqual(verdict, { change, isDead: false, runAt: NOW + SECOND, wait: 'CODE' });
	const third = judge(rowWith({ attempts: 2 }), failure({ disposition: 'retry' }), context);
	t.is(third.runAt, NOW + 15 * SECOND);
});

test('a retry comes no sooner than the other side asked for', (t) => {
	const error = failure({ disposition: 'retry', retryAt: NOW + HOUR });
	t.is(judge(rowWith(), error, context).runAt, NOW + HOUR);
	const past = failure({ disposition: 'retry', retryAt: NOW - HOUR });
	t.is(judge(rowWith(), past, context).runAt, NOW + SECOND);
});

test('a wait uses up no attempt and shows its reason', (t) => {
	const error = failure({ disposition: 'wait', retryAt: NOW + 7 * SECOND });
	const verdict = judge(rowWith({ attempts: 4 }), error, context);
	const runAt = NOW + 7 * SECOND;
	const change = { lastError: 'CODE: what happened', runAt, note: 'what to do' };
	t.deepEqual(verdict, { change, isDead: false, runAt, wait: 'CODE' });
});

test('a wait without a time, or with one in the past, is no busy loop', (t) => {
	t.is(judge(rowWith(), failure({ disposition: 'wait' }), context).runAt, NOW + 30 * SECOND);
	const past = failure({ disposition: 'wait', retryAt: NOW - HOUR });
	t.is(judge(rowWith(), past, context).runAt, NOW);
});

test('an outage is marked for the recovery probe', (t) => {
	const error = failure({ disposition: 'retry', outage: true });
	t.is(judge(rowWith(), error, context).wait, OUTAGE);
});

test('a dead letter says what to do and lets the lane go on', (t) => {
	for (const [error, attempts] of [
		[failure({ disposition: 'dead' }), 0],
		[failure({ disposition: 'retry' }), allPauses(MIDDLE).length],
	] as const) {
		const verdict = judge(rowWith({ attempts }), error, context);
		t.deepEqual([verdict.isDead, verdict.runAt, verdict.wait], [true, null, null]);
		t.like(verdict.change, {
			...{ state: 'dead', attempts: attempts + 1, note: 'what to do', settledAt: NOW },
			lastError: 'CODE: what happened',
		});
	}
});

test('a certain failure of a begun call takes the mark off, no other does', (t) => {
	const doubtful = rowWith({ callStartedAt: NOW - HOUR });
	const changeOf = (certain: boolean, hasBegun: boolean) =>
		judge(doubtful, failure({ disposition: 'retry', certain }), { ...context, hasBegun }).change;
	t.is(changeOf(true, true).callStartedAt, null);
	t.false('callStartedAt' in changeOf(false, true));
	t.false('callStartedAt' in changeOf(true, false));
	t.false('callStartedAt' in changeOf(false, false));
});

test('after an uncertain failure the other side gets time to show the call', (t) => {
	const uncertain = failure({ disposition: 'retry', certain: false, outage: true });
	const verdict = judge(rowWith(), uncertain, { ...context, hasBegun: true });
	t.is(verdict.runAt, NOW + 3 * SECOND);
	t.not(verdict.wait, OUTAGE, 'the probe must not wake it earlier');
});
