import type { AppUser } from '../app-user';
import { createLately } from '../lately';
import type { Author } from '../outbox/event';
import type { Reactions } from '../reactions';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import { deletionBody, editBody, messageBody, reactionBody, sessionBody } from './bodies';
import { fieldsOf, textOf } from '../fields';
import { editedAt, isByAgent, isByVisitor, isSomebody, isWritten } from './filter';
import { createTell } from './tell';
import type { Put, Tell } from './tell';

/** What Rocket.Chat tells the app. Each takes what the engine hands over, whatever is missing in it, and never throws. */
export type Listener = {
	sent(message: unknown, tools: Tools): Promise<void>;
	updated(message: unknown, tools: Tools): Promise<void>;
	deleted(context: unknown, tools: Tools): Promise<void>;
	reacted(context: unknown, tools: Tools): Promise<void>;
	closed(room: unknown, tools: Tools): Promise<void>;
	assigned(context: unknown, tools: Tools): Promise<void>;
	/** Back in the queue. */
	unassigned(context: unknown, tools: Tools): Promise<void>;
	transferred(context: unknown, tools: Tools): Promise<void>;
};

/** Edits that were told already; the daemon would know them again, so forgetting one does no harm. */
const EDITS_KEPT = 2000;
const DAY_MS = 86_400_000;
const WORDS = 40;

/** Everything that an app is told of a message and of a room. */
export function createListener({
	put,
	appUser,
	isOurReaction,
	visitorWrote,
	now = Date.now,
}: {
	put: Put;
	appUser: AppUser;
	isOurReaction: Reactions['isOurs'];
	/** Told of every message of the bridge's visitors: how posts and uploads learn their ids. */
	visitorWrote: (message: unknown, room: unknown) => void;
	now?: () => number;
}): Listener {
	const tell = createTell(put, now);
	return {
		...createWordListener({ tell, appUser, visitorWrote, now }),
		...createAfterthoughtListener({ tell, appUser, isOurReaction, now }),
		...createRoomListener(tell),
	};
}

/** What is written, and written anew. */
function createWordListener({
	tell,
	appUser,
	visitorWrote,
	now,
}: {
	tell: Tell;
	appUser: AppUser;
	visitorWrote: (message: unknown, room: unknown) => void;
	now: () => number;
}): Pick<Listener, 'sent' | 'updated'> {
	const edits = createLately<string>(DAY_MS, EDITS_KEPT, now);
	return {
		sent: (message, tools) =>
			tell(tools, fieldsOf(message)['room'], (room) => {
				if (isWritten(message) && isByVisitor(message, room)) visitorWrote(message, room);
				if (!isByAgent(message, room, appUser.isOwn)) return undefined;
				const { sender, createdAt } = fieldsOf(message);
				return {
					agent: sender,
					body: (scene) => messageBody(scene, message),
					at: createdAt,
					author: authorOf(sender, message),
				};
			}),

		updated: (message, tools) =>
			tell(tools, fieldsOf(message)['room'], (room) => {
				const at = editedAt(message, appUser.isOwn);
				const { id, editor } = fieldsOf(message);
				if (at === undefined || !isByAgent(message, room, appUser.isOwn)) return undefined;
				if ((edits.get(textOf(id)) ?? '') >= at) return undefined;
				edits.set(textOf(id), at);
				return {
					agent: editor,
					body: (scene) => editBody(scene, message),
					at,
					author: authorOf(editor, message),
				};
			}),
	};
}

/** What is done to a message later. */
function createAfterthoughtListener({
	tell,
	appUser,
	isOurReaction,
	now,
}: {
	tell: Tell;
	appUser: AppUser;
	isOurReaction: Reactions['isOurs'];
	now: () => number;
}): Pick<Listener, 'deleted' | 'reacted'> {
	return {
		deleted(context, tools) {
			const { message, user } = fieldsOf(context);
			return tell(tools, fieldsOf(message)['room'], (room) => {
				if (!isByAgent(message, room, appUser.isOwn) || appUser.isOwn(user)) return undefined;
				const agent = isSomebody(user) ? user : fieldsOf(message)['sender'];
				const { id: userId } = fieldsOf(agent);
				// The message is gone, so nothing can be marked.
				return {
					agent,
					body: (scene) => deletionBody(scene, message),
					author: { userId: textOf(userId), words: wordsOf(message) },
					deletes: textOf(fieldsOf(message)['id']),
				};
			});
		},

		reacted(context, tools) {
			const { message, user, reaction, isReacted } = fieldsOf(context);
			const at = new Date(now());
			const how = { name: textOf(reaction), isRemoved: isReacted === false, at };
			const messageId = textOf(fieldsOf(message)['id']);
			const userId = textOf(fieldsOf(user)['id']);
			const isOurs =
				isOurReaction({ ...how, messageId, userId }) ||
				appUser.isOwn(user) ||
				appUser.isOwn(fieldsOf(message)['sender']);
			if (isOurs || !isSomebody(user) || !isWritten(message)) return Promise.resolve();
			return tell(tools, fieldsOf(message)['room'], () => {
				return {
					agent: user,
					body: (scene) => reactionBody(scene, message, how),
					author: { userId, words: how.name },
				};
			});
		},
	};
}

function createRoomListener(
	tell: Tell,
): Pick<Listener, 'closed' | 'assigned' | 'unassigned' | 'transferred'> {
	return {
		closed: (room, tools) =>
			tell(tools, room, (full) => {
				const { closedBy, servedBy } = fieldsOf(full);
				const agent = isSomebody(servedBy) ? servedBy : closedBy;
				return { agent, body: (scene) => sessionBody('LivechatSession', scene) };
			}),

		assigned(context, tools) {
			const { room, agent } = fieldsOf(context);
			return tell(tools, room, () => ({
				agent,
				body: (scene) => sessionBody('LivechatSessionTaken', scene),
			}));
		},

		transferred(context, tools) {
			const { room, to, type } = fieldsOf(context);
			return tell(tools, room, async (full) => ({
				// Rocket.Chat tells of a department after somebody there was assigned
				// (RocketChat/Rocket.Chat apps/meteor/app/livechat/server/lib/Helper.ts).
				agent: type === 'agent' ? to : await servedBy(full, tools),
				body: (scene) => sessionBody('LivechatSessionForwarded', scene),
			}));
		},

		unassigned(context, tools) {
			return tell(tools, fieldsOf(context)['room'], async (full) => ({
				agent: await servedBy(full, tools),
				body: (scene) => sessionBody('LivechatSessionForwarded', scene),
			}));
		},
	};
}

/** Who serves the room at this moment: an event's own room may be of the moment before. */
async function servedBy(room: unknown, { read }: Tools): Promise<unknown> {
	const id = textOf(fieldsOf(room)['id']);
	return fieldsOf(await orUndefined(() => read.getRoomReader().getById(id)))['servedBy'];
}

function authorOf(user: unknown, message: unknown): Author {
	const { id } = fieldsOf(message);
	return {
		userId: textOf(fieldsOf(user)['id']),
		messageId: textOf(id),
		words: wordsOf(message),
	};
}

/** The first words of a message, without the link of a quote; the name of its file when it has no words. */
function wordsOf(message: unknown): string {
	const { text, file } = fieldsOf(message);
	const words = textOf(text)
		.replace(/^(\[ \]\([^)]*\)\s*)+/, '')
		.replace(/\s+/g, ' ')
		.trim();
	const named = words === '' ? textOf(fieldsOf(file)['name']) : words;
	return named.length > WORDS ? `${Array.from(named).slice(0, WORDS).join('')}…` : named;
}
