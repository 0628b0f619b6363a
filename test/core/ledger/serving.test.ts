import test from 'ava';
import type { ExecutionContext } from 'ava';
import { asRoomId } from '../../../src/core/domain/ids.js';
import type { Engine } from '../../support/databases.js';
import { availableEngines } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { JANE } from './both-clouds.js';
import { createScenery } from './room-of-clouds.js';

const BOB = { _id: 'bob', username: 'bob', name: 'Bob Roe' };

/** A customer has written, and an agent may be told to serve the room. */
async function prepare(t: ExecutionContext, engine: Engine, begun = true) {
	const scenery = await createScenery(t, engine);
	const { workspaceModel: model, database, write } = scenery;
	scenery.ledger.start();
	const writes = async (id: string) => {
		await scenery.happens(id);
		await scenery.settled(id);
	};
	const session = (type: string, roomId: string, agent?: object) => {
		const [token] = [...model.visitors.keys()];
		const visitor = { token, username: 'guest-1' };
		return write({ type, _id: roomId, visitor, messages: [], ...(agent && { agent }) });
	};
	const chat = async () => (await database.stores.chats.find(1))!;
	const servedBy = async () => {
		const { inspection } = database.stores;
		const views = await inspection.view([(await scenery.rows('A1'))[0]!.id]);
		return views[0]!.servedBy;
	};
	const closes = async (index: number) => {
		model.rooms[index]!.isOpen = false;
		await session('LivechatSession', model.rooms[index]!.rid, JANE);
	};
	if (begun) await writes('A1');
	return { ...scenery, model, writes, session, chat, servedBy, closes };
}

for (const engine of availableEngines()) {
	test(`${engine}: who serves the room is known until it is closed, and who did last after that`, async (t) => {
		const { session, servedBy, chat, closes } = await prepare(t, engine);
		t.is(await servedBy(), null);
		t.deepEqual(await session('LivechatSessionTaken', 'room-1', JANE), {
			...{ answer: { status: 'ok' }, accepted: 0, repeated: 0 },
		});
		t.is(await servedBy(), 'Jane Doe');
		await session('LivechatSessionForwarded', 'room-1', BOB);
		t.is(await servedBy(), 'Bob Roe');
		await session('LivechatSessionForwarded', 'room-1');
		t.is(await servedBy(), null);
		await session('LivechatSessionTaken', 'room-1', { _id: 'ann', username: 'ann' });
		t.is(await servedBy(), 'ann');
		await closes(0);
		t.is(await servedBy(), null);
		t.deepEqual((await chat()).agent, {
			...{ userId: 'ann', name: 'ann', roomId: asRoomId('room-1') },
		});
	});

	test(`${engine}: an agent who is told before the room is known is the one who serves it`, async (t) => {
		const { model, session, servedBy, writes } = await prepare(t, engine, false);
		model.hold = async (what) => {
			if (what === 'post') await session('LivechatSessionTaken', 'room-1', JANE);
		};
		await writes('A1');
		t.is(await servedBy(), 'Jane Doe');
	});

	test(`${engine}: the owner is preferred, or who served the customer last`, async (t) => {
		const { model, preferences, session, closes, writes } = await prepare(t, engine);
		await session('LivechatSessionTaken', 'room-1', BOB);
		await closes(0);
		await writes('A2');
		await session('LivechatSessionTaken', 'room-2', BOB);
		await closes(1);
		preferences.returningCustomers = 'last-agent';
		await writes('A3');
		t.deepEqual(model.wishes, ['room jane -', 'room jane -', 'room bob -']);
	});

	test(`${engine}: a customer whom nobody served is for the owner`, async (t) => {
		const { model, preferences, writes } = await prepare(t, engine, false);
		preferences.returningCustomers = 'last-agent';
		await writes('A1');
		t.deepEqual(model.wishes, ['room jane -']);
	});

	test(`${engine}: conversations of a department are for nobody in particular, but for the last agent`, async (t) => {
		const { model, preferences, session, closes, writes } = await prepare(t, engine);
		await session('LivechatSessionTaken', 'room-1', BOB);
		await closes(0);
		preferences.department = 'Support';
		await writes('A2');
		await closes(1);
		preferences.returningCustomers = 'last-agent';
		await writes('A3');
		t.deepEqual(model.wishes, [
			'room jane -',
			...['department Support', 'room - Support'],
			...['department Support', 'room bob Support'],
		]);
	});

	test(`${engine}: a department that is not there keeps nobody out, and the owner is told once`, async (t) => {
		const { model, preferences, writes, closes, clock } = await prepare(t, engine, false);
		preferences.department = 'Supprt';
		model.departments = ['Support'];
		await writes('A1');
		await closes(0);
		await writes('A2');
		t.is(model.rooms.length, 2);
		const isTold = () => model.told.length > 0;
		await advanceUntil(clock, 1000, isTold, { label: 'the direct message' });
		t.is(model.told.length, 1);
		t.regex(model.told[0]!, /^jane .*no department “Supprt”/u);
	});
}
