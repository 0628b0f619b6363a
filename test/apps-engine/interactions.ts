import { randomBytes } from 'node:crypto';
import { asObject, asText } from '../../src/sandbox/read.js';
import type { AppObject } from './app-form.js';
import type { BridgeContext } from './context.js';
import type { AppManager, Engine } from './engine-types.js';

/** What one person alone sees in a room. */
export type Ephemeral = {
	readonly rid: string;
	readonly text: string;
	/** Username of who it seems to come from. */
	readonly sender: string | undefined;
	readonly alias?: string;
	readonly attachments?: readonly AppObject[];
	readonly blocks?: readonly AppObject[];
};

/** A modal that the app opened, changed, or marked errors in. */
export type OpenedView = {
	readonly username: string;
	/** E.g. `modal.open`, `modal.update`, `errors`. */
	readonly type: string;
	readonly triggerId: string;
	readonly view: AppObject;
	/** Of `errors`: texts by field. */
	readonly errors?: Readonly<Record<string, string>>;
};

type Where = { readonly username: string; readonly viewId?: string; readonly triggerId?: string };

/** What people do with the app. */
export type Interactions = {
	/**
	 * `/name and its arguments`, typed in a room: an Omnichannel or direct one, default the channel GENERAL. Resolves when
	 * the app has done it; rejects when there is no such command.
	 */
	command(
		text: string,
		username: string,
		where?: { readonly rid?: string; readonly triggerId?: string; readonly threadId?: string },
	): Promise<void>;
	/** Oldest first. */
	ephemerals(username: string): readonly Ephemeral[];
	readonly views: readonly OpenedView[];
	/** Submits a modal (default: the person's last one); `state` holds values by block and action. The app's response. */
	submitView(submit: Where & { readonly state: AppObject }): Promise<AppObject | undefined>;
	closeView(close: Where): Promise<AppObject | undefined>;
	/** Uses a button or another element of a message, or of a modal (default: the person's last one). */
	blockAction(
		action: Where & {
			readonly actionId: string;
			readonly blockId?: string;
			readonly value?: string;
			readonly messageId?: string;
			readonly rid?: string;
		},
	): Promise<AppObject | undefined>;
};

type Deps = {
	readonly manager: AppManager;
	readonly engine: Engine;
	readonly context: BridgeContext;
	readonly appId: string;
	readonly commands: ReadonlySet<string>;
};

export function createInteractions({
	manager,
	engine,
	context,
	appId,
	commands,
}: Deps): Interactions {
	const { workspace, converters, ephemerals } = context;
	const views = context.views as unknown as OpenedView[];

	function userOf(username: string): AppObject {
		const user = converters.user(workspace.usersByName.get(username));
		if (user === undefined) throw new Error(`There is no user ${username}.`);
		return user;
	}

	function lastView({ username, viewId }: Where): AppObject {
		const own = views.filter((one) => one.username === username && one.type !== 'errors');
		const found = own.findLast(({ view }) => viewId === undefined || view['id'] === viewId);
		if (found === undefined) throw new Error(`${username} has no such modal.`);
		return found.view;
	}

	async function interact(where: Where, data: AppObject): Promise<AppObject | undefined> {
		const { username, triggerId = randomBytes(8).toString('hex') } = where;
		const response = await manager
			.getListenerManager()
			.executeListener('IUIKitInteractionHandler', {
				...{ appId, triggerId, user: userOf(username), ...data },
			});
		const { type, view } = asObject(response);
		if (view !== undefined && view !== null)
			views.push({ username, type: asText(type), triggerId, view: asObject(view) });
		return (response ?? undefined) as AppObject | undefined;
	}

	return {
		async command(text, username, { rid = 'GENERAL', triggerId, threadId } = {}) {
			const [name = '', ...args] = text.replace(/^\//u, '').split(' ');
			if (!commands.has(name)) throw new Error(`There is no command /${name}.`);
			const room = converters.roomById(rid);
			if (room === undefined) throw new Error(`There is no room ${rid}.`);
			const parts = [userOf(username), room, args, threadId, triggerId];
			const made = engine.createCommandContext(...parts);
			await manager.getCommandManager().executeCommand(name, made);
		},
		ephemerals: (username) =>
			ephemerals
				.filter((one) => one.username === username)
				.map(({ username: _, ...shown }) => shown as unknown as Ephemeral),
		views,
		submitView({ state, ...where }) {
			const view = { ...lastView(where), appId, state };
			return interact(where, { type: 'viewSubmit', payload: { view, isCleared: false } });
		},
		closeView(where) {
			const view = { ...lastView(where), appId };
			return interact(where, { type: 'viewClosed', payload: { view, isCleared: false } });
		},
		blockAction({ actionId, blockId = actionId, value, messageId, rid, ...where }) {
			const message = messageId === undefined ? undefined : workspace.messages.get(messageId);
			const shared = { type: 'blockAction', actionId, payload: { blockId, value } };
			const room = converters.roomById(rid ?? message?.rid);
			if (message === undefined) {
				const container = { type: 'view', id: asText(lastView(where)['id']) };
				return interact(where, { ...shared, container, room });
			}
			const container = { type: 'message', id: message._id };
			return interact(where, { ...shared, container, room, message: converters.message(message) });
		},
	};
}
