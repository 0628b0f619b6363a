import test from 'ava';
import type { ExecutionContext } from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import type { Operator } from '../../../src/core/operations/actors.js';
import type { PreferenceRow } from '../../../src/core/operations/preferences.js';
import { PREFERENCE_NAMES } from '../../../src/core/preferences/fields.js';
import { createPreferenceBook } from '../../../src/core/ledger/preference-book.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { createManualClock } from '../../support/manual-clock.js';
import { newWorkspace } from '../../support/rows.js';
import { createOffice, errorOf, ID, messageOf } from './surroundings.js';

const OTHER_ID = '7103000002';
const OPERATOR: Operator = { kind: 'operator', workspace: undefined };

async function prepare(t: ExecutionContext, engine: Engine) {
	const office = await createOffice(t, engine);
	await office.connect();
	await office.connect(OTHER_ID);
	const { run, asAdmin, asAgent, operations, database } = office;
	const other = office.person('bob', ['user', 'livechat-agent']);
	const colleague = { ...asAgent(), email: other.email };
	await run('register-agent', { ...colleague, ...other });
	const valueOf = async (name: string, idInstance?: string): Promise<Partial<PreferenceRow>> => {
		const rows = await operations.listPreferences(await office.adminActor(), { idInstance });
		const { value, from } = rows.find((row) => row.name === name)!;
		return { value, from };
	};
	return {
		...office,
		colleague,
		valueOf,
		stored: async () => database.stores.preferences.list(1),
		set: (by: 'admin' | 'owner', fields: object) =>
			run('set-preference', by === 'admin' ? asAdmin(fields) : asAgent(fields)),
	};
}

