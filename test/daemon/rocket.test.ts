import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { repositoryRoot } from '../support/repository.js';
import {
	COMMAND_TOKEN,
	send,
	serveBridge,
	WORKSPACE_TOKEN,
	WORKSPACE_URL,
} from './bridge-server.js';

const PATH = '/api/webhook/rocket';
const TOKEN_HEADER = 'x-rocketchat-livechat-token';
const headers = { [TOKEN_HEADER]: WORKSPACE_TOKEN };
const fixture = join(repositoryRoot, 'test/fixtures/rocket-chat/webhook/Message.agent-text.json');

const claim = {
	rocketChatUrl: WORKSPACE_URL,
	commandToken: COMMAND_TOKEN,
	email: 'admin@example.org',
	roles: ['admin'],
};

test('tells the agent at once when a message belongs to no chat of ours', async (t) => {
	const { url } = await serveBridge(t);
	const answer = await send(url, PATH, { headers, body: await readFile(fixture, 'utf8') });
	t.is(answer.status, 200);
	t.regex(String(answer.body['message']), /nothing was sent/u);
});

test('answers ok to events that need nothing', async (t) => {
	const { url } = await serveBridge(t);
	const answer = await send(url, `${PATH}/`, { headers, body: { type: 'LivechatSessionTaken' } });
	t.deepEqual([answer.status, answer.body], [200, { status: 'ok' }]);
});

for (const [what, token] of [
	['without a token', ''],
	['with a token that differs in one character', `${WORKSPACE_TOKEN.slice(0, -1)}e`],
] as const) {
	test(`refuses an agent's message ${what} and changes nothing`, async (t) => {
		const { url, snapshot } = await serveBridge(t);
		const before = await snapshot();
		const answer = await send(url, PATH, {
			headers: token === '' ? {} : { [TOKEN_HEADER]: token },
			body: await readFile(fixture, 'utf8'),
		});
		t.is(answer.status, 401);
		t.is(answer.body['error'], 'wrong-token');
		t.regex(String(answer.body['message']), /X-Rocketchat-Livechat-Token.*rotate/u);
		t.deepEqual(await snapshot(), before);
	});
}

for (const [what, body, status, sentence] of [
	['an empty body', '', 400, /empty/u],
	['a body that is no JSON', '<html>', 400, /no JSON/u],
	['a message without a visitor', { type: 'Message', messages: [] }, 400, /visitor\.token/u],
	['a body of 6 MB', `{"a":"${'x'.repeat(6_000_000)}"}`, 413, /larger than/u],
] as const) {
	test(`refuses ${what} from Rocket.Chat and changes nothing`, async (t) => {
		const { url, snapshot } = await serveBridge(t);
		const before = await snapshot();
		const answer = await send(url, PATH, { headers, body });
		t.is(answer.status, status);
		t.regex(String(answer.body['message']), sentence);
		t.deepEqual(await snapshot(), before);
	});
}

test('runs a command of the app', async (t) => {
	const { url } = await serveBridge(t);
	const answer = await send(url, `${PATH}/list-instances`, { body: claim });
	t.is(answer.status, 200);
	t.regex(String(answer.body['message']), /1234/u);
});

for (const [what, command, body, status, sentence] of [
	['an unknown command', 'reboot', claim, 404, /list-instances/u],
	['missing fields, all at once', 'list-users', { email: 'a@b.c' }, 400, /rocketChatUrl.*roles/u],
	['a command that is no JSON', 'list-users', 'hello', 400, /no JSON/u],
	['an empty command', 'list-users', '', 400, /empty/u],
	['a command of 70 KB', 'list-users', `"${'x'.repeat(70_000)}"`, 413, /64 KB/u],
	[
		'a command token that differs in one character',
		'list-instances',
		{ ...claim, commandToken: `${COMMAND_TOKEN.slice(0, -1)}e` },
		401,
		/token/u,
	],
	[
		'a workspace that nobody registered',
		'list-instances',
		{ ...claim, rocketChatUrl: 'https://other.example.org' },
		404,
		/register/u,
	],
] as const) {
	test(`refuses ${what} and changes nothing`, async (t) => {
		const { url, snapshot } = await serveBridge(t);
		const before = await snapshot();
		const answer = await send(url, `${PATH}/${command}`, { body });
		t.is(answer.status, status);
		t.truthy(answer.body['error']);
		t.regex(String(answer.body['message']), sentence);
		t.deepEqual(await snapshot(), before);
	});
}
