import { asText } from '../../src/sandbox/read.js';
import { addUser } from '../../src/sandbox/rocket-chat/desk.js';
import type { AppObject } from './app-form.js';
import type { BridgeContext, BridgeMethods } from './context.js';
import { userOfApp } from './livechat-bridge.js';

/** Users, and the one that the engine makes for the app: `<nameSlug>.bot`. */
export function userBridge({ workspace, converters, appUserRoles }: BridgeContext): BridgeMethods {
	return {
		getById: async (id: string) => converters.userById(id),
		getByUsername: async (username: string) => converters.user(workspace.usersByName.get(username)),
		getAppUser: async (appId: string) => converters.user(userOfApp(workspace, appId)),
		async create({ username, name, roles }: AppObject, appId: string) {
			const names = { username: asText(username), name: asText(name) };
			return addUser(workspace, {
				...names,
				roles: [...(roles as string[]), ...appUserRoles],
				appId,
			}).userId;
		},
		async remove({ id, username }: AppObject) {
			workspace.usersByName.delete(asText(username));
			return workspace.users.delete(asText(id));
		},
		update: async () => true,
		getActiveUserCount: async () => workspace.users.size,
		getUserUnreadMessageCount: async () => 0,
		deleteUsersCreatedByApp: async () => true,
	};
}
