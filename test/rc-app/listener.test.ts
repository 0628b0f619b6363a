import test from 'ava';
import { loadApp } from '../support/load-app.js';

type Body = { type: string; agent?: { _id: string } };
type Listener = Record<
	'assigned' | 'unassigned' | 'transferred',
	(context: object, tools: object) => Promise<void>
>;
const { createListener } = loadApp<{ createListener(parts: object): Listener }>(
	'src/events/listener',
);

/** What the listener puts; `servedBy` is who serves the room by now. */
function createRoom(servedBy?: object) {
	const room = { id: 'room1', type: 'l', visitor: { id: 'v1', token: 'greenapi:1' } };
	const put: Body[] = [];
	const listener = createListener({
		async put(_roomId: string, _tools: object, build: () => Promise<{ body: Body }>) {
			put.push((await build()).body);
		},
		appUser: { isOwn: () => false },
		isOurReaction: () => false,
		visitorWrote: () => undefined,
	});
	const tools = {
		read: {
			getRoomReader: () => ({ getById: () => Promise.resolve({ ...room, servedBy }) }),
			getEnvironmentReader: () => ({
				getServerSettings: () => ({ getValueById: () => Promise.resolve('https://chat.test') }),
			}),
		},
	};
	return { listener, tools, put, room: { ...room, servedBy: { id: 'jane', username: 'jane' } } };
}

test('who was assigned in a department stays known when the transfer is told after it', async (t) => {
	const bob = { id: 'bob', username: 'bob' };
	const { listener, tools, put, room } = createRoom(bob);
	await listener.assigned({ room, agent: bob }, tools);
	await listener.transferred({ room, type: 'department', to: { id: 'sales' } }, tools);
	t.deepEqual(
		put.map(({ type, agent }) => [type, agent?._id]),
		[
			['LivechatSessionTaken', 'bob'],
			['LivechatSessionForwarded', 'bob'],
		],
	);
});

test('a room that went back to the queue is served by nobody', async (t) => {
	const { listener, tools, put, room } = createRoom();
	await listener.unassigned({ room, agent: room.servedBy }, tools);
	await listener.transferred({ room, type: 'department', to: { id: 'sales' } }, tools);
	t.deepEqual(
		put.map(({ type, agent }) => [type, agent]),
		[
			['LivechatSessionForwarded', undefined],
			['LivechatSessionForwarded', undefined],
		],
	);
});
