import test from 'ava';
import { HttpError, RefusedError } from '../../../src/core/domain/errors.js';
import { addressRefused } from '../../../src/core/http/address-policy.js';
import type { OperationDeps } from '../../../src/core/operations/deps.js';
import { createOperations } from '../../../src/core/operations/operations.js';
import { hashToken } from '../../../src/core/storage/token-cipher.js';
import { availableEngines } from '../../support/databases.js';
import { createOffice, createSurroundings, errorOf, messageOf, NOW } from './surroundings.js';

type Tokens = { commandToken: string; webhookToken: string };

for (const engine of availableEngines()) {
	test(`${engine}: an admin registers a workspace and gets its two tokens`, async (t) => {
		const { run, person, rocketChat, database } = await createSurroundings(t, engine);
		const ada = person('ada', ['user', 'admin']);
		const rocketChatUrl = `  ${rocketChat.url.toUpperCase()}/home/ `;
		const answer = await run('register-workspace', { ...ada, rocketChatUrl });
		const tokens = answer.body as Tokens;
		t.is(answer.status, 200);
		t.deepEqual(Object.keys(tokens), ['commandToken', 'webhookToken']);
		t.not(tokens.commandToken, tokens.webhookToken);
		const stored = await database.stores.workspaces.findByUrl(rocketChat.url);
		t.like(stored, {
			url: rocketChat.url,
			adminEmail: 'ada@example.org',
			userId: ada.rocketChatId,
			authToken: ada.rocketChatToken,
			commandTokenHash: hashToken(tokens.commandToken),
			webhookTokenHash: hashToken(tokens.webhookToken),
			appUrl: null,
			createdAt: NOW,
		});
	});

	test(`${engine}: a second registration is refused and changes nothing`, async (t) => {
		const { run, everything, admin, rocketChat } = await createOffice(t, engine);
		const before = await everything();
		const answer = await run('register-workspace', { ...admin, rocketChatUrl: rocketChat.url });
		t.is(answer.status, 409);
		t.is(errorOf(answer), 'already-registered');
		t.regex(messageOf(answer), /rotate/);
		t.deepEqual(await everything(), before);
	});

	test(`${engine}: two registrations at once make one workspace`, async (t) => {
		const { run, person, rocketChat, database } = await createSurroundings(t, engine);
		const fields = { ...person('ada', ['admin']), rocketChatUrl: rocketChat.url };
		const answers = await Promise.all([1, 2, 3].map(() => run('register-workspace', fields)));
		t.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
		t.is((await database.stores.workspaces.list()).length, 1);
	});

	test(`${engine}: rotate gives new tokens, stores new credentials, keeps the rest`, async (t) => {
		const office = await createOffice(t, engine);
		const { run, rocketChat, asAdmin, operations, database } = office;
		const appUrl = 'https://moved.example.org/api/webhook/rocket';
		await run('sync-app-url', asAdmin({ appUrl }));
		const bob = office.person('bob', ['admin']);
		const fields = { ...bob, rocketChatUrl: rocketChat.url, rotate: true };
		const { status, body } = await run('register-workspace', fields);
		const { commandToken } = body as Tokens;
		t.is(status, 200);
		t.not(commandToken, office.commandToken);
		const claim = { rocketChatUrl: rocketChat.url, email: bob.email, roles: ['admin'] };
		await t.notThrowsAsync(operations.authenticate({ ...claim, commandToken }));
		await t.throwsAsync(operations.authenticate({ ...claim, commandToken: office.commandToken }), {
			code: 'wrong-token',
		});
		const [workspace, ...others] = await database.stores.workspaces.list();
		t.deepEqual(others, []);
		t.like(workspace, {
			adminEmail: 'bob@example.org',
			userId: bob.rocketChatId,
			authToken: bob.rocketChatToken,
			appUrl: 'https://moved.example.org',
		});
	});
}

test('rotate registers a workspace that is not registered yet', async (t) => {
	const { run, person, rocketChat } = await createSurroundings(t);
	const fields = { ...person('ada', ['admin']), rocketChatUrl: rocketChat.url, rotate: 'true' };
	t.is((await run('register-workspace', fields)).status, 200);
});

test('without an address the first one of the admin is taken', async (t) => {
	const { run, person, rocketChat, database } = await createSurroundings(t);
	const { rocketChatId, rocketChatToken } = person('ada', ['admin']);
	const fields = { rocketChatUrl: rocketChat.url, rocketChatId, rocketChatToken };
	t.is((await run('register-workspace', fields)).status, 200);
	const [workspace] = await database.stores.workspaces.list();
	t.is(workspace?.adminEmail, 'ada@example.org');
});

