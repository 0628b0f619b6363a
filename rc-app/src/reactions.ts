import type { IMessageUpdater, IModify } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessage, Reaction } from '@rocket.chat/apps-engine/definition/messages';
import type { AppUser } from './app-user';
import { fieldsOf, textOf } from './fields';
import { createLately } from './lately';
import { orUndefined } from './tools';
import type { Tools } from './tools';

/**
 * Reactions that the app makes. Rocket.Chat lets only those react in an Omnichannel room who may enter it: its agent, and
 * the roles livechat-manager, livechat-monitor and admin (RocketChat/Rocket.Chat
 * apps/meteor/app/reactions/server/setReaction.ts, apps/meteor/server/services/authorization/canAccessRoomLivechat.ts).
 * So the app reacts as its own user where that has such a role. Its marks may also be in the name of the agent who serves the
 * room; a customer's reaction never is: nobody shall read that the agent did what the customer did.
 */
export type Reactions = {
	/** Whether this Rocket.Chat has reactions for apps at all. */
	areThere(modify: IModify): boolean;
	/** Those of `names` that the app put under a message. */
	under(message: IMessage, names: readonly string[], tools: Tools): Promise<readonly string[]>;
	/** False when Rocket.Chat did not take it. */
	add(message: IMessage, name: string, tools: Tools, who: Who): Promise<boolean>;
	remove(message: IMessage, name: string, tools: Tools, who: Who): Promise<void>;
	/** Whether an event tells of something that the app itself did; asked once for each event. */
	isOurs(event: ReactionEvent): boolean;
};

/** In whose name the app may react. */
export type Who = 'own user' | 'own user or agent';

export type ReactionEvent = {
	readonly messageId: string;
	readonly userId: string;
	readonly name: string;
	readonly isRemoved: boolean;
};

type Reactor = { readonly id: string; readonly username: string };

const EVENT_COMES_MS = 60_000;
const KEPT = 5000;
const HOUR_MS = 3_600_000;

/** Absent in the engine of Rocket.Chat 6.9 and in the first ones after it. */
function updaterOf(modify: IModify): IMessageUpdater | undefined {
	const updater: { getMessageUpdater?: () => IMessageUpdater } = modify.getUpdater();
	return updater.getMessageUpdater?.();
}

export function createReactions(appUser: AppUser, now: () => number = Date.now): Reactions {
	const ours = createOurs(now);
	const addAs = createAddAs(ours);
	/** The app's own user may not enter rooms: roles rarely change, so that is not tried again for an hour. */
	const refused = createLately<true>(HOUR_MS, 1, now);

	async function reactors(
		message: IMessage,
		{ read }: Tools,
		who: Who,
	): Promise<readonly Reactor[]> {
		const own = await appUser.find(read);
		const agent = who === 'own user' ? undefined : await servingAgent(message, read);
		return [...(own === undefined ? [] : [own]), ...(agent === undefined ? [] : [agent])];
	}

	/** Also the author, who may have served the room until it was transferred. Rocket.Chat may refuse to react as them now. */
	async function formerReactors(
		message: IMessage,
		tools: Tools,
		who: Who,
	): Promise<readonly Reactor[]> {
		const now = await reactors(message, tools, who);
		const author = who === 'own user' ? undefined : reactorOf(message.sender);
		return author === undefined || now.some(({ id }) => id === author.id) ? now : [...now, author];
	}

	return {
		areThere: (modify) => updaterOf(modify) !== undefined,

		async under(message, names, tools) {
			const users = await formerReactors(message, tools, 'own user or agent');
			return names.filter((name) => users.some((user) => hasReacted(message, name, user)));
		},

		async add(message, name, tools, who) {
			if (updaterOf(tools.modify) === undefined) return false;
			for (const user of await reactors(message, tools, who)) {
				if (hasReacted(message, name, user)) return true;
				const isOwn = appUser.isOwn(user);
				if (isOwn && refused.get('own')) continue;
				const result = await addAs(user, message, name, tools);
				if (result === 'taken') return true;
				if (isOwn && result === 'no entry') refused.set('own', true);
			}
			return false;
		},

		async remove(message, name, tools, who) {
			const updater = updaterOf(tools.modify);
			const id = message.id ?? '';
			for (const user of await formerReactors(message, tools, who)) {
				if (!hasReacted(message, name, user)) continue;
				ours.expect({ messageId: id, userId: user.id, name, isRemoved: true }, true);
				await orUndefined(async () => updater?.removeReaction(id, user.id, name as Reaction));
			}
		},

		isOurs: ours.take,
	};
}

/** What the app did and Rocket.Chat has yet to tell of. */
type Ours = {
	expect(event: ReactionEvent, isExpected: boolean): void;
	/** Whether that event was expected; afterwards it is not any more. */
	take(event: ReactionEvent): boolean;
};

function createOurs(now: () => number): Ours {
	const expected = createLately<boolean>(EVENT_COMES_MS, KEPT, now);
	const keyOf = ({ messageId, userId, name, isRemoved }: ReactionEvent): string =>
		`${isRemoved ? '-' : '+'} ${messageId} ${userId} ${name.replace(/:/g, '')}`;
	return {
		expect: (event, isExpected) => expected.set(keyOf(event), isExpected),
		take(event) {
			const isExpected = expected.get(keyOf(event)) === true;
			if (isExpected) expected.set(keyOf(event), false);
			return isExpected;
		},
	};
}

/** `no entry`: that user may not react in the room, whatever it is; `not this`: e.g. an emoji that Rocket.Chat does not know. */
type Added = 'taken' | 'no entry' | 'not this';

/** Reacts in somebody's name; answers whether Rocket.Chat took it. */
function createAddAs(
	ours: Ours,
): (user: Reactor, message: IMessage, name: string, tools: Tools) => Promise<Added> {
	/** Without the permission message.write nothing happens and nothing is said: the first reaction is looked for. */
	let isProved = false;

	return async (user, message, name, tools) => {
		const id = message.id ?? '';
		const event = { messageId: id, userId: user.id, name, isRemoved: false };
		ours.expect(event, true);
		try {
			await updaterOf(tools.modify)?.addReaction(id, user.id, name as Reaction);
		} catch (error) {
			ours.expect(event, false);
			return /not[- ]authorized/i.test(String(error)) ? 'no entry' : 'not this';
		}
		if (!isProved) {
			const after = await orUndefined(() => tools.read.getMessageReader().getById(id));
			isProved = after !== undefined && hasReacted(after, name, user);
		}
		if (isProved) return 'taken';
		ours.expect(event, false);
		return 'no entry';
	};
}

function hasReacted({ reactions }: IMessage, name: string, { username }: Reactor): boolean {
	const usernames: unknown = fieldsOf(fieldsOf(reactions)[name])['usernames'];
	return Array.isArray(usernames) && usernames.includes(username);
}

async function servingAgent(message: IMessage, read: Tools['read']): Promise<Reactor | undefined> {
	const { room } = message;
	const agent =
		fieldsOf(room)['servedBy'] ??
		fieldsOf(await orUndefined(() => read.getRoomReader().getById(room.id)))['servedBy'];
	return reactorOf(agent);
}

function reactorOf(user: unknown): Reactor | undefined {
	const id = textOf(fieldsOf(user)['id']);
	const username = textOf(fieldsOf(user)['username']);
	return id === '' ? undefined : { id, username };
}
