import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ExecutionContext } from 'ava';
import { RocketChatError } from '../../../src/core/domain/errors.js';
import { asRcMessageId, asVisitorToken } from '../../../src/core/domain/ids.js';
import type { RcMessageId } from '../../../src/core/domain/ids.js';
import type {
	FileStream,
	RocketChatGateway,
	VisitorRoom,
} from '../../../src/core/rocket-chat/gateway.js';
import type { RocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';

/** One way into a workspace with the agent `jane`, who is online. */
export type Way = {
	readonly sandbox: RocketChatSandbox;
	readonly gateway: RocketChatGateway;
	/** Whether this way shows reactions and receipts, or refuses them. */
	readonly showsReactions: boolean;
};

type Case = readonly [title: string, run: (t: ExecutionContext, way: Way) => Promise<void>];

const TOKEN = asVisitorToken('greenapi:0f1e2d3c4b5a69788796a5b4c3d2e1f0');
const MESSAGE = asRcMessageId('wa-1');
const ROOM_GONE = { code: 'ROCKET_CHAT_ROOM_GONE' };

/** What every way into Rocket.Chat does alike: run each against a workspace of its own. */
export const GATEWAY_CASES: readonly Case[] = [
	[
		'A visitor is known once registered, also by another name',
		async (t, { gateway }) => {
			t.false(await gateway.hasVisitor(TOKEN));
			t.is(await gateway.registerVisitor({ token: TOKEN, name: 'Mary' }), TOKEN);
			t.is(await gateway.registerVisitor({ token: TOKEN, name: 'Mary Smith' }), TOKEN);
			t.true(await gateway.hasVisitor(TOKEN));
		},
	],
	[
		'A department that is not there is refused by its own name',
		async (t, { gateway }) => {
			const visitor = { token: TOKEN, name: 'Mary', department: 'Nowhere' };
			const unknown = { code: 'ROCKET_CHAT_DEPARTMENT_UNKNOWN' };
			await t.throwsAsync(gateway.registerVisitor(visitor), unknown);
		},
	],
	[
		'A visitor has one open room',
		async (t, { gateway, sandbox }) => {
			const visitorToken = await gateway.registerVisitor({ token: TOKEN, name: 'Mary' });
			const first = await gateway.openRoom({ visitorToken });
			t.true(first.isNew);
			t.deepEqual(await gateway.openRoom({ visitorToken }), { ...first, isNew: false });
			await gateway.closeRoom({ visitorToken, roomId: first.roomId });
			t.false(sandbox.rooms.some(({ isOpen }) => isOpen));
			const next = await gateway.openRoom({ visitorToken });
			t.true(next.isNew);
			t.not(next.roomId, first.roomId);
		},
	],
	[
		'An agent who is wished for gets the room, and nobody is kept out for one who is away',
		async (t, { gateway, sandbox }) => {
			const bob = sandbox.addUser({ username: 'bob', roles: ['livechat-agent'] });
			const { roomId, visitorToken } = await begin(gateway, { agentUserId: bob.userId });
			t.is(sandbox.room(roomId)?.servedBy, 'bob');
			t.is((await gateway.openRoom({ visitorToken })).servedBy, 'bob');
			await gateway.closeRoom({ roomId, visitorToken });
			sandbox.setAgentOnline('bob', false);
			t.true((await begin(gateway, { agentUserId: bob.userId })).roomId !== roomId);
		},
	],
	[
		'Without an agent online no room is opened',
		async (t, { gateway, sandbox }) => {
			sandbox.setAgentOnline('jane', false);
			const error = await t.throwsAsync(begin(gateway), { code: 'ROCKET_CHAT_NO_AGENT_ONLINE' });
			t.like(error, { disposition: 'wait', certain: true });
		},
	],
	[
		'A message is posted once, however often, and can be changed and deleted by its id',
		async (t, { gateway, sandbox }) => {
			const room = await begin(gateway);
			const text = { messageId: MESSAGE, text: 'Hello', since: Date.now() };
			const id = await gateway.postAsVisitor(room, text);
			t.is(await gateway.postAsVisitor(room, text), id);
			t.deepEqual(saidBy(sandbox, room), ['Hello']);
			await gateway.editAsVisitor(room, { messageId: id, text: 'Hello!' });
			t.deepEqual(saidBy(sandbox, room), ['Hello!']);
			await gateway.deleteAsVisitor(room, id);
			await gateway.deleteAsVisitor(room, id);
			t.deepEqual(saidBy(sandbox, room), []);
			const gone = gateway.editAsVisitor(room, { messageId: id, text: 'x' });
			await t.throwsAsync(gone, { code: 'ROCKET_CHAT_MESSAGE_UNKNOWN' });
		},
	],
	[
		'Two messages with the same words are two',
		async (t, { gateway, sandbox }) => {
			const room = await begin(gateway);
			const first = await gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'ok' });
			const second = await gateway.postAsVisitor(room, {
				...{ messageId: asRcMessageId('wa-2'), text: 'ok' },
			});
			t.not(first, second);
			t.deepEqual(saidBy(sandbox, room), ['ok', 'ok']);
		},
	],
	[
		'A file is posted with its name and caption, and is found by the name',
		async (t, { gateway, sandbox }) => {
			const room = await begin(gateway);
			t.deepEqual(await gateway.findUploads(room, 'päckchen.jpg'), []);
			const id = await upload(t, gateway, room);
			t.deepEqual(await gateway.findUploads(room, 'päckchen.jpg'), [id]);
			const [stored] = sandbox.messages(room.roomId).filter(({ _id }) => _id === id);
			t.is(stored?.file?.name, 'päckchen.jpg');
			t.true([stored?.description, stored?.text].includes('The parcel'));
		},
	],
	[
		'A room that is closed is gone',
		async (t, { gateway, sandbox }) => {
			const room = await begin(gateway);
			sandbox.closeRoom(room.roomId);
			const file = photo();
			const caption = { messageId: MESSAGE, caption: '' };
			await t.throwsAsync(
				gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'Hi' }),
				ROOM_GONE,
			);
			await t.throwsAsync(gateway.uploadAsVisitor(room, file, caption), ROOM_GONE);
			t.true(file.stream.destroyed);
			t.deepEqual(saidBy(sandbox, room), []);
		},
	],
	[
		'A line for the agents is there once',
		async (t, { gateway, sandbox }) => {
			const { roomId } = await begin(gateway);
			const notice = { roomId, messageId: asRcMessageId('garc-1'), text: 'Not delivered.' };
			const id = await gateway.notifyAgent(notice);
			t.is(await gateway.notifyAgent(notice), id);
			const lines = sandbox.messages(roomId).filter(({ text }) => text === 'Not delivered.');
			t.true(lines.length <= 1, 'it may be for the agent’s eyes only');
		},
	],
	[
		'Reactions and receipts are shown, or refused so that a line can say them',
		async (t, { gateway, showsReactions }) => {
			const room = await begin(gateway);
			const messageId = await gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'Hi' });
			const { roomId } = room;
			const react = gateway.react({ roomId, messageId, add: [':+1:'], remove: [] });
			if (showsReactions) await t.notThrowsAsync(react);
			else await t.throwsAsync(react, { code: 'ROCKET_CHAT_UNSUPPORTED' });
		},
	],
	[
		'An agent’s file comes byte for byte',
		async (t, { gateway, sandbox }) => {
			const room = await begin(gateway);
			const files = [{ name: 'scan.pdf', mimeType: 'application/pdf', bytes: 'PDF bytes' }];
			const id = sandbox.agentSays(room.roomId, { username: 'jane', files });
			const sent = sandbox.messages(room.roomId).find(({ _id }) => _id === id);
			const file = await gateway.fetchFile(room, sent?.file?.path ?? '');
			t.is((await buffer(file.stream)).toString(), 'PDF bytes');
		},
	],
	[
		'A workspace that is there answers',
		async (t, { gateway }) => {
			await t.notThrowsAsync(gateway.ping());
		},
	],
];

