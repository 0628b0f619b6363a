import test from 'ava';
import { asChatId } from '../../../src/core/domain/ids.js';
import { addressOf } from '../../../src/core/ledger/identity.js';
import { availableEngines } from '../../support/databases.js';
import { gate } from '../../support/ledger.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook } from './both-clouds.js';
import { createScenery, LID, PHONE } from './room-of-clouds.js';
import type { Scenery } from './room-of-clouds.js';

const contact = (chatId: string) => ({
	getContactInfo: () => Promise.resolve({ chatId: asChatId(chatId), name: 'Mary' }),
});
const number = (chatId: string) => ({
	checkWhatsapp: () => Promise.resolve({ exists: true, chatId: asChatId(chatId) }),
});

async function writesInTurns({ happens, settled }: Scenery, chatIds: readonly string[]) {
	for (const [index, chatId] of chatIds.entries()) {
		await happens(`A${index}`, { chatId });
		await settled(`A${index}`);
	}
	// Once both ids are known to be one customer, nobody has to wait for the one before.
	for (const [index, chatId] of chatIds.entries()) await happens(`B${index}`, { chatId });
	for (const index of chatIds.keys()) await settled(`B${index}`);
}

for (const engine of availableEngines()) {
	for (const chatIds of [
		[LID, PHONE, LID],
		[PHONE, LID, PHONE],
	]) {
		test(`${engine}: ids ${chatIds.join(', ')} of one customer share a room, in order`, async (t) => {
			const scenery = await createScenery(t, engine, { ...contact(PHONE), ...number(LID) });
			scenery.ledger.start();
			await writesInTurns(scenery, chatIds);
			const { rooms, texts, visitors } = scenery.workspaceModel;
			t.is(rooms.length, 1);
			t.is(visitors.size, 1);
			t.deepEqual(texts(), ['A0', 'A1', 'A2', 'B0', 'B1', 'B2']);
		});
	}

	test(`${engine}: a message that shows both ids joins them before a room is opened`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { happens, settled, workspaceModel } = scenery;
		scenery.ledger.start();
		await happens('A1', { chatId: PHONE });
		await settled('A1');
		await happens('A2', { chatId: LID, sender: PHONE });
		await settled('A2');
		t.deepEqual(workspaceModel.texts('room-1'), ['A1', 'A2']);
		t.is(workspaceModel.rooms.length, 1);
	});

	test(`${engine}: the phone's id learns its hidden one where hidden ones are in use`, async (t) => {
		const scenery = await createScenery(t, engine, number(LID));
		const { happens, settled, workspaceModel } = scenery;
		scenery.ledger.start();
		await happens('A1', { chatId: LID });
		await settled('A1');
		await happens('A2', { chatId: PHONE });
		await settled('A2');
		t.deepEqual(workspaceModel.texts('room-1'), ['A1', 'A2']);
	});

	test(`${engine}: no number is checked where no hidden ones are in use`, async (t) => {
		let checks = 0;
		const scenery = await createScenery(t, engine, {
			checkWhatsapp() {
				checks += 1;
				return Promise.resolve({ exists: true, chatId: asChatId(LID) });
			},
		});
		scenery.ledger.start();
		await scenery.happens('A1', { chatId: PHONE });
		await scenery.settled('A1');
		t.is(checks, 0);
	});

	test(`${engine}: two ids that write at the same moment open one room`, async (t) => {
		const scenery = await createScenery(t, engine, { ...contact(PHONE), ...number(LID) });
		const { happens, settled, workspaceModel } = scenery;
		await Promise.all([happens('A1', { chatId: LID }), happens('A2', { chatId: PHONE })]);
		scenery.ledger.start();
		await settled('A1');
		await settled('A2');
		t.is(workspaceModel.rooms.length, 1);
		t.deepEqual([...workspaceModel.texts()].sort(), ['A1', 'A2']);
	});

	test(`${engine}: an id that turns out to be known while its room is being opened has no second one`, async (t) => {
		const answer = gate();
		const opening = gate();
		const mayOpen = gate();
		const scenery = await createScenery(t, engine, {
			checkWhatsapp: () => Promise.reject(new Error('busy')),
			async getContactInfo() {
				await answer.opened;
				return { chatId: asChatId(PHONE), name: 'Mary' };
			},
		});
		const { happens, settled, workspaceModel } = scenery;
		workspaceModel.hold = (what) => {
			if (what === 'open') opening.open();
			return mayOpen.opened;
		};
		await happens('A1', { chatId: LID });
		await happens('A2', { chatId: PHONE });
		scenery.ledger.start();
		await opening.opened;
		answer.open();
		mayOpen.open();
		await settled('A1');
		await settled('A2');
		t.is(workspaceModel.rooms.length, 1);
	});

	test(`${engine}: an answer that comes late joins both, and the second room is closed`, async (t) => {
		let isUp = false;
		const scenery = await createScenery(t, engine, {
			getContactInfo: () =>
				isUp
					? Promise.resolve({ chatId: asChatId(PHONE), name: 'Mary' })
					: Promise.reject(new Error('down')),
		});
		const { happens, settled, workspaceModel, clock } = scenery;
		const { rooms, texts } = workspaceModel;
		scenery.ledger.start();
		await happens('A1', { chatId: PHONE });
		await happens('A2', { chatId: LID });
		await settled('A1');
		await settled('A2');
		t.is(rooms.length, 2, 'nobody knows it yet, and nothing waits');
		isUp = true;
		clock.advance(61_000);
		await happens('A3', { chatId: LID });
		await settled('A3');
		await waitFor(() => rooms.filter(({ isOpen }) => isOpen).length === 1, { label: 'one room' });
		await happens('A4', { chatId: LID });
		await settled('A4');
		const open = rooms.find(({ isOpen }) => isOpen)!;
		t.true(texts(open.rid).includes('A4'));
		const closed = rooms.find(({ isOpen }) => !isOpen)!;
		t.true(texts(closed.rid).some((text) => /^\(notice\).*the other room/u.test(text)));
	});

	test(`${engine}: GREEN-API that does not answer holds a message up for seconds only`, async (t) => {
		const scenery = await createScenery(t, engine, {
			getContactInfo: () => new Promise(() => undefined),
		});
		scenery.ledger.start();
		await scenery.happens('A1', { chatId: LID });
		const isShown = () => scenery.workspaceModel.texts().length === 1;
		await advanceUntil(scenery.clock, 1000, isShown);
		t.deepEqual(scenery.workspaceModel.texts(), ['A1']);
	});

	test(`${engine}: the agent's answer goes to the phone number`, async (t) => {
		const scenery = await createScenery(t, engine, contact(PHONE));
		scenery.ledger.start();
		await scenery.happens('A1', { chatId: LID });
		await scenery.settled('A1');
		const [token] = [...scenery.workspaceModel.visitors.keys()];
		await scenery.write(agentWebhook(token!, 'R1', 'Hello Mary'));
		await waitFor(() => scenery.sent.length === 1, { label: 'the answer' });
		t.is(scenery.sent[0]!.chatId, asChatId(PHONE));
		const { chats } = scenery.database.stores;
		for (const chat of await chats.listOfInstance(scenery.instance.id))
			t.is(await addressOf(scenery.database.stores, chat), asChatId(PHONE));
	});

	test(`${engine}: a name that changes is refreshed and makes no new visitor`, async (t) => {
		const { ledger, happens, settled, workspaceModel, database } = await createScenery(t, engine);
		ledger.start();
		for (const [id, name] of [
			['A1', 'Mary'],
			['A2', 'Mary Poe 🌷'],
			['A3', ''],
			['A4', 'Mary Poe 🌷'],
		] as const) {
			await happens(id, { name });
			await settled(id);
		}
		t.deepEqual([...workspaceModel.visitors.values()], ['Mary Poe 🌷']);
		t.is(workspaceModel.rooms.length, 1);
		t.is((await database.stores.chats.find(1))!.name, 'Mary Poe 🌷');
	});

	test(`${engine}: a name with half a character is registered once`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		const { gateway } = workspaceModel;
		const registered: string[] = [];
		const { registerVisitor } = gateway;
		Object.assign(gateway, {
			registerVisitor(visitor: Parameters<typeof registerVisitor>[0]) {
				registered.push(visitor.name);
				return registerVisitor(visitor);
			},
		});
		ledger.start();
		for (const id of ['A1', 'A2', 'A3']) {
			await happens(id, { name: 'Mary \ud83c' });
			await settled(id);
		}
		t.deepEqual(registered, ['Mary \ufffd']);
	});
}
