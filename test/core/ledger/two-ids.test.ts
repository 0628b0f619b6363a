import type { ExecutionContext } from 'ava';
import test from 'ava';
import { asChatId, asWaMessageId } from '../../../src/core/domain/ids.js';
import type { Chat } from '../../../src/core/domain/registry.js';
import { GreenApiError } from '../../../src/core/domain/errors.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { gate } from '../../support/ledger.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook } from './both-clouds.js';
import { createScenery, LID, PHONE } from './room-of-clouds.js';

/** Both ids have a room of their own, and nobody knows yet that they are one customer. */
async function prepare(t: ExecutionContext, engine: Engine) {
	const scenery = await createScenery(t, engine, {
		getContactInfo: () => Promise.reject(new Error('down')),
	});
	const { database, instance, happens, settled } = scenery;
	scenery.ledger.start();
	for (const chatId of [PHONE, LID]) {
		await happens(`from ${chatId}`, { chatId });
		await settled(`from ${chatId}`);
	}
	const chatOf = async (chatId: string): Promise<Chat> => {
		const { workspaceId, id } = instance;
		const { chats } = database.stores;
		return (await chats.findByChatId(workspaceId, id, asChatId(chatId)))!;
	};
	return {
		...scenery,
		chatOf,
		/** A message shows that both are one. */
		async areJoined() {
			await happens('joint', { chatId: LID, sender: PHONE });
			await settled('joint');
		},
		async answers({ visitorToken, roomId }: Chat, messageId: string) {
			const { messages, ...body } = agentWebhook(visitorToken, messageId, messageId) as {
				messages: object[];
			};
			const [message] = messages;
			await scenery.write({ ...body, _id: roomId, messages: [{ ...message, rid: roomId }] });
		},
	};
}

for (const engine of availableEngines()) {
	test(`${engine}: an answer in the second room leaves the conversation in the first`, async (t) => {
		const scenery = await prepare(t, engine);
		const { workspaceModel, sent, chatOf, happens, settled } = scenery;
		// The workspace forbids closing it, or the daemon was killed before.
		workspaceModel.gateway.closeRoom = () => Promise.reject(new Error('forbidden'));
		await scenery.areJoined();
		await scenery.answers(await chatOf(LID), 'R1');
		await waitFor(() => sent.length === 1, { label: 'the answer' });
		t.is(sent[0]!.chatId, asChatId(PHONE));
		await happens('A9', { chatId: PHONE });
		await settled('A9');
		const { roomId, conversations } = await chatOf(PHONE);
		t.like({ roomId, conversations }, { roomId: 'room-1', conversations: 1 });
		t.is(workspaceModel.texts('room-1').at(-1), 'A9');
	});

	test(`${engine}: a send in doubt is found under the id it was made to`, async (t) => {
		const scenery = await prepare(t, engine);
		const { faults, journal, clock, sent, rows } = scenery;
		const found = { messageId: asWaMessageId('wa-9'), chatId: asChatId(LID), text: 'R1' };
		faults.send = () => {
			delete faults.send;
			journal.push({ ...found, fileName: undefined, sentAt: undefined });
			const lost = { code: 'GREEN_API_FAILED', help: 'Wait.', disposition: 'retry' } as const;
			return Promise.reject(new GreenApiError('broken off', { ...lost, certain: false }));
		};
		await scenery.answers(await scenery.chatOf(LID), 'R1');
		await waitFor(async () => (await rows('R1'))[0]?.lastError != null, { label: 'the failure' });
		await scenery.areJoined();
		await waitFor(async () => {
			clock.advance(1000);
			return (await rows('R1'))[0]?.state === 'done';
		});
		t.is((await rows('R1'))[0]?.targetId, 'wa-9');
		t.deepEqual(sent, [], 'the customer has it already');
	});

	test(`${engine}: an echo waits for a send to the customer's other id`, async (t) => {
		const scenery = await prepare(t, engine);
		const { faults, happens, rows, workspaceModel } = scenery;
		const begun = gate();
		const answer = gate();
		faults.send = () => {
			begun.open();
			return answer.opened;
		};
		await scenery.answers(await scenery.chatOf(LID), 'R1');
		await begun.opened;
		await scenery.areJoined();
		await happens('wa-1', { from: 'outgoingAPI', chatId: LID, text: 'R1' });
		const isLookedAt = async () => {
			const [echo] = await rows('wa-1');
			return echo?.state !== 'pending' || echo.lastError !== null;
		};
		await waitFor(isLookedAt, { label: 'the echo' });
		answer.open();
		t.false(workspaceModel.texts().some((text) => text.includes('R1')));
	});

	test(`${engine}: a sender's id that no WhatsApp account has holds nothing up`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		ledger.start();
		await happens('A1', { chatId: PHONE, sender: `${'1'.repeat(300)}@lid` });
		await settled('A1');
		t.deepEqual(workspaceModel.texts(), ['A1']);
	});

	test(`${engine}: who is joined while a room is opened is welcomed once`, async (t) => {
		const [opening, mayOpen, answer] = [gate(), gate(), gate()];
		const scenery = await createScenery(t, engine, {
			getContactInfo: () => Promise.reject(new Error('down')),
			async checkWhatsapp() {
				await answer.opened;
				throw new Error('down');
			},
		});
		const { workspaceModel, database, happens, settled, sent, clock } = scenery;
		scenery.preferences.welcomeMessage = 'Welcome!';
		workspaceModel.hold = (what) => {
			if (what === 'open') opening.open();
			return mayOpen.opened;
		};
		await happens('A1', { chatId: LID });
		await happens('A2', { chatId: PHONE });
		clock.advance(1000);
		scenery.ledger.start();
		await opening.opened;
		const { chats } = database.stores;
		const [lid, phone] = await chats.listOfInstance(scenery.instance.id);
		// As another daemon does it.
		await database.transaction((stores) => stores.chats.join(lid!.id, phone!.id));
		mayOpen.open();
		await settled('A1');
		answer.open();
		await settled('A2');
		const { visitorToken } = (await chats.find(phone!.id))!;
		await scenery.write(agentWebhook(visitorToken, 'R1', 'Hello'));
		const texts = () => sent.map((message) => ('text' in message ? message.text : ''));
		await waitFor(() => texts().includes('Hello'), { label: 'what is behind everything else' });
		t.deepEqual(texts(), ['Welcome!', 'Hello']);
	});
}
