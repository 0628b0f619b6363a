import type { Author, User } from '../../src/sandbox/rocket-chat/types.js';
import type { WorkspaceListener } from '../../src/sandbox/rocket-chat/workspace.js';
import type { Converters } from './converters.js';
import type { AppsEngine } from './installed.js';

type Fire = (event: string, data: unknown) => void;

/**
 * What happens in the workspace, as the events that Rocket.Chat triggers. Nobody waits for what an app does with one.
 * Since engine 1.53 system messages have an event of their own.
 */
export function createEvents(
	converters: Converters,
	{ engine, fire }: { readonly engine: AppsEngine; readonly fire: Fire },
): WorkspaceListener {
	const userOr = (by: Author) => converters.userById(by._id) ?? { ...by, id: by._id };
	const systemMessage = engine === 'vm2' ? 'IPostMessageSent' : 'IPostSystemMessageSent';

	return {
		stored(message) {
			const event = message.t === undefined ? 'IPostMessageSent' : systemMessage;
			fire(event, converters.message(message));
		},
		edited(message) {
			fire('IPostMessageUpdated', converters.message(message));
		},
		deleted(message, by) {
			fire('IPostMessageDeleted', { message: converters.message(message), user: userOr(by) });
		},
		reacted(message, by, reaction, isReacted) {
			const user = converters.user(by);
			const data = { message: converters.message(message), user, reaction, isReacted };
			fire('IPostMessageReacted', data);
		},
		closed(room) {
			fire('IPostLivechatRoomClosed', converters.room(room));
		},
		assigned(room, agent) {
			const data = { room: converters.room(room), agent: converters.user(agent) };
			fire('IPostLivechatAgentAssigned', data);
		},
		transferred(room, from: User | undefined, to) {
			fire('IPostLivechatRoomTransferred', {
				...{ type: 'agent', room: converters.room(room) },
				...{ from: converters.user(from), to: converters.user(to) },
			});
		},
	};
}
