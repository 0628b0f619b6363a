import { Readable } from 'node:stream';
import type { ExecutionContext } from 'ava';
import { asRcMessageId, asRoomId, asWaMessageId } from '../../../src/core/domain/ids.js';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import type { Instance, Workspace } from '../../../src/core/domain/registry.js';
import type {
	GreenApiClient,
	OutgoingFile,
	OutgoingText,
	SentMessage,
} from '../../../src/core/green-api/types.js';
import type { HttpClient } from '../../../src/core/http/types.js';
import { createCounters } from '../../../src/core/ledger/counters.js';
import { createDelivery } from '../../../src/core/ledger/delivery.js';
import type { Ledger } from '../../../src/core/ledger/delivery.js';
import { receiveGreenApi } from '../../../src/core/ledger/receive-green-api.js';
import { receiveRocketChat } from '../../../src/core/ledger/receive-rocket-chat.js';
import type { RocketChatReceived } from '../../../src/core/ledger/receive-rocket-chat.js';
import { silentLogger } from '../../../src/core/logging.js';
import { DEFAULT_PREFERENCES } from '../../../src/core/preferences/preferences.js';
import type { Preferences } from '../../../src/core/preferences/preferences.js';
import type { RocketChatGateway } from '../../../src/core/rocket-chat/gateway.js';
import type { Database } from '../../../src/core/storage/database.js';
import { createPhrasebook } from '../../../src/core/texts/phrasebook.js';
import type { Engine } from '../../support/databases.js';
import { createManualClock } from '../../support/manual-clock.js';
import type { Clock } from '../../../src/core/clock.js';
import type { ManualClock } from '../../support/manual-clock.js';
import { newAgent, newInstance, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { unusedClient, unusedGateway } from '../../support/unused-calls.js';

/**
 * What Rocket.Chat was asked for, in short: `post <id> <text>`, `edit <id> <text>`, `delete <id>`, `upload <name>`, `notice <text>`,
 * `tell <user> <text>`.
 */
export type BothClouds = {
	readonly database: Database;
	readonly clock: ManualClock;
	readonly ledger: Ledger;
	readonly workspace: Workspace;
	readonly instance: Instance;
	readonly shown: string[];
	readonly sent: (OutgoingText | OutgoingFile)[];
	/** Changes of what was sent, in short: `edit <id> <text>`, `delete <id>`, `react <id> <emoji>`, `read <chat>`. */
	readonly changed: string[];
	/** What GREEN-API's journal of sent messages answers. */
	readonly journal: SentMessage[];
	/** What the instance prefers; put other values in at any time. */
	readonly preferences: { -readonly [Key in keyof Preferences]: Preferences[Key] };
	/** Put a function in here to make a call fail, or wait; it gets the line or the message. */
	readonly faults: {
		show?: (line: string) => Promise<void>;
		send?: () => Promise<void>;
		change?: (line: string) => Promise<void>;
		state?: () => Promise<string>;
	};
	receive(body: unknown): Promise<{ isRepeat: boolean }>;
	write(body: unknown): Promise<RocketChatReceived>;
	/** Rows of one id on either side, oldest first. */
	rows(id: string): Promise<readonly LedgerMessage[]>;
};

/** The whole ledger on a real database, between two clouds that only write down what they are asked for. */
export async function connectClouds(
	t: ExecutionContext,
	engine: Engine,
	own: {
		readonly gateway?: RocketChatGateway;
		readonly clock?: Clock;
		readonly statePollMs?: number;
		/** Calls of GREEN-API that answer otherwise than the fake ones. */
		readonly client?: Partial<GreenApiClient>;
	} = {},
): Promise<BothClouds> {
	const { database } = await openTestStorage(t, engine);
	const { stores } = database;
	const workspace = await stores.workspaces.insert(newWorkspace());
	const agent = await stores.agents.insert(newAgent({ workspaceId: workspace.id, userId: 'jane' }));
	const instance = newInstance({ workspaceId: workspace.id, agentId: agent.id });
	await stores.instances.insert(instance);
	const shown: string[] = [];
	const sent: (OutgoingText | OutgoingFile)[] = [];
	const changed: string[] = [];
	const journal: SentMessage[] = [];
	const preferences = { ...DEFAULT_PREFERENCES };
	const faults: BothClouds['faults'] = {};
	const clock = createManualClock();
	const ledger = createDelivery({
		...{
			database,
			clock: own.clock ?? clock,
			log: silentLogger,
			counters: createCounters(),
			http: fakeHttp,
		},
		...{ maxFileBytes: 100 * 1024 * 1024, concurrency: 8, leaseMs: 15_000 },
		...{ hasLegacyVisitors: false, parkMs: 600_000, statePollMs: own.statePollMs ?? 0 },
		createGateway: () => own.gateway ?? fakeGateway(shown, faults),
		createClient: () => ({ ...fakeClient({ sent, changed, journal, faults }), ...own.client }),
		preferences: { of: () => Promise.resolve(preferences) },
		phrasebook: createPhrasebook(),
	});
	t.teardown(() => ledger.stop(0));
	return {
		...{ database, clock, ledger, workspace, instance, shown, sent, faults },
		...{ changed, journal, preferences },
		receive: (body) => receiveGreenApi(ledger.receiving, instance, body),
		write: (body) => receiveRocketChat(ledger.receiving, workspace, body),
		rows: async (id) =>
			(await stores.messages.listByMessageId(id)).toSorted((one, other) => one.id - other.id),
	};
}

const unused = (): Promise<never> => Promise.reject(new Error('No test needs this call.'));

const fakeHttp: HttpClient = {
	send: unused,
	download: () =>
		Promise.resolve({ stream: Readable.from(['bytes']), mimeType: 'image/jpeg', size: 5 }),
	close: () => Promise.resolve(),
};

function fakeGateway(shown: string[], faults: BothClouds['faults']): RocketChatGateway {
	const show = async (line: string): Promise<void> => {
		await faults.show?.(line);
		shown.push(line);
	};
	return {
		...unusedGateway,
		hasVisitor: () => Promise.resolve(false),
		registerVisitor: ({ token }) => Promise.resolve(token),
		openRoom: () => Promise.resolve({ roomId: asRoomId('room-1'), isNew: true }),
		postAsVisitor: (_room, { messageId, text }) =>
			show(`post ${messageId} ${text}`).then(() => messageId),
		async uploadAsVisitor(_room, { name }) {
			await show(`upload ${name}`);
			return asRcMessageId(`upload-${shown.length}`);
		},
		findUploads: () => Promise.resolve([]),
		editAsVisitor: (_room, { messageId, text }) => show(`edit ${messageId} ${text}`),
		deleteAsVisitor: (_room, messageId) => show(`delete ${messageId}`),
		fetchFile: () =>
			Promise.resolve({
				...{ stream: Readable.from(['bytes']), name: 'cat.jpg' },
				...{ mimeType: 'image/jpeg', size: 5 },
			}),
		notifyAgent: ({ messageId, text }) => show(`notice ${text}`).then(() => messageId),
		tellUser: ({ userId, messageId, text }) => show(`tell ${userId} ${text}`).then(() => messageId),
		ping: () => Promise.resolve(),
	};
}

function fakeClient({
	sent,
	changed,
	journal,
	faults,
}: Pick<BothClouds, 'sent' | 'changed' | 'journal' | 'faults'>): GreenApiClient {
	const change = async (line: string): Promise<void> => {
		await faults.change?.(line);
		changed.push(line);
	};
	const send = async (message: OutgoingText | OutgoingFile) => {
		await faults.send?.();
		sent.push(message);
		return asWaMessageId(`wa-${sent.length}`);
	};
	return {
		...unusedClient,
		getState: () => faults.state?.() ?? Promise.resolve('authorized'),
		...{ sendText: send, sendFile: send },
		async editText({ messageId, text }) {
			await change(`edit ${messageId} ${text}`);
			return asWaMessageId(`edit-${changed.length}`);
		},
		deleteMessage: ({ messageId }) => change(`delete ${messageId}`),
		sendReaction: ({ messageId, emoji }) => change(`react ${messageId} ${emoji}`.trim()),
		markRead: (chatId) => change(`read ${chatId}`),
		listQueue: () => Promise.resolve([]),
		listSent: () => Promise.resolve([...journal]),
	};
}

/** A customer's text as GREEN-API sends it. */
export function textWebhook({ id }: Instance, idMessage: string, textMessage: string): object {
	return messageWebhook(id, idMessage, {
		typeMessage: 'textMessage',
		textMessageData: { textMessage },
	});
}

/** A customer's photo; its link is empty until GREEN-API has the file. */
export function imageWebhook({ id }: Instance, idMessage: string, downloadUrl: string): object {
	const fileMessageData = {
		downloadUrl,
		caption: 'Look',
		fileName: 'cat.jpg',
		mimeType: 'image/jpeg',
	};
	return messageWebhook(id, idMessage, { typeMessage: 'imageMessage', fileMessageData });
}

/** Any message of the customer. `timestamp` in seconds. */
export function messageWebhook(
	idInstance: string,
	idMessage: string,
	messageData: object,
	timestamp = 1_795_356_000,
): object {
	const chatId = '79001112233@c.us';
	return {
		typeWebhook: 'incomingMessageReceived',
		instanceData: { idInstance: Number(idInstance), wid: '79000000000@c.us' },
		timestamp,
		idMessage,
		senderData: { chatId, sender: chatId, chatName: 'Mary', senderName: 'Mary' },
		messageData,
	};
}

/** What became of a message that was sent from the instance. */
export function receiptWebhook(
	{ id }: Instance,
	idMessage: string,
	status: string,
	description = '',
): object {
	return {
		typeWebhook: 'outgoingMessageStatus',
		instanceData: { idInstance: Number(id), wid: '79000000000@c.us' },
		...{ timestamp: 1_795_356_001, idMessage, status, description, chatId: '79001112233@c.us' },
	};
}

/** A text of the agent as the Omnichannel webhook carries it. */
export function agentWebhook(visitorToken: string, messageId: string, msg: string): object {
	return {
		...{ type: 'Message', _id: 'room-1', visitor: { token: visitorToken, username: 'guest-1' } },
		messages: [
			{ _id: messageId, msg, rid: 'room-1', agentId: 'jane', u: { _id: 'jane', username: 'jane' } },
		],
	};
}

type Agent = { readonly _id: string; readonly username: string; readonly name: string };

export const JANE: Agent = { _id: 'jane', username: 'jane', name: 'Jane Doe' };

/** What the app tells of messages besides new ones: `message-edited`, `message-deleted`, `message-reaction`. */
export function appWebhook(
	type: string,
	visitorToken: string,
	messages: readonly object[],
	fields: object = {},
): object {
	const visitor = { token: visitorToken, username: 'guest-1' };
	return { url: 'https://chat.example.org', type, visitor, agent: JANE, messages, ...fields };
}
