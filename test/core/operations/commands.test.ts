import { randomBytes } from 'node:crypto';
import test from 'ava';
import { COMMAND_NAMES, runCommand } from '../../../src/core/operations/commands.js';
import { createOperations } from '../../../src/core/operations/operations.js';
import { openDatabase } from '../../../src/core/storage/database.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';
import { createOffice, createSurroundings, errorOf, ID, messageOf, TOKEN } from './surroundings.js';

const CLAIM = ['rocketChatUrl', 'commandToken', 'email', 'roles'];
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
	'register-workspace': ['rocketChatUrl', 'rocketChatId', 'rocketChatToken'],
	'register-agent': [...CLAIM, 'rocketChatId', 'rocketChatToken'],
	'update-token': [...CLAIM, 'rocketChatId', 'rocketChatToken'],
	'create-instance': [...CLAIM, 'idInstance', 'apiTokenInstance'],
	'remove-instance': [...CLAIM, 'idInstance'],
	'list-instances': CLAIM,
	'list-users': CLAIM,
	'sync-app-url': [...CLAIM, 'appUrl'],
	'set-preference': [...CLAIM, 'name'],
	'list-preferences': CLAIM,
	'link-instance': [...CLAIM, 'idInstance'],
	'open-chat': [...CLAIM, 'phone'],
	status: CLAIM,
};

test('there are the commands of the protocol, and no others', (t) => {
	t.deepEqual([...COMMAND_NAMES].sort(), Object.keys(REQUIRED).sort());
});

test('an unknown command is refused with the names of all', async (t) => {
	const { run } = await createSurroundings(t);
	for (const name of ['start', '', 'constructor', '__proto__', 'REGISTER-AGENT']) {
		const answer = await run(name, {});
		t.is(answer.status, 404);
		t.is(errorOf(answer), 'unknown-command');
		for (const known of COMMAND_NAMES) t.true(messageOf(answer).includes(known));
	}
});

test('all missing fields are named at once', async (t) => {
	const { run } = await createSurroundings(t);
	for (const [name, required] of Object.entries(REQUIRED)) {
		const answer = await run(name, { type: name });
		t.is(answer.status, 400);
		t.is(errorOf(answer), 'missing-fields');
		t.true(messageOf(answer).includes(`: ${required.join(', ')}.`));
	}
	const blank = await run('list-users', {
		rocketChatUrl: ' ',
		email: null,
		roles: [],
		commandToken: '',
	});
	t.true(messageOf(blank).includes(': rocketChatUrl, commandToken, email.'));
});

test('fields of the wrong kind are named and their values are not repeated', async (t) => {
	const office = await createOffice(t);
	const before = await office.everything();
	const wrong: [object, string][] = [
		[{ commandToken: ['secret'] }, 'commandToken'],
		[{ email: { $gt: 'secret' } }, 'email'],
		[{ rocketChatUrl: 5 }, 'rocketChatUrl'],
		[{ roles: [1] }, 'roles'],
		[{ roles: { length: 1 } }, 'roles'],
		[{ idInstance: [ID] }, 'idInstance'],
		[{ idInstance: true }, 'idInstance'],
		[{ apiTokenInstance: 'secret'.repeat(50) }, 'apiTokenInstance'],
		[{ apiUrl: 1 }, 'apiUrl'],
	];
	for (const [fields, name] of wrong) {
		const request = office.asAgent({ idInstance: ID, apiTokenInstance: TOKEN, ...fields });
		const answer = await office.run('create-instance', request);
		t.is(answer.status, 400);
		t.is(errorOf(answer), 'bad-fields');
		t.true(messageOf(answer).includes(`: ${name}.`));
		t.false(messageOf(answer).includes('secret'));
	}
	t.deepEqual(await office.everything(), before);
});

test('a body that is no object is refused', async (t) => {
	const { operations } = await createSurroundings(t);
	for (const body of [undefined, null, 'text', 7, [], [{}]]) {
		const answer = await runCommand(operations, 'list-users', body);
		t.is(answer.status, 400);
		t.is(errorOf(answer), 'bad-body');
	}
});

