import type { RocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import type { Room, User } from '../../src/sandbox/rocket-chat/types.js';
import type { Workspace } from '../../src/sandbox/rocket-chat/workspace.js';
import type { AppObject } from './app-form.js';
import type { Converters } from './converters.js';

/** What all bridges work on. */
export type BridgeContext = {
	readonly sandbox: RocketChatSandbox;
	readonly workspace: Workspace;
	readonly converters: Converters;
	/** What only one person sees, oldest first. */
	readonly ephemerals: (AppObject & { readonly username: string })[];
	/** What the app opened for people, oldest first. */
	readonly views: AppObject[];
	readonly serverSettings: ReadonlyMap<string, unknown>;
	/** Of the app's own user, besides those that the engine gives it. */
	readonly appUserRoles: readonly string[];
};

/** Methods of a bridge; the engine's abstract class calls them after it has checked the permission. */
// Arguments come from the engine; each method says itself what it takes.
export type BridgeMethods = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Rocket.Chat's canAccessRoom for Omnichannel: who serves the room, and who may see all. */
export function mayAccess(room: Room, user: User): boolean {
	const watchers = ['admin', 'livechat-manager', 'livechat-monitor'];
	return room.servedBy?.user === user || user.roles.some((role) => watchers.includes(role));
}
