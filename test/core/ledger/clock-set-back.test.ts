import test from 'ava';
import { createPauseBook } from '../../../src/core/ledger/pause-book.js';
import { createPreferenceBook } from '../../../src/core/ledger/preference-book.js';
import { createConnections } from '../../../src/core/ledger/connections.js';
import { createManualClock } from '../../support/manual-clock.js';
import { newInstance, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const HOUR = 3_600_000;

test('what was known before the clock was set back is not believed until it has caught up', async (t) => {
	const { database } = await openTestStorage(t, 'sqlite');
	const { stores } = database;
	const { id: workspaceId } = await stores.workspaces.insert(newWorkspace());
	const instance = newInstance({ workspaceId });
	await stores.instances.insert(instance);
	const clock = createManualClock();
	const pauses = createPauseBook({ stores, clock });
	const preferences = createPreferenceBook({ stores, clock });
	const connections = createConnections({
		stores,
		clock,
		createGateway: () => ({}) as never,
		createClient: () => ({}) as never,
	});
	t.false(await pauses.isPaused(instance.id));
	t.is((await preferences.of(workspaceId, instance.id)).language, 'en');
	await connections.workspace(workspaceId);
	clock.advance(-HOUR);
	await stores.instancePauses.pause(instance.id, '', clock.now());
	await stores.preferences.set(workspaceId, { instanceId: null, name: 'language', value: 'ru' });
	await stores.workspaces.update(workspaceId, { authToken: 'another' });
	clock.advance(2000);
	t.true(await pauses.isPaused(instance.id));
	t.is((await preferences.of(workspaceId, instance.id)).language, 'ru');
	t.is((await connections.workspace(workspaceId)).workspace.authToken, 'another');
});
