import { RocketChatError } from '../../../src/core/domain/errors.js';
import { asRcMessageId, asRoomId } from '../../../src/core/domain/ids.js';
import type { RocketChatGateway } from '../../../src/core/rocket-chat/gateway.js';
import { unusedGateway } from '../../support/unused-calls.js';

/** One room that keeps its messages as Rocket.Chat does: the same id is stored once, and can be changed and deleted. */
export type RoomModel = {
	readonly gateway: RocketChatGateway;
	/** The messages that hold this text, or quote one that does, in order; of quotes only what stands below them. */
	texts(mark: string): readonly string[];
	/** The reactions at those messages. */
	reactions(mark: string): readonly string[];
};

/** By `app` the messages have ids of the room's own, and reactions stand at the messages. */
export function createRoomModel(way: 'rest' | 'app' = 'rest'): RoomModel {
	const messages = new Map<string, string>();
	const reactions = new Map<string, Set<string>>();
	const idOf = (name: string) => asRcMessageId(way === 'app' ? `own${name.slice(2)}` : name);
	const required = (messageId: string): void => {
		if (messages.has(messageId)) return;
		throw refusal('ROCKET_CHAT_MESSAGE_UNKNOWN');
	};
	const marked = (mark: string) =>
		[...messages].filter(([, text]) => new RegExp(`\\b${mark}\\b`).test(text));
	return {
		gateway: {
			...unusedGateway,
			hasVisitor: () => Promise.resolve(false),
			registerVisitor: ({ token }) => Promise.resolve(token),
			openRoom: () => Promise.resolve({ roomId: asRoomId('room-1'), isNew: true }),
			postAsVisitor: async (_room, { messageId, text }) => {
				const id = idOf(messageId);
				if (!messages.has(id)) messages.set(id, text);
				return Promise.resolve(id);
			},
			editAsVisitor: async (_room, { messageId, text }) => {
				required(messageId);
				messages.set(messageId, text);
				return Promise.resolve();
			},
			deleteAsVisitor: async (_room, messageId) => {
				messages.delete(messageId);
				return Promise.resolve();
			},
			react: async ({ messageId, add, remove }) => {
				if (way === 'rest') throw refusal('ROCKET_CHAT_UNSUPPORTED');
				required(messageId);
				const left = new Set([...(reactions.get(messageId) ?? []), ...add]);
				for (const name of remove) left.delete(name);
				reactions.set(messageId, left);
				return Promise.resolve();
			},
			notifyAgent: ({ messageId }) => Promise.resolve(messageId),
			findUploads: () => Promise.resolve([asRcMessageId('none')].slice(1)),
			ping: () => Promise.resolve(),
		},
		texts: (mark) =>
			marked(mark).map(([, text]) =>
				text.replace(/^> \[↩\][^\n]*\n/, '').replace(/^The customer /, ''),
			),
		reactions: (mark) => marked(mark).flatMap(([id]) => [...(reactions.get(id) ?? [])]),
	};
}

function refusal(code: string): RocketChatError {
	return new RocketChatError(`refused: ${code}`, { code, help: 'Nothing to do.' });
}
