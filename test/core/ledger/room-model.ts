import { RocketChatError } from '../../../src/core/domain/errors.js';
import { asRcMessageId, asRoomId } from '../../../src/core/domain/ids.js';
import type { RocketChatGateway } from '../../../src/core/rocket-chat/gateway.js';
import { unusedGateway } from '../../support/unused-calls.js';

/** One room that keeps its messages as Rocket.Chat does: the same id is stored once, and can be changed and deleted. */
export type RoomModel = {
	readonly gateway: RocketChatGateway;
	/** The messages that hold this text, or quote one that does, in order; of quotes only what stands below them. */
	texts(mark: string): readonly string[];
};

export function createRoomModel(): RoomModel {
	const messages = new Map<string, string>();
	const required = (messageId: string): void => {
		if (messages.has(messageId)) return;
		throw new RocketChatError('There is no such message.', {
			code: 'ROCKET_CHAT_MESSAGE_UNKNOWN',
			help: 'Nothing to do.',
		});
	};
	return {
		gateway: {
			...unusedGateway,
			hasVisitor: () => Promise.resolve(false),
			registerVisitor: ({ token }) => Promise.resolve(token),
			openRoom: () => Promise.resolve({ roomId: asRoomId('room-1'), isNew: true }),
			postAsVisitor: async (_room, { messageId, text }) => {
				if (!messages.has(messageId)) messages.set(messageId, text);
				return Promise.resolve(messageId);
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
			notifyAgent: ({ messageId }) => Promise.resolve(messageId),
			findUploads: () => Promise.resolve([asRcMessageId('none')].slice(1)),
			ping: () => Promise.resolve(),
		},
		texts: (mark) =>
			[...messages.values()]
				.filter((text) => new RegExp(`\\b${mark}\\b`).test(text))
				.map((text) => text.replace(/^> \[↩\][^\n]*\n/, '').replace(/^The customer /, '')),
	};
}