test('the type in the body must be the command, where there is one', async (t) => {
	const { run, asAdmin } = await createOffice(t);
	t.is((await run('list-users', asAdmin({ type: 'list-users' }))).status, 200);
	for (const type of ['list-instances', '', 1, null]) {
		const answer = await run('list-users', asAdmin({ type }));
		t.is(answer.status, 400);
		t.is(errorOf(answer), 'wrong-type');
	}
});

test('roles count as a list and as a text with commas', async (t) => {
	const { run, asAdmin } = await createOffice(t);
	for (const roles of ['admin', 'user, admin', ['user', ' admin '], 'livechat-agent,admin']) {
		t.is((await run('list-users', asAdmin({ roles }))).status, 200);
	}
	for (const roles of ['user', 'administrator', ['Admin'], [], 'admin user']) {
		t.is((await run('list-users', asAdmin({ roles }))).status, 403);
	}
});

test('successful commands answer with what the protocol says, and nothing else', async (t) => {
	const office = await createOffice(t);
	office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
	const request = { idInstance: ID, apiTokenInstance: TOKEN };
	const appUrl = 'https://moved.example.org/api/webhook/rocket';
	const answers = [
		await office.run('create-instance', office.asAgent(request)),
		await office.run('update-token', office.asAgent(office.agent)),
		await office.run('sync-app-url', office.asAdmin({ appUrl })),
		await office.run('list-instances', office.asAdmin()),
		await office.run('list-users', office.asAdmin()),
		await office.run('remove-instance', office.asAgent(request)),
	];
	for (const [index, { status, body }] of answers.entries()) {
		const more = index === 0 ? ['idInstance', 'state', 'isLinked'] : [];
		t.is(status, 200);
		t.deepEqual(Object.keys(body), ['message', ...more]);
	}
	const { rocketChatToken } = office.agent;
	const text = JSON.stringify(answers);
	for (const secret of [TOKEN, office.commandToken, rocketChatToken])
		t.false(text.includes(secret));
});

test('a database that can not be reached is a passing failure without details', async (t) => {
	const { deps } = await createSurroundings(t);
	const cipher = createTokenCipher(randomBytes(32));
	const database = openDatabase('mysql://somebody:hush@127.0.0.1:1/nothing', cipher);
	t.teardown(() => database.close());
	const operations = createOperations({ ...deps, database });
	const claim = { rocketChatUrl: 'https://chat.example.org', email: 'a@b.org', roles: 'admin' };
	const answer = await runCommand(operations, 'list-users', { ...claim, commandToken: 'hush' });
	t.is(answer.status, 503);
	t.is(errorOf(answer), 'unavailable');
	t.is(answer.failure?.code, 'STORAGE_UNREACHABLE');
	t.notRegex(JSON.stringify(answer.body), /hush|somebody|127\.0\.0\.1|ECONNREFUSED/);
});

test('a bug is a failure without details', async (t) => {
	const office = await createOffice(t);
	const broken = createOperations({
		...office.deps,
		createClient: () => {
			throw new TypeError(`bug with ${TOKEN}`);
		},
	});
	const request = office.asAgent({ idInstance: ID, apiTokenInstance: TOKEN });
	const answer = await runCommand(broken, 'create-instance', request);
	t.is(answer.status, 500);
	t.is(errorOf(answer), 'internal-error');
	t.is(answer.failure?.code, 'UNEXPECTED');
	t.false(JSON.stringify(answer.body).includes(TOKEN));
});

test('the error of a statement reaches nobody with its values', async (t) => {
	const office = await createOffice(t);
	const { database } = office;
	const failing = Object.assign(
		new Error("insert into `agents` values ('bob@example.org') - disk full"),
		{ code: 'SQLITE_FULL' },
	);
	const operations = createOperations({
		...office.deps,
		database: {
			...database,
			stores: {
				...database.stores,
				agents: { ...database.stores.agents, insert: () => Promise.reject(failing) },
			},
		},
	});
	const bob = office.person('bob', ['livechat-agent']);
	const answer = await runCommand(operations, 'register-agent', office.asAgent(bob));
	t.is(answer.status, 503);
	t.false(JSON.stringify([answer.body, answer.failure?.message]).includes('bob@'));
});
