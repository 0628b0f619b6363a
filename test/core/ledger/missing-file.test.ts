import { systemClock } from '../../../src/core/clock.js';
import { createChatBook } from '../../../src/core/ledger/chat-book.js';
import { createPreferenceBook } from '../../../src/core/ledger/preference-book.js';
import { createWishes } from '../../../src/core/ledger/wishes.js';
import { silentLogger } from '../../../src/core/logging.js';
import { createPhrasebook } from '../../../src/core/texts/phrasebook.js';
import test from 'ava';
import { HttpError } from '../../../src/core/domain/errors.js';
import type { BridgeError } from '../../../src/core/domain/errors.js';
import { asRcMessageId, asRoomId } from '../../../src/core/domain/ids.js';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import type { Workspace } from '../../../src/core/domain/registry.js';
import type { HttpClient } from '../../../src/core/http/types.js';
import { createOneAtATime } from '../../../src/core/ledger/one-at-a-time.js';
import { createInboundDelivery } from '../../../src/core/ledger/deliver-inbound.js';
import type { RocketChatGateway } from '../../../src/core/rocket-chat/gateway.js';
import type { ExecutionContext } from 'ava';
import { addMessage, newChat, newLane, newMessage, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { unusedGateway } from '../../support/unused-calls.js';

const unused = (): Promise<never> => Promise.reject(new Error('No test needs this call.'));

const photo = {
	typeWebhook: 'incomingMessageReceived',
	idMessage: 'A1',
	timestamp: 1_795_356_000,
	senderData: { chatId: '79001112233@c.us', sender: '79001112233@c.us' },
	messageData: {
		typeMessage: 'imageMessage',
		fileMessageData: {
			...{ downloadUrl: 'https://media.example.org/cat.jpg', caption: 'Look' },
			...{ fileName: 'cat.jpg', mimeType: 'image/jpeg' },
		},
	},
};

const answer = {
	...photo,
	messageData: {
		typeMessage: 'quotedMessage',
		extendedTextMessageData: { text: 'Yes', stanzaId: 'BAE5' },
		quotedMessage: { stanzaId: 'BAE5', textMessage: 'Shall we?' },
	},
};

function noConnection(): BridgeError {
	return new HttpError('could not connect to media.example.org', {
		...{ code: 'HTTP_UNREACHABLE', help: 'Wait.', disposition: 'retry', outage: true },
	});
}

/** Delivers that event to a workspace that takes texts; the file's host fails with `downloadError`. */
async function prepare(t: ExecutionContext, event: object, downloadError = noConnection()) {
	const { stores } = (await openTestStorage(t, 'sqlite')).database;
	const workspace: Workspace = await stores.workspaces.insert(newWorkspace());
	const chatId = await stores.chats.insertOnce(
		newChat({ workspaceId: workspace.id, isRegistered: true, roomId: asRoomId('room-1') }),
	);
	const laneId = await stores.lanes.insertOnce(newLane({ chatId, workspaceId: workspace.id }));
	const lane = (await stores.lanes.find(laneId))!;
	const posts: string[] = [];
	const gateway: RocketChatGateway = {
		...unusedGateway,
		postAsVisitor: (_room, { messageId, text }) => {
			posts.push(text);
			return Promise.resolve(messageId);
		},
	};
	const http: HttpClient = {
		...{ send: unused, close: unused },
		download: () => Promise.reject(downloadError),
	};
	const connections = {
		workspace: () => Promise.resolve({ workspace, gateway }),
		instance: unused,
	};
	const limits = { maxFileBytes: 1e6, hasLegacyVisitors: false, parkMs: 600_000 };
	const clock = systemClock;
	const preferences = createPreferenceBook({ stores, clock });
	const phrasebook = createPhrasebook();
	const deliver = createInboundDelivery({
		...{ stores, connections, http, clock, log: silentLogger, ...limits },
		chats: createChatBook({ stores, clock }),
		entrance: createOneAtATime(),
		identities: { resolve: (chat) => Promise.resolve(chat), learn: () => Promise.resolve() },
		...{ preferences, phrasebook },
		wishes: createWishes({ stores, clock, preferences, phrasebook, log: silentLogger }),
	});
	const id = await addMessage(stores, { laneId, payload: JSON.stringify(event) });
	const row = (await stores.messages.find(id))!;
	return {
		...{ stores, posts, laneId },
		deliver: (change: Partial<LedgerMessage> = {}) =>
			deliver({
				...{ lane, isTakenOver: false, message: { ...row, ...change } },
				begin: () => Promise.resolve(),
			}),
	};
}

test('a file whose host does not answer is asked for again', async (t) => {
	const { deliver, posts } = await prepare(t, photo);
	for (const attempts of [0, 4]) {
		const error = await t.throwsAsync<BridgeError>(deliver({ attempts }));
		t.is(error.code, 'HTTP_UNREACHABLE');
		t.is(error.disposition, 'retry');
		t.false(error.outage, 'nothing is wrong with the workspace');
	}
	t.deepEqual(posts, []);
});

test('a file that can not be had at last is a line for the agent', async (t) => {
	const { deliver, posts } = await prepare(t, photo);
	t.is((await deliver({ attempts: 5 })).result, 'done');
	t.is(posts.length, 1);
	t.regex(posts[0]!, /cat\.jpg.*did not answer[^]*Look$/u);
});

test('a file whose host is busy is asked for again, one that is gone is not', async (t) => {
	const refused = (disposition: 'retry' | 'wait' | 'dead') =>
		new HttpError('refused', { code: 'HTTP_DOWNLOAD_REFUSED', help: 'Wait.', disposition });
	for (const disposition of ['retry', 'wait'] as const) {
		const { deliver } = await prepare(t, photo, refused(disposition));
		const error = await t.throwsAsync<BridgeError>(deliver());
		t.is(error.disposition, 'retry');
	}
	const { deliver, posts } = await prepare(t, photo, refused('dead'));
	t.is((await deliver()).result, 'done');
	t.is(posts.length, 1);
});

test('an answer links to the message, not to a receipt that came early', async (t) => {
	const { stores, deliver, posts, laneId } = await prepare(t, answer);
	await addMessage(stores, { kind: 'receipt', state: 'waiting', sourceId: 'BAE5' });
	const written = { _id: 'rcMessage', msg: 'Shall we?', rid: 'room-1', agentId: 'jane' };
	const payload = JSON.stringify({ roomId: 'room-1', message: written });
	const sent = newMessage({ direction: 'outbound', sourceId: 'rcMessage', payload, laneId });
	await stores.messages.insert([sent], 1);
	const [row] = await stores.messages.listByEventKeys([sent.eventKey]);
	await stores.messages.complete(new Map([[row!.id, asRcMessageId('BAE5')]]), 1);
	t.is((await deliver()).result, 'done');
	t.regex(posts[0]!, /\/live\/room-1\?msg=rcMessage\)/u);
});
