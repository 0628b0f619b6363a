import test from 'ava';
import type { ExecutionContext } from 'ava';
import { RocketChatError } from '../../../src/core/domain/errors.js';
import type { Engine } from '../../support/databases.js';
import { availableEngines } from '../../support/databases.js';
import { gate } from '../../support/ledger.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook, appWebhook } from './both-clouds.js';
import { createScenery, deleted, edited, PHONE, reacted } from './room-of-clouds.js';

async function prepare(t: ExecutionContext, engine: Engine) {
	const scenery = await createScenery(t, engine);
	scenery.ledger.start();
	await scenery.happens('A1');
	await scenery.settled('A1');
	const [token] = [...scenery.workspaceModel.visitors.keys()];
	return {
		...scenery,
		texts: scenery.workspaceModel.texts,
		answer: (id: string, text: string) => scenery.write(agentWebhook(token!, id, text)),
		agentDoes: (type: string, message: object, fields?: object) =>
			scenery.write(appWebhook(type, token!, [{ rid: 'room-1', ...message }], fields)),
		isSettled: (id: string) =>
			waitFor(async () => (await scenery.rows(id)).every(({ state }) => state === 'done'), {
				label: `${id} to be delivered`,
			}),
	};
}

for (const engine of availableEngines()) {
	for (const from of ['outgoingAPI', 'outgoing'] as const) {
		test(`${engine}: our own message that comes back as ${from} is known by its id`, async (t) => {
			const { happens, settled, answer, isSettled, texts, sent } = await prepare(t, engine);
			await answer('R1', 'Hello');
			await isSettled('R1');
			await happens('wa-1', { from, text: 'Hello' });
			const [row] = await settled('wa-1');
			t.like(row, { state: 'skipped', note: 'the echo of a message that the bridge sent' });
			t.deepEqual(texts(), ['A1']);
			t.is(sent.length, 1);
		});

		test(`${engine}: our own message that comes back as ${from} before the send was answered`, async (t) => {
			const scenery = await prepare(t, engine);
			const { happens, settled, answer, texts, faults, clock, isSettled } = scenery;
			const begun = gate();
			const mayEnd = gate();
			faults.send = () => {
				begun.open();
				return mayEnd.opened;
			};
			await answer('R1', 'Hello');
			await begun.opened;
			await happens('wa-1', { from, text: 'Hello' });
			await happens('A2');
			mayEnd.open();
			// The clock runs only then: a minute is as long as the echo waits for the send.
			await isSettled('R1');
			const isShown = () => texts().includes('A2');
			await advanceUntil(clock, 500, isShown);
			t.is((await settled('wa-1'))[0]!.state, 'skipped');
			t.deepEqual(texts(), ['A1', 'A2']);
		});
	}

	test(`${engine}: what was written on the phone is shown as such, and goes nowhere`, async (t) => {
		const { happens, settled, texts, sent, preferences } = await prepare(t, engine);
		Object.assign(preferences, { welcomeMessage: 'Welcome!', awayMessage: 'Later.' });
		await happens('P1', { from: 'outgoing', text: 'I am on my way' });
		await settled('P1');
		t.deepEqual(texts(), ['A1', '_(sent from the phone)_\nI am on my way']);
		t.deepEqual(sent, []);
	});

	test(`${engine}: a conversation that begins on the phone brings no welcome`, async (t) => {
		const scenery = await createScenery(t, engine);
		scenery.preferences.welcomeMessage = 'Welcome!';
		scenery.ledger.start();
		await scenery.happens('P1', { from: 'outgoing' });
		await scenery.settled('P1');
		t.is((await scenery.rows('')).length, 0);
		t.deepEqual(scenery.workspaceModel.texts(), ['_(sent from the phone)_\nP1']);
		t.deepEqual(scenery.sent, []);
	});

	test(`${engine}: what another program sends and changes is shown`, async (t) => {
		const { happens, settled, texts } = await prepare(t, engine);
		await happens('X1', { from: 'outgoingAPI', text: 'Your parcel is here' });
		await settled('X1');
		t.regex(texts()[1]!, /another program.*\nYour parcel is here$/u);
		await happens('X2', { from: 'outgoingAPI', at: 1, data: edited('X1', 'Your parcel is late') });
		await settled('X1', 2);
		t.regex(texts()[1]!, /another program.*\nYour parcel is late\n/u);
	});

	test(`${engine}: the bridge's own changes are not shown again when they come back`, async (t) => {
		const scenery = await prepare(t, engine);
		const { happens, settled, answer, isSettled, agentDoes, texts, changed } = scenery;
		const shown = (await settled('A1'))[0]!.targetId!;
		await answer('R1', 'Hello');
		await isSettled('R1');
		await agentDoes('message-reaction', { _id: shown }, { reaction: ':+1:' });
		await agentDoes('message-deleted', { _id: 'R1' });
		await waitFor(() => changed.length === 2, { label: 'reaction and deletion' });
		for (const from of ['outgoing', 'outgoingAPI'] as const) {
			await happens(`D-${from}`, { from, at: 5, data: deleted('wa-1') });
			await happens(`E-${from}`, { from, at: 4, data: edited('wa-1', 'Hello!') });
			await happens(`R-${from}`, { from, at: 3, data: reacted('A1', '👍') });
		}
		await settled('wa-1', 4);
		await settled('A1', 3);
		t.deepEqual(texts(), ['A1']);
	});

	test(`${engine}: a daemon that was killed after it had opened the room owes the welcome`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { preferences, sent, ledger, happens, database, settled } = scenery;
		const { workspaceModel, clock } = scenery;
		preferences.welcomeMessage = 'Welcome!';
		await happens('A1');
		await happens('A2');
		const { chats } = database.stores;
		const { visitorToken } = (await chats.find(1))!;
		await workspaceModel.gateway.registerVisitor({ token: visitorToken, name: 'Mary' });
		const { roomId } = await workspaceModel.gateway.openRoom({ visitorToken });
		await chats.update(1, { isRegistered: true });
		await chats.enterRoom(1, roomId, clock.now() + 1);
		ledger.start();
		await settled('A2');
		await waitFor(() => sent.length > 0, { label: 'the welcome' });
		clock.advance(1000);
		await happens('A3');
		await settled('A3');
		t.is(sent.length, 1, 'once a conversation');
	});

	test(`${engine}: the first try that fails does not cost the welcome`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { workspaceModel, preferences, clock, sent } = scenery;
		preferences.welcomeMessage = 'Welcome!';
		let isDown = true;
		workspaceModel.hold = (what) =>
			what === 'post' && isDown ? Promise.reject(outage()) : Promise.resolve();
		scenery.ledger.start();
		await scenery.happens('A1');
		await waitFor(() => workspaceModel.rooms.length === 1);
		await advanceUntil(clock, 1000, () => sent.length === 1);
		isDown = false;
		await advanceUntil(clock, 10_000, () => workspaceModel.texts().includes('A1'));
		t.like(sent, [{ chatId: PHONE, text: 'Welcome!' }]);
		t.is(sent.length, 1);
	});
}

function outage(): RocketChatError {
	return new RocketChatError('down', {
		...{ code: 'ROCKET_CHAT_UNAVAILABLE', help: 'Wait.', disposition: 'retry' },
	});
}