async function begin(
	gateway: RocketChatGateway,
	wish: { readonly agentUserId?: string } = {},
): Promise<VisitorRoom> {
	const visitorToken = await gateway.registerVisitor({ token: TOKEN, name: 'Mary' });
	const { roomId } = await gateway.openRoom({ visitorToken, ...wish });
	return { visitorToken, roomId };
}

function saidBy(sandbox: RocketChatSandbox, { roomId }: VisitorRoom): readonly string[] {
	return sandbox
		.messages(roomId)
		.filter(({ from }) => from === 'visitor')
		.map(({ text }) => text);
}

/** As the ledger does it: an error that is certain and says "retry" is tried again, with the bytes anew. */
async function upload(
	t: ExecutionContext,
	gateway: RocketChatGateway,
	room: VisitorRoom,
): Promise<RcMessageId> {
	const file = photo();
	const caption = { messageId: MESSAGE, caption: 'The parcel' };
	try {
		return await gateway.uploadAsVisitor(room, file, caption);
	} catch (error) {
		const isToBeRepeated = error instanceof RocketChatError && error.disposition === 'retry';
		if (!isToBeRepeated || !error.certain) throw error;
		return await gateway.uploadAsVisitor(room, photo(), caption);
	} finally {
		t.true(file.stream.destroyed);
	}
}

function photo(): FileStream {
	const bytes = Buffer.from('JPEG bytes');
	const stream = Readable.from([bytes]);
	return { stream, name: 'päckchen.jpg', mimeType: 'image/jpeg', size: bytes.length };
}
