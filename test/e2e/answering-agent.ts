import type { ExecutionContext } from 'ava';
import type { InstanceView, SentRecord } from '../../src/sandbox/green-api/types.js';
import type { MessageView, RoomView } from '../../src/sandbox/rocket-chat/types.js';
import { createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import type { World, WorldOptions } from '../support/world.js';

export const CHAT = '79001112233@c.us';
const AGENT = { username: 'ann', name: 'Ann Poe' };

/** Status and body of an answer. */
export type Answered = readonly [status: number, body: { status?: string; message?: string }];

/** A daemon, a customer's question in a room, and an agent who has the app. */
export type Answering = World & {
	readonly databaseUrl: string;
	readonly instance: InstanceView;
	/** Ids of the question in WhatsApp and in Rocket.Chat. */
	readonly asked: string;
	readonly question: MessageView;
	readonly room: RoomView;
	/** The agent's id in Rocket.Chat. */
	readonly agentId: string;
	/** Any body, to any of the daemons. */
	post(body: object, options?: { daemonUrl?: string; token?: string }): Promise<Answered>;
	/** A call of the app about one message of the room. */
	call(type: string, message: object, fields?: object): Promise<Answered>;
	/** The message `R1` of the agent. */
	written(msg: string, fields?: object): object;
	/** A command in the name of the administrator. */
	prefers(name: string, value: string): Promise<void>;
	/** What the customer has got, once it is so much and nothing waits any more. */
	got(count: number): Promise<readonly SentRecord[]>;
};

type Options = Omit<WorldOptions, 'databaseUrl'> & {
	/** Set before the customer writes. */
	readonly preferences?: Readonly<Record<string, string>>;
};

/** `preferences` count from the first message on. */
export async function openRoom(
	t: ExecutionContext,
	engine: Engine,
	{ preferences = {}, ...options }: Options = {},
): Promise<Answering> {
	const { url: databaseUrl } = await createTestDatabase(t, engine);
	const world = await startWorld(t, { databaseUrl, ...options });
	const { greenApi, rocketChat, idInstance } = world.stage;
	const prefers = async (name: string, value: string): Promise<void> => {
		await world.stage.command(world.daemonUrl, 'set-preference', { name, value });
	};
	for (const [name, value] of Object.entries(preferences)) await prefers(name, value);
	const asked = greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	const isQuestion = ({ text }: MessageView): boolean => text === 'Hello';
	const question = await waitFor(
		() => rocketChat.rooms.flatMap(({ rid }) => rocketChat.messages(rid)).find(isQuestion),
		{ label: 'the question' },
	);
	const room = rocketChat.rooms[0]!;
	const instance = greenApi.instance(idInstance);
	const agentId = await registerAgent(world);
	const agent = { ...AGENT, _id: agentId };
	const post: Answering['post'] = async (body, { daemonUrl, token } = {}) => {
		const answer = await fetch(`${daemonUrl ?? world.daemonUrl}/api/webhook/rocket`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-rocketchat-livechat-token': token ?? world.tokens.webhookToken,
			},
			body: JSON.stringify(body),
		});
		return [answer.status, (await answer.json()) as Answered[1]];
	};
	return {
		...world,
		...{ databaseUrl, instance, asked, question, room, agentId, post, prefers },
		call: (type, message, fields = {}) =>
			post({
				...{ type, url: rocketChat.url, visitor: { token: room.visitorToken }, agent },
				...{ messages: [{ rid: room.rid, ...message }], ...fields },
			}),
		written: (msg, fields = {}) => ({ _id: 'R1', msg, agentId, u: agent, ...fields }),
		got: (count) =>
			waitFor(
				() => {
					const sent = instance.sentTo(CHAT);
					return sent.length >= count && instance.queue.length === 0 ? sent : undefined;
				},
				{ label: `${count} messages to the customer` },
			),
	};
}

/** Answers the agent's id in Rocket.Chat. */
async function registerAgent({ stage, daemonUrl }: World): Promise<string> {
	const email = 'ann@example.org';
	const roles = ['livechat-agent', 'user'];
	const { userId, authToken } = stage.rocketChat.addUser({ ...AGENT, email, roles });
	const credentials = { rocketChatId: userId, rocketChatToken: authToken };
	await stage.command(daemonUrl, 'register-agent', { ...credentials, email, roles });
	return userId;
}
