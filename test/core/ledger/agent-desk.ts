import type { ExecutionContext } from 'ava';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import type { RocketChatReceived } from '../../../src/core/ledger/receive-rocket-chat.js';
import type { Engine } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { appWebhook, connectClouds, textWebhook } from './both-clouds.js';
import type { BothClouds } from './both-clouds.js';

/** An agent at the app: what they write and do to messages, and what became of it. */
export type Desk = BothClouds & {
	readonly visitorToken: string;
	says(id: string, msg: string, fields?: object): Promise<RocketChatReceived>;
	edits(id: string, msg: string, editedAt: string, fields?: object): Promise<RocketChatReceived>;
	deletes(id: string, fields?: object): Promise<RocketChatReceived>;
	reacts(id: string, reaction: string, fields?: object): Promise<RocketChatReceived>;
	/** The outbound rows of that message, of one kind, once there are so many and none is pending. */
	settled(id: string, kind: LedgerMessage['kind'], count?: number): Promise<LedgerMessage[]>;
	/** What the agent reads in the room, once there are so many notices. */
	notices(count: number): Promise<readonly string[]>;
};

/** A customer has written `A1`; nothing is delivered before `ledger.start()`. */
export async function openDesk(
	t: ExecutionContext,
	engine: Engine,
	own: Parameters<typeof connectClouds>[2] = {},
): Promise<Desk> {
	const clouds = await connectClouds(t, engine, own);
	await clouds.receive(textWebhook(clouds.instance, 'A1', 'Hello'));
	const { visitorToken } = (await clouds.database.stores.chats.find(1))!;
	const written = (id: string, msg: string, fields: object = {}) => ({
		...{ _id: id, msg, rid: 'room-1', agentId: 'jane' },
		u: { _id: 'jane', username: 'jane', name: 'Jane Doe' },
		...fields,
	});
	const call = (type: string, message: object, fields?: object) =>
		clouds.write(appWebhook(type, visitorToken, [message], fields));
	return {
		...clouds,
		visitorToken,
		says: (id, msg, fields) => call('message', written(id, msg, fields)),
		edits: (id, msg, editedAt, fields) =>
			call('message-edited', written(id, msg, { editedAt, ...fields })),
		deletes: (id, fields) => call('message-deleted', { _id: id, rid: 'room-1' }, fields),
		reacts: (id, reaction, fields) =>
			call('message-reaction', { _id: id, rid: 'room-1' }, { reaction, ...fields }),
		settled: (id, kind, count = 1) => settled(clouds, { id, kind, count }),
		notices: (count) => noticesIn(clouds, count),
	};
}

function settled(
	clouds: BothClouds,
	{ id, kind, count }: { id: string; kind: LedgerMessage['kind']; count: number },
): Promise<LedgerMessage[]> {
	return waitFor(
		async () => {
			const rows = (await clouds.rows(id)).filter(
				(row) => row.direction === 'outbound' && row.kind === kind,
			);
			const isSettled = rows.length === count && rows.every(({ state }) => state !== 'pending');
			return isSettled ? rows : undefined;
		},
		{ label: `${count} settled rows of the kind ${kind} of ${id}` },
	);
}

function noticesIn({ shown }: BothClouds, count: number): Promise<readonly string[]> {
	return waitFor(
		() => {
			const notices = shown.filter((line) => line.startsWith('notice '));
			return notices.length >= count ? notices : undefined;
		},
		{ label: `${count} notices` },
	);
}

/** The visible text of an answer for the app; '' when it is none. */
export function refusalOf({ answer }: RocketChatReceived): string {
	return 'message' in answer ? answer.message : '';
}
