import test from 'ava';
import { RefusedError } from '../../../src/core/domain/errors.js';
import { equalHashes } from '../../../src/core/operations/authenticate.js';
import { createOffice } from './surroundings.js';

/** The token with its character at `index` replaced by another. */
function oneOff(token: string, index: number): string {
	const other = token[index] === 'A' ? 'B' : 'A';
	return token.slice(0, index) + other + token.slice(index + 1);
}

test('the right token makes an actor with the address in lower case', async (t) => {
	const { operations, rocketChat, commandToken } = await createOffice(t);
	const actor = await operations.authenticate({
		rocketChatUrl: rocketChat.url,
		commandToken,
		email: ' Jane@Example.ORG ',
		roles: ['user', 'livechat-agent'],
	});
	t.is(actor.kind, 'member');
	t.is(actor.email, 'jane@example.org');
	t.deepEqual(actor.roles, ['user', 'livechat-agent']);
	t.is(actor.workspace.url, rocketChat.url);
});

test('a token that is one character off is refused, wherever it is off', async (t) => {
	const { operations, rocketChat, commandToken, webhookToken } = await createOffice(t);
	const last = commandToken.length - 1;
	const wrong = [
		...[0, 20, last].map((index) => oneOff(commandToken, index)),
		commandToken.slice(0, -1),
		`${commandToken}A`,
		commandToken.toUpperCase(),
		webhookToken,
		'',
	];
	for (const token of wrong) {
		const claim = { rocketChatUrl: rocketChat.url, commandToken: token, email: 'a@b', roles: [] };
		const error = await t.throwsAsync(operations.authenticate(claim), {
			instanceOf: RefusedError,
			code: 'wrong-token',
		});
		t.is(error.status, 401);
		t.notRegex(error.message, /[\w-]{20}/);
	}
});

test('an unknown workspace is refused with what to do', async (t) => {
	const { operations, commandToken } = await createOffice(t);
	const claim = { commandToken, email: 'jane@example.org', roles: ['admin'] };
	const error = await t.throwsAsync(
		operations.authenticate({ ...claim, rocketChatUrl: 'https://other.example.org' }),
		{ instanceOf: RefusedError, code: 'workspace-not-registered' },
	);
	t.is(error.status, 404);
	t.regex(error.help, /register-workspace/);
	await t.throwsAsync(operations.authenticate({ ...claim, rocketChatUrl: 'ftp://x' }), {
		code: 'bad-url',
	});
});

test('the address of the workspace counts in any spelling', async (t) => {
	const { operations, rocketChat, commandToken } = await createOffice(t);
	const { url } = rocketChat;
	const spellings = [
		`${url}/`,
		`  ${url}  `,
		url.toUpperCase(),
		`${url}/home`,
		`${url}/admin/info`,
	];
	for (const rocketChatUrl of spellings) {
		const claim = { rocketChatUrl, commandToken, email: 'jane@example.org', roles: [] };
		t.is((await operations.authenticate(claim)).workspace.url, url, `for ${rocketChatUrl}`);
	}
});

test('an operator means the workspace they name, or the only one', async (t) => {
	const { operations, rocketChat, database } = await createOffice(t);
	t.is((await operations.asOperator()).workspace?.url, rocketChat.url);
	t.is((await operations.asOperator(`${rocketChat.url}/`)).workspace?.url, rocketChat.url);
	await t.throwsAsync(operations.asOperator('https://other.example.org'), {
		code: 'workspace-not-registered',
	});
	await database.stores.workspaces.insert({
		url: 'https://other.example.org',
		adminEmail: 'bob@example.org',
		userId: 'u',
		authToken: 't',
		commandTokenHash: 'a'.repeat(64),
		webhookTokenHash: 'b'.repeat(64),
		createdAt: 0,
	});
	t.is((await operations.asOperator()).workspace, undefined);
});

test('hashes are equal only when all of them is', (t) => {
	t.true(equalHashes('abc', 'abc'));
	t.false(equalHashes('abc', 'abd'));
	t.false(equalHashes('abc', 'abcd'));
	t.false(equalHashes('', 'a'));
});
