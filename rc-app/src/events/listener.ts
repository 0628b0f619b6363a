import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { AppUser } from '../app-user';
import { createLately } from '../lately';
import type { Author, RoomEvent } from '../outbox/event';
import type { Reactions } from '../reactions';
import { siteUrl } from '../site-url';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import { deletionBody, editBody, messageBody, reactionBody, sessionBody } from './bodies';
import type { Body, Scene } from './bodies';
import { fieldsOf, textOf, timeOf } from './fields';
import { editedAt, isBridgeRoom, isByAgent, isByVisitor, isSomebody, isWritten } from './filter';

/** Where events go: `build` runs after what was put before it for that room. */
export type Put = (
	roomId: string,
	tools: Tools,
	build: () => Promise<RoomEvent | undefined>,
) => Promise<void>;

/** What Rocket.Chat tells the app. Each takes what the engine hands over, whatever is missing in it, and never throws. */
export type Listener = {
	sent(message: unknown, tools: Tools): Promise<void>;
	updated(message: unknown, tools: Tools): Promise<void>;
	deleted(context: unknown, tools: Tools): Promise<void>;
	reacted(context: unknown, tools: Tools): Promise<void>;
	closed(room: unknown, tools: Tools): Promise<void>;
	assigned(context: unknown, tools: Tools): Promise<void>;
	transferred(context: unknown, tools: Tools): Promise<void>;
};

/** Edits that were told already; the daemon would know them again, so forgetting one does no harm. */
const EDITS_KEPT = 2000;
const DAY_MS = 86_400_000;
/** Rocket.Chat's own times count when they are about now: they order what handlers of one moment overtake. */
const ABOUT_NOW_MS = 60_000;
const WORDS = 40;

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
	const edits = createLately<string>(DAY_MS, EDITS_KEPT, now);

	/** Puts the event of a room of the bridge; `make` is given the room in full. */
	async function tell(
		tools: Tools,
		room: unknown,
		make: (
			room: unknown,
		) =>
			{ agent: unknown; body: (scene: Scene) => Body; at?: unknown; author?: Author } | undefined,
	): Promise<void> {
		const { id } = fieldsOf(room);
		if (typeof id !== 'string' || fieldsOf(room)['type'] !== 'l') return;
		const arrivedAt = now();
		await put(id, tools, async () => {
			const full = await bridgeRoom(room, id, tools.read);
			const made = full === undefined ? undefined : make(full);
			if (made === undefined) return undefined;
			const scene = { url: await siteUrl(tools.read), room: full, agent: made.agent };
			const { author } = made;
			return {
				roomId: id,
				at: aboutNow(made.at, arrivedAt),
				body: made.body(scene),
				...(author && { author }),
			};
		});
	}

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
			return tell(tools, room, () => ({
				// To a department: who serves it there is told by the assignment that follows.
				agent: type === 'agent' ? to : undefined,
				body: (scene) => sessionBody('LivechatSessionForwarded', scene),
			}));
		},
	};

	function aboutNow(value: unknown, arrivedAt: number): number {
		const time = timeOf(value);
		return time !== undefined && Math.abs(arrivedAt - time) < ABOUT_NOW_MS ? time : arrivedAt;
	}
}

/** The room with its visitor (which some events leave out); undefined when it is none of the bridge's. */
async function bridgeRoom(room: unknown, id: string, read: IRead): Promise<unknown> {
	const { visitor } = fieldsOf(room);
	const full =
		textOf(fieldsOf(visitor)['token']) !== ''
			? room
			: await orUndefined(() => read.getRoomReader().getById(id));
	return isBridgeRoom(full) ? full : undefined;
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
