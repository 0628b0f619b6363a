import test from 'ava';
import type { ExecutionContext } from 'ava';
import { systemClock } from '../../../src/core/clock.js';
import { BridgeError } from '../../../src/core/domain/errors.js';
import { asRoomId, asVisitorToken } from '../../../src/core/domain/ids.js';
import { createOneAtATime } from '../../../src/core/ledger/one-at-a-time.js';
import { withRoom } from '../../../src/core/ledger/conversation.js';
import type { ConversationDeps } from '../../../src/core/ledger/conversation.js';
import { createWishes } from '../../../src/core/ledger/wishes.js';
import { silentLogger } from '../../../src/core/logging.js';
import { DEFAULT_PREFERENCES } from '../../../src/core/preferences/preferences.js';
import type { VisitorRoom } from '../../../src/core/rocket-chat/gateway.js';
import { createPhrasebook } from '../../../src/core/texts/phrasebook.js';
import { newAgent, newChat, newInstance } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const refusal = (code: string) => new BridgeError('refused', { code, help: 'None.' });

/** A workspace that answers a visitor with another token, and opens a new room each time. */
async function prepare(t: ExecutionContext) {
	const { stores } = (await openTestStorage(t, 'sqlite')).database;
	const agent = await stores.agents.insert(newAgent({ userId: 'jane' }));
	const instance = newInstance({ agentId: agent.id });
	await stores.instances.insert(instance);
	const calls: string[] = [];
	let rooms = 0;
	const meanwhile: { opening?: () => Promise<unknown> } = {};
	const gateway = {
		registerVisitor: ({ token, name }: { token: string; name: string }) => {
			calls.push(`register ${token} ${name}`);
			return Promise.resolve(asVisitorToken('greenapi:merged'));
		},
		openRoom: ({ visitorToken, agentUserId }: { visitorToken: string; agentUserId?: string }) => {
			rooms += 1;
			calls.push(`open ${visitorToken} ${agentUserId ?? 'nobody'}`);
			const opened = { roomId: asRoomId(`room-${rooms}`), isNew: true };
			return (meanwhile.opening?.() ?? Promise.resolve()).then(() => opened);
		},
		closeRoom: ({ roomId }: VisitorRoom) => {
			calls.push(`close ${roomId}`);
			return Promise.resolve();
		},
	};
	const clock = systemClock;
	const entrance = createOneAtATime();
	const speaking = { preferences: { of: () => Promise.resolve(DEFAULT_PREFERENCES) } };
	const wishes = createWishes({
		...{ ...speaking, phrasebook: createPhrasebook(), stores, clock, log: silentLogger },
	});
	const given = { stores, gateway, clock, entrance, wishes, hasLegacyVisitors: false };
	const deps = given as unknown as ConversationDeps;
	const id = await stores.chats.insertOnce(
		newChat({ instanceId: instance.id, visitorToken: asVisitorToken('greenapi:new') }),
	);
	const chat = async () => (await stores.chats.find(id))!;
	const use = async (work: (room: VisitorRoom) => Promise<string>) =>
		withRoom(deps, await chat(), work);
	return { chat, calls, use, stores, meanwhile };
}

test('registers the visitor and opens a room once, for the instance’s agent', async (t) => {
	const { chat, calls, use } = await prepare(t);
	const seen: VisitorRoom[] = [];
	for (const answer of ['one', 'two']) {
		const work = (room: VisitorRoom) => {
			seen.push(room);
			return Promise.resolve(answer);
		};
		t.is(await use(work), answer);
	}
	t.deepEqual(calls, ['register greenapi:new Mary', 'open greenapi:merged jane']);
	const room = { visitorToken: 'greenapi:merged', roomId: 'room-1' };
	t.deepEqual(seen as unknown, [
		{ ...room, holderId: 1, conversation: 1, hasJustOpened: true },
		{ ...room, holderId: 1, conversation: 1, hasJustOpened: false },
	]);
	t.like(await chat(), { ...room, isRegistered: true });
});

test('opens a new room when the old one is gone, and tries once more', async (t) => {
	const { chat, calls, use } = await prepare(t);
	await use(() => Promise.resolve(''));
	calls.length = 0;
	const rooms: string[] = [];
	await use(({ roomId }) => {
		rooms.push(roomId);
		return rooms.length === 1
			? Promise.reject(refusal('ROCKET_CHAT_ROOM_GONE'))
			: Promise.resolve('');
	});
	t.deepEqual(rooms, ['room-1', 'room-2']);
	t.deepEqual(calls, ['open greenapi:merged jane']);
	t.is((await chat()).roomId, asRoomId('room-2'));
});

test('registers the visitor anew when Rocket.Chat does not know it any more', async (t) => {
	const { calls, use } = await prepare(t);
	await use(() => Promise.resolve(''));
	calls.length = 0;
	let uses = 0;
	await use(() => {
		uses += 1;
		return uses === 1
			? Promise.reject(refusal('ROCKET_CHAT_VISITOR_UNKNOWN'))
			: Promise.resolve('');
	});
	t.deepEqual(calls, ['register greenapi:merged Mary', 'open greenapi:merged jane']);
});

test('does not try a third time, nor after another failure', async (t) => {
	const { use } = await prepare(t);
	for (const [code, expected] of [
		['ROCKET_CHAT_ROOM_GONE', 2],
		['ROCKET_CHAT_NO_AGENT_ONLINE', 1],
	] as const) {
		let uses = 0;
		const failing = use(() => {
			uses += 1;
			return Promise.reject(refusal(code));
		});
		await t.throwsAsync(failing, { code });
		t.is(uses, expected, `uses after ${code}`);
	}
});

test('a room that another daemon opened meanwhile for the same customer is kept', async (t) => {
	const { chat, calls, use, stores, meanwhile } = await prepare(t);
	const { id, instanceId } = await chat();
	const holder = newChat({ instanceId, isRegistered: true, roomId: asRoomId('room-9') });
	const holderId = await stores.chats.insertOnce(holder);
	meanwhile.opening = () => stores.chats.join(id, holderId);
	const seen: string[] = [];
	await use(({ roomId }) => {
		seen.push(roomId);
		return Promise.resolve('');
	});
	t.deepEqual(seen, ['room-9']);
	t.is(calls.at(-1), 'close room-1');
	t.like(await chat(), { roomId: null, sameAs: holderId, conversations: 0 });
});

test('a lane that comes late does not forget the room that another one has opened', async (t) => {
	const { chat, calls, use, stores } = await prepare(t);
	await use(() => Promise.resolve(''));
	calls.length = 0;
	let uses = 0;
	await use(async ({ roomId }) => {
		uses += 1;
		if (uses > 1) return roomId;
		await stores.chats.forgetRoom(1, roomId);
		await stores.chats.enterRoom(1, asRoomId('room-7'), 2);
		throw refusal('ROCKET_CHAT_ROOM_GONE');
	});
	t.deepEqual(calls, []);
	t.like(await chat(), { roomId: 'room-7', conversations: 2 });
});
