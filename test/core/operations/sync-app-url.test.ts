import { randomBytes } from 'node:crypto';
import test from 'ava';
import { whoAnswers } from '../../../src/core/operations/who-answers.js';
import { runCommand } from '../../../src/core/operations/commands.js';
import { createOperations } from '../../../src/core/operations/operations.js';
import { availableEngines } from '../../support/databases.js';
import { startProvingServer } from '../../support/proving-server.js';
import { createOffice, errorOf, ID, messageOf } from './surroundings.js';
import type { Office } from './surroundings.js';

const MOVED = 'https://moved.example.org';
const SET_SETTINGS = 'POST /waInstance:id/setSettings/:token';

function sync(office: Office, appUrl: unknown = `${MOVED}/api/webhook/rocket`) {
	return office.run('sync-app-url', office.asAdmin({ appUrl }));
}

async function storedUrl({ database }: Office) {
	return (await database.stores.workspaces.list())[0]?.appUrl;
}

for (const engine of availableEngines()) {
	test(`${engine}: one instance that fails does not stop the others`, async (t) => {
		const office = await createOffice(t, engine);
		for (const id of ['71', '72', '73', '74', '75', '76']) await office.connect(id);
		office.greenApi.faults.add({ kind: '500', path: /waInstance72\/setSettings/ });
		office.greenApi.remove('75');
		const answer = await sync(office);
		t.is(answer.status, 200);
		const [summary, ...lines] = messageOf(answer).split('\n');
		t.regex(summary!, /^Synchronized 4 out of 6 instances\. .*moved\.example\.org/);
		t.is(lines.length, 2);
		t.regex(lines[0]!, /^72: .*500/);
		t.regex(lines[1]!, /^75: .*403/);
		for (const id of ['71', '73', '74', '76']) {
			t.is(office.greenApi.instance(id).settings['webhookUrl'], `${MOVED}/api/webhook/green-api`);
		}
		t.is(await storedUrl(office), MOVED);
	});
}

test('what is right already is not written again', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	await sync(office);
	const written = office.greenApi.requests.get(SET_SETTINGS);
	const answer = await sync(office, ` ${MOVED.toUpperCase()}/api/webhook/rocket/ `);
	t.regex(messageOf(answer), /^Synchronized 1 out of 1 instances\./);
	t.is(office.greenApi.requests.get(SET_SETTINGS), written);
	t.is(await storedUrl(office), MOVED);
});

test('new instances use the address that was stored', async (t) => {
	const office = await createOffice(t);
	t.regex(messageOf(await sync(office)), /^Synchronized 0 out of 0 instances\./);
	await office.connect();
	t.is(office.greenApi.instance(ID).settings['webhookUrl'], `${MOVED}/api/webhook/green-api`);
});

test('an address that is none is refused with an example, and nothing changes', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const before = await office.everything();
	const addresses = [
		'https://moved.example.org',
		'https://moved.example.org/api/webhook/green-api',
		'moved.example.org/api/webhook/rocket',
		'ftp://moved.example.org/api/webhook/rocket',
		'https://moved.example.org/prefix/api/webhook/rocket',
		'https://user:secret@moved.example.org/api/webhook/rocket',
		'/api/webhook/rocket',
	];
	for (const appUrl of addresses) {
		const answer = await sync(office, appUrl);
		t.is(answer.status, 400, `for ${appUrl}`);
		t.is(errorOf(answer), 'bad-app-url');
		t.regex(messageOf(answer), /https:\/\/bridge\.example\.org\/api\/webhook\/rocket/);
		t.false(messageOf(answer).includes('secret'));
	}
	t.deepEqual(await office.everything(), before);
});

test('an address that GREEN-API can’t reach is refused, unless it is forced', async (t) => {
	const office = await createOffice(t);
	const { deps } = office;
	const cloud = { ...deps.config, greenApiUrl: 'https://api.green-api.com' };
	const { syncAppUrl } = createOperations({ ...deps, config: cloud });
	const actor = await office.adminActor();
	for (const host of ['greenapi-rc:3000', '10.0.0.5', '[fd00::1]', 'bridge.local', 'localhost']) {
		const appUrl = `http://${host}/api/webhook/rocket`;
		await t.throwsAsync(syncAppUrl(actor, { appUrl }), { code: 'app-url-not-public' });
	}
	t.is(await storedUrl(office), null);
	const appUrl = 'http://bridge.internal/api/webhook/rocket';
	t.is((await syncAppUrl(actor, { appUrl, isForced: true })).appUrl, 'http://bridge.internal');
	t.is((await office.operations.syncAppUrl(actor, { appUrl })).total, 0, 'a stand-in is here');
});

test('an address where somebody else answers is refused, and nothing changes', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const before = await office.everything();
	const asked: string[] = [];
	const operations = createOperations({
		...office.deps,
		whoAnswers: (address) => {
			asked.push(address);
			return Promise.resolve('another' as const);
		},
	});
	const appUrl = `${MOVED}/api/webhook/rocket`;
	const answer = await runCommand(operations, 'sync-app-url', office.asAdmin({ appUrl }));
	t.is(answer.status, 400);
	t.is(errorOf(answer), 'app-url-not-ours');
	t.regex(
		messageOf(answer),
		/does not answer at \S+moved\.example\.org\.[^]*Nothing was changed[^]*--force/u,
	);
	t.deepEqual(asked, [MOVED]);
	t.deepEqual(await office.everything(), before);
	t.not(office.greenApi.instance(ID).settings['webhookUrl'], `${MOVED}/api/webhook/green-api`);
	await t.throwsAsync(operations.syncAppUrl(await operations.asOperator(), { appUrl }), {
		message: /another key, answers at/u,
	});
	const actor = await office.adminActor();
	t.is((await operations.syncAppUrl(actor, { appUrl, isForced: true })).synchronized, 1);
	t.deepEqual(asked, [MOVED, MOVED], 'who forces it is believed');
});

test('only the proof of this key is ours', async (t) => {
	const key = randomBytes(32);
	const { greenApi } = await createOffice(t);
	const ask = (address: string) => whoAnswers(address, key);
	t.is(await ask(await startProvingServer(t, key)), 'ours');
	t.is(await ask(await startProvingServer(t, randomBytes(32))), 'another');
	t.is(await ask(greenApi.url), 'other');
	t.is(await ask('http://127.0.0.1:1'), 'nobody');
});

test('agents may not change the address', async (t) => {
	const office = await createOffice(t);
	const appUrl = `${MOVED}/api/webhook/rocket`;
	const answer = await office.run('sync-app-url', office.asAgent({ appUrl }));
	t.is(answer.status, 403);
	t.is(errorOf(answer), 'not-allowed');
	t.is(await storedUrl(office), null);
});

test('an operator must name a workspace where there are several', async (t) => {
	const { operations } = await createOffice(t);
	const operator = { kind: 'operator', workspace: undefined } as const;
	const appUrl = `${MOVED}/api/webhook/rocket`;
	await t.throwsAsync(operations.syncAppUrl(operator, { appUrl }), { code: 'workspace-needed' });
	const report = await operations.syncAppUrl(await operations.asOperator(), { appUrl });
	t.like(report, { appUrl: MOVED, total: 0, synchronized: 0, failures: [] });
});

test('an unexpected failure is counted without its text', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const broken = createOperations({
		...office.deps,
		createClient: () => {
			throw new TypeError('secret');
		},
	});
	const appUrl = `${MOVED}/api/webhook/rocket`;
	const report = await broken.syncAppUrl(await office.adminActor(), { appUrl });
	t.is(report.failures.length, 1);
	t.false(report.message.includes('secret'));
});
