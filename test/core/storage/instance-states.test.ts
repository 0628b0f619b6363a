import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import { newInstance, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

for (const engine of availableEngines()) {
	test(`${engine}: a state changes once, however often and by whomever it is reported`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const { id } = newInstance({ state: 'authorized' });
		await stores.instances.insert(newInstance({ id, state: 'authorized', wid: '1@c.us' }));
		const report = (state: string, at: number, wid = '') =>
			stores.instanceStates.report(id, { state, wid, at });
		t.false(await report('authorized', NOW + 1));
		const together = await Promise.all([1, 2, 3].map(() => report('blocked', NOW + 5)));
		t.deepEqual(together.toSorted(), [false, false, true]);
		t.like(await stores.instances.find(id), { state: 'blocked', wid: '1@c.us' });
		t.true(await report('x'.repeat(99), NOW + 6, '9'.repeat(99)));
		t.like(await stores.instances.find(id), { state: 'x'.repeat(32), wid: '9'.repeat(64) });
	});

	test(`${engine}: a report from before what is known changes nothing`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const instance = newInstance({ state: 'authorized', createdAt: NOW });
		await stores.instances.insert(instance);
		const { id } = instance;
		const { instanceStates } = stores;
		t.false(await instanceStates.report(id, { state: 'blocked', wid: '7@c.us', at: NOW - 9000 }));
		t.true(await instanceStates.claimCheck(id, NOW, NOW + 60_000));
		t.false(await instanceStates.report(id, { state: 'blocked', wid: '', at: NOW + 30_000 }));
		t.true(await instanceStates.report(id, { state: 'blocked', wid: '', at: NOW + 60_000 }));
		t.is((await stores.instances.find(id))?.wid, instance.wid);
	});

	test(`${engine}: each instance is checked by one, and not again before its time`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const { instances, instanceStates } = stores;
		const [one, other] = [newInstance(), newInstance()];
		for (const instance of [one, other]) await instances.insert(instance);
		t.deepEqual([...(await instanceStates.listDue(NOW, 9))].sort(), [one.id, other.id].sort());
		const claims = await Promise.all(
			[1, 2].map(() => instanceStates.claimCheck(one.id, NOW, NOW + 9)),
		);
		t.deepEqual(claims.toSorted(), [false, true]);
		t.deepEqual(await instanceStates.listDue(NOW, 9), [other.id]);
		t.deepEqual(await instanceStates.listDue(NOW + 9, 1), [other.id], 'the longest first');
	});

	test(`${engine}: what was told is marked once, and only while it is still so`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const { instances, instanceStates } = stores;
		const instance = newInstance({ state: 'authorized', workspaceId: 4 });
		await instances.insert(instance);
		t.deepEqual(await instanceStates.listUntold(9), [], 'who registers it knows its state');
		await instanceStates.report(instance.id, { state: 'blocked', wid: '', at: NOW + 1 });
		const [seen] = await instanceStates.listUntold(9);
		const expected = { id: instance.id, workspaceId: 4, state: 'blocked', told: 'authorized' };
		t.deepEqual(seen, { ...expected, since: NOW + 1 });
		t.false(await instanceStates.markTold({ ...seen!, state: 'suspended' }));
		t.true(await instanceStates.markTold(seen!));
		t.false(await instanceStates.markTold(seen!));
		t.deepEqual(await instanceStates.listUntold(9), []);
		t.deepEqual(await instanceStates.countByState(), [{ state: 'blocked', count: 1 }]);
	});
}
