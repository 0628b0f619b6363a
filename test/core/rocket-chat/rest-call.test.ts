import test from 'ava';
import { HttpError } from '../../../src/core/domain/errors.js';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../../src/core/http/types.js';
import { createRestCaller } from '../../../src/core/rocket-chat/rest-call.js';
import { createPacing } from '../../../src/core/rocket-chat/rest-pacing.js';
import { NOW } from './stand-in.js';

type Outcome = HttpAnswer | HttpError;

const call = { method: 'POST', route: 'livechat/message', json: {} } as const;

/** A client whose calls end as given, one after the other; the requests are kept. */
function scripted(...outcomes: readonly Outcome[]) {
	const requests: HttpRequest[] = [];
	const left = [...outcomes];
	const http: Pick<HttpClient, 'send'> = {
		async send(request) {
			requests.push(request);
			const outcome = await Promise.resolve(left.shift());
			if (outcome === undefined || outcome instanceof HttpError) throw outcome ?? unreachable;
			return outcome;
		},
	};
	const caller = createRestCaller({
		http: http as HttpClient,
		now: () => NOW,
		workspace: { url: 'https://chat.example', userId: 'u', authToken: 't' },
		pacing: createPacing(() => NOW),
	});
	return { caller, requests };
}

const unreachable = new HttpError('could not connect', {
	code: 'HTTP_UNREACHABLE',
	help: '',
	outage: true,
	disposition: 'retry',
});
const timedOut = new HttpError('no answer', { code: 'HTTP_TIMEOUT', help: '', certain: false });

function okay(remaining: number): HttpAnswer {
	const headers = {
		'x-ratelimit-limit': '5',
		'x-ratelimit-remaining': `${remaining}`,
		'x-ratelimit-reset': `${NOW + 60_000}`,
	};
	return { status: 200, headers, text: '{"success":true}' };
}

test('A call that never arrived leaves its place to the next one', async (t) => {
	const { caller, requests } = scripted(okay(1), unreachable, okay(0));
	await caller(call);
	await t.throwsAsync(caller(call), { is: unreachable });
	await caller(call);
	await t.throwsAsync(caller(call), { code: 'ROCKET_CHAT_RATE_LIMITED' });
	t.is(requests.length, 3);
});

test('A call without an answer may have been counted', async (t) => {
	const { caller, requests } = scripted(okay(1), timedOut);
	await caller(call);
	await t.throwsAsync(caller(call), { is: timedOut });
	await t.throwsAsync(caller(call), { code: 'ROCKET_CHAT_RATE_LIMITED' });
	t.is(requests.length, 2);
});

test('Values in a path and in a query can’t change the address', async (t) => {
	const { caller, requests } = scripted(okay(4));
	const params = { _id: '../../../x?y#z' };
	await caller({ method: 'GET', route: 'livechat/message/:_id', params, query: { a: 'b&c=d' } });
	t.is(
		requests[0]?.url,
		'https://chat.example/api/v1/livechat/message/..%2F..%2F..%2Fx%3Fy%23z?a=b%26c%3Dd',
	);
});

test('The name of a call tells its route and nothing that was put into it', async (t) => {
	const { caller, requests } = scripted(okay(4));
	await caller({ method: 'GET', route: 'livechat/message/:_id', params: { _id: 'secret' } });
	t.is(requests[0]?.label, 'Rocket.Chat GET livechat/message/:_id');
});
