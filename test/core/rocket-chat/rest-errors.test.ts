import test from 'ava';
import { restError } from '../../../src/core/rocket-chat/rest-errors.js';
import { NOW, sample } from './stand-in.js';
import type { Sample } from './stand-in.js';

const MESSAGE_ROUTE = 'POST livechat/message';
const UPLOAD_ROUTE = 'POST livechat/upload/:rid';

function errorOf(route: string, { status, headers = {}, body }: Sample) {
	const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return restError(
		route,
		{ status, headers: Object.fromEntries(lower) as Record<string, string>, text },
		NOW,
	);
}

const RECORDED: readonly (readonly [name: string, route: string, expected: object])[] = [
	['400.invalid-params', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_REFUSED', disposition: 'dead' }],
	['400.match-error', 'POST livechat/visitor', { code: 'ROCKET_CHAT_REFUSED', certain: true }],
	[
		'400.meteor-error.no-agent-online',
		'GET livechat/room',
		{ code: 'ROCKET_CHAT_NO_AGENT_ONLINE', disposition: 'wait', retryAt: NOW + 30_000 },
	],
	['400.no-error-key', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_REFUSED', disposition: 'dead' }],
	['400.duplicate-id.old-versions', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_REFUSED' }],
	['400.plain-code.invalid-message', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_MESSAGE_UNKNOWN' }],
	['400.plain-code.invalid-room', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_ROOM_GONE' }],
	['400.plain-code.invalid-token', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_VISITOR_UNKNOWN' }],
	['400.plain-code.room-closed', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_ROOM_GONE', certain: true }],
	['400.reason-key.file-upload-disabled', UPLOAD_ROUTE, { code: 'ROCKET_CHAT_FILE_REFUSED' }],
	['400.reason-key.size-not-allowed', UPLOAD_ROUTE, { code: 'ROCKET_CHAT_FILE_SIZE' }],
	['400.reason-key.type-not-allowed', UPLOAD_ROUTE, { code: 'ROCKET_CHAT_FILE_TYPE' }],
	['401.not-logged-in', 'GET me', { code: 'ROCKET_CHAT_CREDENTIALS_REFUSED', status: 401 }],
	['401.success-false', 'GET me', { code: 'ROCKET_CHAT_CREDENTIALS_REFUSED', disposition: 'dead' }],
	['403.unauthorized', UPLOAD_ROUTE, { code: 'ROCKET_CHAT_ROOM_GONE' }],
	['403.unauthorized', 'POST chat.sendMessage', { code: 'ROCKET_CHAT_REFUSED' }],
	['403.no-permission', 'POST chat.sendMessage', { code: 'ROCKET_CHAT_REFUSED' }],
	['403.forbidden.9.x', 'POST chat.sendMessage', { code: 'ROCKET_CHAT_REFUSED' }],
	['403.error-forbidden.9.0', MESSAGE_ROUTE, { code: 'ROCKET_CHAT_REFUSED', disposition: 'dead' }],
	[
		'404.not-found',
		MESSAGE_ROUTE,
		{ code: 'ROCKET_CHAT_UNAVAILABLE', disposition: 'retry', outage: true, certain: true },
	],
	[
		'429.too-many-requests',
		MESSAGE_ROUTE,
		{
			code: 'ROCKET_CHAT_RATE_LIMITED',
			disposition: 'wait',
			certain: true,
			retryAt: 1794302677000,
		},
	],
	[
		'500.internal',
		MESSAGE_ROUTE,
		{ code: 'ROCKET_CHAT_UNAVAILABLE', disposition: 'retry', outage: true, certain: false },
	],
];

for (const [name, route, expected] of RECORDED) {
	test(`${name} means the same on ${route} in every version`, (t) => {
		t.like(errorOf(route, sample(`errors/${name}`)), expected);
	});
}

const MADE_UP: readonly (readonly [title: string, answer: Sample, expected: object])[] = [
	[
		'A 400 that means "too many requests" waits like a 429',
		{ status: 400, body: { success: false, error: 'x [error-too-many-requests]' } },
		{ code: 'ROCKET_CHAT_RATE_LIMITED', disposition: 'wait', retryAt: NOW + 60_000 },
	],
	[
		'Retry-After of a proxy counts for a 429',
		{ status: 429, headers: { 'Retry-After': '7' }, body: 'slow down' },
		{ code: 'ROCKET_CHAT_RATE_LIMITED', retryAt: NOW + 7_000 },
	],
	[
		'A reset time in the past is the sign of a wrong clock and counts as a minute',
		{ status: 429, headers: { 'X-RateLimit-Reset': `${NOW - 300_000}` }, body: {} },
		{ retryAt: NOW + 60_000 },
	],
	[
		'A reset time of tomorrow counts as a minute',
		{ status: 429, headers: { 'X-RateLimit-Reset': `${NOW + 86_000_000}` }, body: {} },
		{ retryAt: NOW + 60_000 },
	],
	[
		'Omnichannel switched off waits five minutes',
		{ status: 400, body: { success: false, error: 'error-omnichannel-is-disabled' } },
		{ code: 'ROCKET_CHAT_OMNICHANNEL_OFF', disposition: 'wait', retryAt: NOW + 300_000 },
	],
	[
		'A blocked contact is final',
		{ status: 400, body: { error: 'Blocked [error-contact-channel-blocked]' } },
		{ code: 'ROCKET_CHAT_CONTACT_BLOCKED', disposition: 'dead' },
	],
	[
		'A text over the limit is final',
		{ status: 400, body: { error: 'message-length-exceeds-character-limit' } },
		{ code: 'ROCKET_CHAT_TEXT_TOO_LONG', disposition: 'dead' },
	],
	[
		'The code in brackets beats the general error type of 9.x',
		{
			status: 403,
			body: { error: 'No [error-action-not-allowed]', errorType: 'error-forbidden' },
		},
		{ code: 'ROCKET_CHAT_NOT_ALLOWED', disposition: 'dead' },
	],
	[
		'The error type alone is enough',
		{ status: 400, body: { error: 'Keine Agenten', errorType: 'no-agent-online' } },
		{ code: 'ROCKET_CHAT_NO_AGENT_ONLINE' },
	],
	[
		'A body that a proxy finds too large is a refused file',
		{ status: 413, body: '<html>413</html>' },
		{ code: 'ROCKET_CHAT_FILE_SIZE', disposition: 'dead' },
	],
	[
		'A gateway error of a proxy is an outage',
		{ status: 502, body: '<html>Bad gateway</html>' },
		{ code: 'ROCKET_CHAT_UNAVAILABLE', outage: true, certain: false },
	],
];

for (const [title, answer, expected] of MADE_UP) {
	test(title, (t) => {
		t.like(errorOf(MESSAGE_ROUTE, answer), expected);
	});
}

test('Every refused upload names the setting that allows it', (t) => {
	const settings = {
		'file-upload-disabled': 'FileUpload_Enabled',
		'size-not-allowed': 'FileUpload_MaxFileSize',
		'type-not-allowed': 'FileUpload_MediaTypeWhiteList',
	};
	for (const [name, setting] of Object.entries(settings)) {
		const error = errorOf(UPLOAD_ROUTE, sample(`errors/400.reason-key.${name}`));
		t.true(error.help.includes(setting), `help of ${name}`);
	}
});

test('An unexplained refusal shows the code but no words of the answer', (t) => {
	const coded = errorOf(MESSAGE_ROUTE, sample('errors/400.invalid-params'));
	t.is(coded.message, 'Rocket.Chat refused POST livechat/message: 400 invalid-params');
	const worded = errorOf(MESSAGE_ROUTE, { status: 400, body: { error: 'Hello Mary, I moved' } });
	t.is(worded.message, 'Rocket.Chat refused POST livechat/message: 400');
});
