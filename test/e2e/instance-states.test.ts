import test from 'ava';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

for (const engine of availableEngines()) {
	test(`${engine}: the owner learns of a lost phone and of its return by direct messages, once each`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, { databaseUrl: url, env: { STATE_POLL_SECONDS: '1' } });
		await world.addDaemon();
		const { greenApi, rocketChat, idInstance, agent } = world.stage;
		const instance = greenApi.instance(idInstance);
		const told = () => rocketChat.directMessages(agent).map(({ text }) => text);
		instance.setState('notAuthorized');
		await waitFor(() => told().length === 1, { timeoutMs: 30_000, label: 'the first alert' });
		t.regex(told()[0]!, new RegExp(`${idInstance} is not connected`, 'u'));
		instance.setState('authorized');
		await waitFor(() => told().length === 2, { timeoutMs: 30_000, label: 'the second alert' });
		t.regex(told()[1]!, /is connected/u);
		t.is(greenApi.instance(idInstance).sent.length, 0, 'no customer learns of it');
	});
}
