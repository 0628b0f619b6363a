import test from 'ava';
import { readWorkspaceUser } from '../../../src/core/rocket-chat/identity.js';
import { AUTH_TOKEN, sample, startStandIn, trustingHttp, USER_ID } from './stand-in.js';

const ME = 'GET /api/v1/me';
const me = {
	_id: USER_ID,
	username: 'admin',
	emails: [
		{ address: 'Admin@Example.org', verified: true },
		{ address: 'ceo@example.org', verified: false },
	],
	roles: ['user', 'admin'],
	success: true,
};

test('A user is who the workspace says, with all addresses in lower case', async (t) => {
	const standIn = await startStandIn(t);
	const { url, seen } = standIn;
	standIn.answer(ME, { status: 200, body: me });
	const http = trustingHttp(t);
	t.deepEqual(await readWorkspaceUser({ http, url, userId: USER_ID, authToken: AUTH_TOKEN }), {
		userId: USER_ID,
		username: 'admin',
		emails: ['admin@example.org', 'ceo@example.org'],
		roles: ['user', 'admin'],
	});
	t.like(seen[0]?.headers, { 'x-user-id': USER_ID, 'x-auth-token': AUTH_TOKEN });
});

test('Wrong credentials are refused, in both forms of the answer', async (t) => {
	const standIn = await startStandIn(t);
	const { url } = standIn;
	standIn.answer(ME, sample('errors/401.not-logged-in'), sample('errors/401.success-false'));
	const access = { http: trustingHttp(t), url, userId: USER_ID, authToken: AUTH_TOKEN };
	for (const form of ['status', 'success']) {
		const reading = readWorkspaceUser(access);
		await t.throwsAsync(reading, { code: 'ROCKET_CHAT_CREDENTIALS_REFUSED' }, `form ${form}`);
	}
});

test('An answer about somebody else proves nothing', async (t) => {
	const standIn = await startStandIn(t);
	const { url } = standIn;
	standIn.answer(ME, { status: 200, body: { ...me, _id: 'somebody-else' } });
	const http = trustingHttp(t);
	await t.throwsAsync(readWorkspaceUser({ http, url, userId: USER_ID, authToken: AUTH_TOKEN }), {
		code: 'ROCKET_CHAT_UNEXPECTED_ANSWER',
	});
});

test('A user without addresses and roles has none', async (t) => {
	const standIn = await startStandIn(t);
	const { url } = standIn;
	standIn.answer(ME, { status: 200, body: { _id: USER_ID, username: 'bot' } });
	const http = trustingHttp(t);
	t.like(await readWorkspaceUser({ http, url, userId: USER_ID, authToken: AUTH_TOKEN }), {
		emails: [],
		roles: [],
	});
});