test('who can not prove to be an admin is refused, also with rotate', async (t) => {
	const { run, everything, admin, agent, rocketChat } = await createOffice(t);
	const before = await everything();
	const refused: [object, number, string][] = [
		[{ ...agent }, 403, 'not-allowed'],
		[{ ...admin, email: agent.email }, 403, 'wrong-user'],
		[{ ...admin, rocketChatToken: `${admin.rocketChatToken}x` }, 401, 'wrong-credentials'],
		[{ ...admin, rocketChatId: agent.rocketChatId }, 401, 'wrong-credentials'],
		[{ ...admin, rocketChatToken: 'two words' }, 401, 'wrong-credentials'],
		[{ ...admin, rocketChatId: 'a/b' }, 401, 'wrong-credentials'],
	];
	for (const [person, status, code] of refused) {
		for (const rotate of [false, true]) {
			const fields = { ...person, rocketChatUrl: rocketChat.url, rotate };
			const answer = await run('register-workspace', fields);
			t.is(errorOf(answer), code);
			t.is(answer.status, status);
			t.false(JSON.stringify(answer.body).includes(admin.rocketChatToken));
		}
	}
	t.deepEqual(await everything(), before);
});

test('a workspace that does not answer is named as unreachable', async (t) => {
	const { run, person, everything, rocketChat } = await createSurroundings(t);
	const ada = person('ada', ['admin']);
	const before = await everything();
	const fields = { ...ada, rocketChatUrl: rocketChat.url };
	rocketChat.faults.add({ kind: '500', path: '/api/v1/me', times: 1 });
	const broken = await run('register-workspace', fields);
	await rocketChat.down();
	const down = await run('register-workspace', fields);
	for (const answer of [broken, down]) {
		t.is(answer.status, 502);
		t.is(errorOf(answer), 'workspace-unreachable');
		t.regex(messageOf(answer), /Check that Rocket\.Chat runs/);
	}
	t.deepEqual(await everything(), before);
});

test('an address that is none is refused', async (t) => {
	const { run, person } = await createSurroundings(t);
	const fields = { ...person('ada', ['admin']), rocketChatUrl: 'file:///etc/passwd' };
	const answer = await run('register-workspace', fields);
	t.is(answer.status, 400);
	t.is(errorOf(answer), 'bad-url');
});

test('only workspaces of the list may register where there is one', async (t) => {
	const surroundings = await createSurroundings(t);
	const { deps, person, rocketChat } = surroundings;
	const fields = { ...person('ada', ['admin']), rocketChatUrl: rocketChat.url };
	const withList = (allowedWorkspaces: readonly string[]) =>
		createOperations({ ...deps, config: { ...deps.config, allowedWorkspaces } });
	const before = rocketChat.requests.get('GET /api/v1/me');
	const error = await t.throwsAsync(
		withList(['https://chat.example.org']).registerWorkspace(fields),
		{ instanceOf: RefusedError, code: 'workspace-not-allowed' },
	);
	t.is(error.status, 403);
	t.is(rocketChat.requests.get('GET /api/v1/me'), before);
	const allowed = withList(['https://chat.example.org', `${rocketChat.url}/`]);
	t.truthy((await allowed.registerWorkspace(fields)).commandToken);
});

test('a private address is refused as not allowed, a silent one as unreachable', async (t) => {
	const { deps, person, rocketChat } = await createSurroundings(t);
	const fields = { ...person('ada', ['admin']), rocketChatUrl: rocketChat.url };
	const failingWith = (error: HttpError) => {
		const failing: OperationDeps = { ...deps, readWorkspaceUser: () => Promise.reject(error) };
		return createOperations(failing).registerWorkspace(fields);
	};
	const refused = await t.throwsAsync(
		failingWith(addressRefused('10.0.0.1', 'it is not a public address')),
		{ instanceOf: RefusedError, code: 'workspace-not-allowed' },
	);
	t.is(refused.status, 403);
	t.regex(refused.help, /ALLOWED_WORKSPACES/);
	const slow = new HttpError('Rocket.Chat GET me: chat did not answer in time', {
		code: 'HTTP_TIMEOUT',
		help: 'x',
		disposition: 'retry',
	});
	await t.throwsAsync(failingWith(slow), { code: 'workspace-unreachable' });
});
