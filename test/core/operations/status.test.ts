import test from 'ava';
import type { NewLedgerMessage } from '../../../src/core/domain/ledger.js';
import { availableEngines } from '../../support/databases.js';
import { addMessage } from '../../support/rows.js';
import { createOffice, errorOf, ID, instanceRow, messageOf, NOW } from './surroundings.js';
import type { Office } from './surroundings.js';

const MINUTE = 60_000;

async function lane(office: Office, id: string, direction: 'inbound' | 'outbound') {
	const { id: instanceId, workspaceId } = await instanceRow(office, id);
	const { lanes } = office.database.stores;
	return lanes.insertOnce({ chatId: Number(id.slice(-3)), workspaceId, instanceId, direction });
}

async function add(
	office: Office,
	id: string,
	row: Partial<NewLedgerMessage>,
	age = 0,
): Promise<number> {
	const { id: instanceId, workspaceId } = await instanceRow(office, id);
	const laneId = await lane(office, id, row.direction ?? 'inbound');
	const { stores } = office.database;
	return addMessage(stores, { instanceId, workspaceId, laneId, ...row }, NOW - age);
}

for (const engine of availableEngines()) {
	test(`${engine}: an admin sees everything, an agent their own`, async (t) => {
		const office = await createOffice(t, engine);
		await office.connect();
		const bob = office.person('bob', ['livechat-agent']);
		await office.run('register-agent', office.asAgent(bob));
		const other = '7103000002';
		office.greenApi.addInstance({ idInstance: other, apiToken: 'b0b', state: 'notAuthorized' });
		const request = { idInstance: other, apiTokenInstance: 'b0b' };
		await office.run('create-instance', office.asAgent({ email: bob.email, ...request }));
		await add(office, ID, { direction: 'outbound' }, 90 * MINUTE);
		await add(office, ID, { direction: 'outbound' }, 5 * MINUTE);
		await add(office, other, { direction: 'inbound' }, 2 * MINUTE);
		await add(office, other, { direction: 'outbound', state: 'waiting', kind: 'edit' });
		const admin = messageOf(await office.run('status', office.asAdmin()));
		t.is(
			admin,
			[
				'*WhatsApp bridge* greenapi-rc 1.2.3',
				'Messages come into Rocket.Chat by REST.',
				'',
				'*Instances*',
				`• ${ID}: connected, number +79990000000, owner jane@example.org`,
				`• ${other}: no phone linked, number +79990000000, owner bob@example.org`,
				'',
				'*Messages that wait*',
				'• to Rocket.Chat: 1, the oldest for 2 min',
				'• to WhatsApp: 2, the oldest for 1 h',
				'• edits, deletions and reactions whose message is not here yet: 1',
				'Given up in the last 24 hours: 0.',
			].join('\n'),
		);
		const agent = messageOf(await office.run('status', office.asAgent()));
		t.true(agent.includes(ID));
		t.false(agent.includes(other));
		t.regex(agent, /\n• to Rocket\.Chat: 0\n• to WhatsApp: 2, the oldest for 1 h\nGiven up/);
	});

	test(`${engine}: what was given up is counted for a day, what is held up with its reason`, async (t) => {
		const office = await createOffice(t, engine);
		await office.connect();
		const { database } = office;
		const { workspaceId } = await instanceRow(office);
		const laneId = await lane(office, ID, 'outbound');
		await add(office, ID, { direction: 'outbound' });
		for (const settledAt of [NOW - MINUTE, NOW - 25 * 60 * MINUTE]) {
			const id = await add(office, ID, { direction: 'outbound' });
			await database.stores.messages.update(id, { state: 'dead', settledAt });
		}
		const { lanes } = database.stores;
		await lanes.wake(laneId, NOW);
		await lanes.claim([laneId], 'me', NOW, NOW + MINUTE);
		await lanes.release([laneId], NOW + MINUTE, 'GREEN_API_QUOTA');
		const text = messageOf(await office.run('status', office.asAgent()));
		t.regex(text, /\n• chats that are held up: 1 \(GREEN_API_QUOTA\)\n/);
		t.regex(text, /Given up in the last 24 hours: 1\. The operator sees them/);
		t.deepEqual(await database.stores.backlog.waiting({ workspaceId: 99 }), {
			inbound: { count: 0, oldestAt: undefined, oldestId: undefined },
			outbound: { count: 0, oldestAt: undefined, oldestId: undefined },
		});
		t.is(await database.stores.backlog.countDead({ workspaceId }, 0), 2);
	});
}

test('the way by the app is named with its version', async (t) => {
	const office = await createOffice(t);
	const { workspace } = await office.adminActor();
	const app = {
		id: 'app',
		endpoint: '/api/apps/public/app/gateway',
		key: 'a'.repeat(64),
		version: '0.9.1',
		capabilities: ['message.post'],
		seenAt: NOW - 3 * 60 * MINUTE,
	};
	await office.database.stores.workspaces.update(workspace.id, { app });
	t.regex(
		messageOf(await office.run('status', office.asAdmin())),
		/by the app \(version 0\.9\.1, seen 3 h ago\)\./,
	);
	t.regex(
		messageOf(await office.run('status', office.asAdmin({ language: 'ru' }))),
		/через приложение \(версия 0\.9\.1, на связи 3 ч назад\)\./,
	);
	office.gone.add(workspace.id);
	t.regex(
		messageOf(await office.run('status', office.asAdmin())),
		/by REST: the app .* does not answer/,
	);
});

test('neither agent nor admin, and agents who are not registered, see nothing', async (t) => {
	const office = await createOffice(t);
	const user = await office.run('status', office.asAgent({ roles: ['user'] }));
	t.deepEqual([user.status, errorOf(user)], [403, 'not-allowed']);
	const stranger = await office.run('status', office.asAgent({ email: 'x@example.org' }));
	t.deepEqual([stranger.status, errorOf(stranger)], [404, 'not-registered']);
});