for (const engine of availableEngines()) {
	test(`${engine}: an instance's own value counts, else the workspace's, else the default`, async (t) => {
		const { set, valueOf } = await prepare(t, engine);
		t.deepEqual(await valueOf('language', ID), { value: 'en', from: 'default' });
		t.is((await set('admin', { name: 'language', value: 'ru' })).status, 200);
		t.deepEqual(await valueOf('language', ID), { value: 'ru', from: 'workspace' });
		t.is((await set('owner', { name: 'language', value: 'en', idInstance: ID })).status, 200);
		t.deepEqual(await valueOf('language', ID), { value: 'en', from: 'instance' });
		t.deepEqual(await valueOf('language', OTHER_ID), { value: 'ru', from: 'workspace' });
		t.deepEqual(await valueOf('language'), { value: 'ru', from: 'workspace' });
		await set('owner', { name: 'Language', idInstance: ID });
		t.deepEqual(await valueOf('language', ID), { value: 'ru', from: 'workspace' });
		await set('admin', { name: 'language', value: ' ' });
		t.deepEqual(await valueOf('language', ID), { value: 'en', from: 'default' });
	});

	test(`${engine}: what was set reaches those who ask within a second, whole`, async (t) => {
		const { set, database } = await prepare(t, engine);
		const clock = createManualClock();
		const book = createPreferenceBook({ stores: database.stores, clock });
		const { welcomeMessage } = await book.of(1, asInstanceId(ID));
		t.is(welcomeMessage, '');
		await set('admin', { name: 'welcome-message', value: `Hello 👋\\n${'x'.repeat(4000)}` });
		await set('owner', { name: 'signature', value: '[*{agent}*: ]', idInstance: ID });
		await set('owner', { name: 'welcome-message', value: 'none', idInstance: OTHER_ID });
		t.is((await book.of(1, asInstanceId(ID))).welcomeMessage, '', 'as it was a moment ago');
		clock.advance(1000);
		t.like(await book.of(1, asInstanceId(ID)), {
			welcomeMessage: `Hello 👋\n${'x'.repeat(4000)}`,
			signature: '[*{agent}*: ]',
		});
		t.like(await book.of(1, asInstanceId(OTHER_ID)), { welcomeMessage: '', signature: '' });
	});

	test(`${engine}: who may not is refused, and nothing changes`, async (t) => {
		const { run, set, asAgent, colleague, stored } = await prepare(t, engine);
		const value = { name: 'language', value: 'ru' };
		for (const [what, answer] of [
			['an agent, for all', await set('owner', value)],
			['another agent', await run('set-preference', { ...colleague, ...value, idInstance: ID })],
			['an agent who looks at all', await run('list-preferences', asAgent())],
			['another who looks', await run('list-preferences', { ...colleague, idInstance: ID })],
		] as const) {
			t.deepEqual([answer.status, errorOf(answer)], [403, 'not-allowed'], `for ${what}`);
			t.regex(messageOf(answer), /administrator/u, `to ${what}`);
		}
		t.deepEqual(await stored(), []);
	});

	test(`${engine}: unknown names, values and instances are refused by what is wrong`, async (t) => {
		const { set, stored } = await prepare(t, engine);
		const name = await set('admin', { name: 'colour', value: 'red' });
		t.deepEqual([name.status, errorOf(name)], [400, 'unknown-preference']);
		for (const known of PREFERENCE_NAMES) t.true(messageOf(name).includes(known));
		const value = await set('admin', { name: 'language', value: 'de' });
		t.deepEqual([value.status, errorOf(value)], [400, 'bad-value']);
		t.regex(messageOf(value), /^language: The value must be one of en, ru\. Nothing was changed/u);
		const instance = await set('admin', { name: 'language', value: 'ru', idInstance: '7999' });
		t.deepEqual([instance.status, errorOf(instance)], [404, 'instance-not-found']);
		t.deepEqual(await stored(), []);
	});

	test(`${engine}: another workspace's admin sees and changes nothing of an instance`, async (t) => {
		const { adminActor, operations, database, stored } = await prepare(t, engine);
		const url = 'https://other.example.org';
		const workspace = await database.stores.workspaces.insert(newWorkspace({ url }));
		const stranger = { ...(await adminActor()), workspace };
		const about = { idInstance: ID };
		for (const tried of [
			operations.setPreference(stranger, { ...about, name: 'language', value: 'ru' }),
			operations.listPreferences(stranger, about),
		])
			await t.throwsAsync(tried, { code: 'instance-not-found' });
		t.deepEqual(await stored(), []);
	});

	test(`${engine}: an operator names the workspace where there are several`, async (t) => {
		const { operations, database, rocketChat } = await prepare(t, engine);
		const value = { name: 'mark-read', value: 'yes' };
		await operations.setPreference(OPERATOR, value);
		await database.stores.workspaces.insert(newWorkspace({ url: 'https://other.example.org' }));
		await t.throwsAsync(operations.setPreference(OPERATOR, value), { code: 'workspace-needed' });
		const named = { ...value, workspaceUrl: `${rocketChat.url}/`, value: 'no' };
		await operations.setPreference(OPERATOR, named);
		await operations.setPreference(OPERATOR, { ...value, idInstance: ID });
		t.deepEqual(
			(await database.stores.preferences.list(1)).map(({ instanceId, value: kept }) => [
				instanceId,
				kept,
			]),
			[
				[null, 'no'],
				[asInstanceId(ID), 'yes'],
			],
		);
		t.deepEqual(await database.stores.preferences.list(2), []);
	});

	test(`${engine}: an instance that is removed leaves no preferences behind`, async (t) => {
		const { set, run, asAgent, stored } = await prepare(t, engine);
		await set('admin', { name: 'language', value: 'ru' });
		await set('owner', { name: 'language', value: 'en', idInstance: ID });
		t.is((await run('remove-instance', asAgent({ idInstance: ID }))).status, 200);
		t.deepEqual(
			(await stored()).map(({ instanceId }) => instanceId),
			[null],
		);
	});

	test(`${engine}: the list reads well in a chat, one line each`, async (t) => {
		const { set, run, asAgent } = await prepare(t, engine);
		await set('admin', { name: 'away-message', value: 'We are back\non Monday.' });
		const answer = await run('list-preferences', asAgent({ idInstance: ID }));
		const lines = messageOf(answer).split('\n');
		t.is(lines.length, PREFERENCE_NAMES.length);
		t.true(lines.includes('away-message: We are back\\non Monday. (workspace)'));
		t.true(lines.includes('signature: none (default)'));
	});
}
