import test from 'ava';
import { createPacing } from '../../../src/core/rocket-chat/rest-pacing.js';
import { gatewayTo, MESSAGE, NOW, sample, startStandIn, visitorRoom } from './stand-in.js';

const ROUTE = 'POST livechat/message';
const limited = { code: 'ROCKET_CHAT_RATE_LIMITED' };

function limit(remaining: number, resetAt: number, calls = 10): Record<string, string> {
	return {
		'x-ratelimit-limit': `${calls}`,
		'x-ratelimit-remaining': `${remaining}`,
		'x-ratelimit-reset': `${resetAt}`,
	};
}

function pacingAt(start: number) {
	const time = { now: start };
	return {
		time,
		pacing: createPacing(
			() => time.now,
			() => 0,
		),
	};
}

test('Without headers nothing is held back', (t) => {
	const { pacing } = pacingAt(NOW);
	for (let call = 0; call < 100; call += 1) {
		pacing.admit(ROUTE);
		pacing.learn(ROUTE, {});
	}
	t.notThrows(() => pacing.admit(ROUTE));
});

test('A route with nothing left is held back until its window ends', (t) => {
	const { pacing, time } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(0, NOW + 37_000));
	const error = t.throws(() => pacing.admit(ROUTE), limited);
	t.like(error, { retryAt: NOW + 37_000, disposition: 'wait', certain: true });
	t.notThrows(() => pacing.admit('GET livechat/room'), 'routes are counted apart');
	time.now = NOW + 37_000;
	t.notThrows(() => pacing.admit(ROUTE));
});

test('The waiting rows come back spread over a quarter of a second', (t) => {
	const pacing = createPacing(
		() => NOW,
		() => 0.999,
	);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(0, NOW + 1_000));
	const error = t.throws(() => pacing.admit(ROUTE), limited);
	t.like(error, { retryAt: NOW + 1_249 });
});

test('Calls that are still under way count', (t) => {
	const { pacing } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(9, NOW + 60_000));
	for (let call = 0; call < 9; call += 1) pacing.admit(ROUTE);
	t.throws(() => pacing.admit(ROUTE), limited);
});

test('Answers that come in any order never give calls back', (t) => {
	const { pacing } = pacingAt(NOW);
	for (let call = 0; call < 4; call += 1) pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(1, NOW + 60_000, 5));
	pacing.learn(ROUTE, limit(4, NOW + 60_003, 5));
	pacing.admit(ROUTE);
	t.throws(() => pacing.admit(ROUTE), limited);
});

test('Calls that somebody else made behind the same address count', (t) => {
	const { pacing } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(1, NOW + 60_000));
	pacing.admit(ROUTE);
	t.throws(() => pacing.admit(ROUTE), limited);
});

test('A new window starts with the full limit before its first answer', (t) => {
	const { pacing, time } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(0, NOW + 1_000, 3));
	time.now = NOW + 2_000;
	for (let call = 0; call < 3; call += 1) pacing.admit(ROUTE);
	t.throws(() => pacing.admit(ROUTE), limited);
	pacing.learn(ROUTE, limit(2, NOW + 62_000, 3));
	t.throws(() => pacing.admit(ROUTE), limited, 'two of the three are still under way');
});

test('A late answer of the last window does not close the present one', (t) => {
	const { pacing, time } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(5, NOW + 10_000));
	time.now = NOW + 11_000;
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(9, NOW + 71_000));
	pacing.learn(ROUTE, limit(0, NOW + 12_000));
	t.notThrows(() => pacing.admit(ROUTE));
});

test('A call that never reached Rocket.Chat is given back', (t) => {
	const { pacing } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(1, NOW + 60_000));
	pacing.admit(ROUTE);
	pacing.refund(ROUTE);
	t.notThrows(() => pacing.admit(ROUTE));
	t.throws(() => pacing.admit(ROUTE), limited);
});

test('A reset time that makes no sense is not believed', (t) => {
	const { pacing } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, limit(0, NOW - 1));
	pacing.learn(ROUTE, limit(0, NOW + 7_200_000));
	pacing.learn(ROUTE, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' });
	t.notThrows(() => pacing.admit(ROUTE));
});

test('Remaining and reset are enough, without the limit', (t) => {
	const { pacing } = pacingAt(NOW);
	pacing.admit(ROUTE);
	pacing.learn(ROUTE, {
		'x-ratelimit-remaining': '1',
		'x-ratelimit-reset': `${NOW + 60_000}`,
	});
	pacing.admit(ROUTE);
	t.throws(() => pacing.admit(ROUTE), limited);
});

test('The gateway makes no call that Rocket.Chat would refuse', async (t) => {
	const standIn = await startStandIn(t);
	const time = { at: NOW };
	const gateway = gatewayTo(t, standIn.url, { now: () => time.at });
	standIn.answer(
		'POST /api/v1/livechat/message',
		{ ...sample('message'), headers: limit(0, NOW + 20_000) },
		sample('message'),
	);
	const post = () => gateway.postAsVisitor(visitorRoom, { messageId: MESSAGE, text: 'Thanks' });
	await post();
	const error = await t.throwsAsync(post, limited);
	const { retryAt } = error as unknown as { retryAt: number };
	t.true(retryAt >= NOW + 20_000 && retryAt <= NOW + 20_250);
	t.is(standIn.seen.length, 1);
	time.at = NOW + 20_000;
	await post();
	t.is(standIn.seen.length, 2);
});

test('A 429 closes its route until the time it names', async (t) => {
	const standIn = await startStandIn(t);
	const gateway = gatewayTo(t, standIn.url);
	standIn.answer('POST /api/v1/livechat/message', sample('errors/429.too-many-requests'));
	const post = () => gateway.postAsVisitor(visitorRoom, { messageId: MESSAGE, text: 'Thanks' });
	const error = await t.throwsAsync(post, limited);
	t.like(error, { retryAt: 1794302677000 });
	await t.throwsAsync(post, limited);
	t.is(standIn.seen.length, 1);
});
