import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { createConnections } from '../../../src/core/ledger/connections.js';
import type { ConnectionDeps } from '../../../src/core/ledger/connections.js';
import { createManualClock } from '../../support/manual-clock.js';
import { newInstance, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

type Gateway = ReturnType<ConnectionDeps['createGateway']>;
type Client = ReturnType<ConnectionDeps['createClient']>;

test('keeps a gateway as long as its credentials are the same', async (t) => {
	const { stores } = (await openTestStorage(t, 'sqlite')).database;
	const clock = createManualClock();
	const made: string[] = [];
	const connections = createConnections({
		...{ stores, clock },
		createGateway: ({ authToken }) => {
			made.push(authToken);
			return {} as Gateway;
		},
		createClient: () => ({}) as Client,
	});
	const { id } = await stores.workspaces.insert(newWorkspace({ authToken: 'one' }));
	const first = await connections.workspace(id);
	clock.advance(1000);
	const second = await connections.workspace(id);
	t.is(second.gateway, first.gateway);
	await stores.workspaces.update(id, { authToken: 'two', adminEmail: 'new@example.org' });
	clock.advance(999);
	t.is((await connections.workspace(id)).workspace.adminEmail, 'admin@example.org');
	clock.advance(1);
	const third = await connections.workspace(id);
	t.is(third.workspace.adminEmail, 'new@example.org', 'a change is seen after a second');
	t.not(third.gateway, first.gateway);
	t.deepEqual(made, ['one', 'two']);
});

test('makes another gateway within a second when an app starts, changes or stops', async (t) => {
	const { stores } = (await openTestStorage(t, 'sqlite')).database;
	const clock = createManualClock();
	const made: (string | undefined)[] = [];
	const connections = createConnections({
		...{ stores, clock },
		createGateway: ({ app }) => {
			made.push(app?.version);
			return {} as Gateway;
		},
		createClient: () => ({}) as Client,
	});
	const { id } = await stores.workspaces.insert(newWorkspace());
	const look = async () => {
		clock.advance(1000);
		await connections.workspace(id);
	};
	const app = { id: 'app', endpoint: '/api/apps/public/app/gateway', version: '1', seenAt: 1 };
	const known = { ...app, key: 'one', capabilities: ['message.post'] };
	await look();
	await stores.workspaces.update(id, { app: known });
	await look();
	await look();
	await stores.workspaces.update(id, { app: { ...known, version: '2', key: 'two' } });
	await look();
	await stores.workspaces.update(id, { app: { ...known, version: '3', key: 'two', seenAt: 2 } });
	await look();
	await stores.workspaces.update(id, { app: null });
	await look();
	t.deepEqual(made, [undefined, '1', '2', '3', undefined]);
});

test('what was removed is a dead letter within a second', async (t) => {
	const { stores } = (await openTestStorage(t, 'sqlite')).database;
	const clock = createManualClock();
	const connections = createConnections({
		...{ stores, clock },
		createGateway: () => ({}) as Gateway,
		createClient: () => ({}) as Client,
	});
	const gone = { code: 'LEDGER_TARGET_REMOVED' };
	const instance = newInstance();
	await stores.instances.insert(instance);
	t.deepEqual((await connections.instance(instance.id)).instance, instance);
	await stores.instances.remove(instance.id);
	clock.advance(1000);
	const error = await t.throwsAsync(connections.instance(instance.id), gone);
	t.like(error, { disposition: 'dead' });
	await t.throwsAsync(connections.instance(asInstanceId('1')), gone);
	await t.throwsAsync(connections.workspace(99), gone);
});
