import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { fieldsOf } from './fields';
import { orUndefined } from './tools';

/** The user in whose name the app speaks. */
export type AppUser = {
	/** Undefined without the permission user.read. Asked once, then kept. */
	find(read: IRead): Promise<IUser | undefined>;
	/** Whether a user is that one. Told by the name, so that it works before anything was asked. */
	isOwn(user: unknown): boolean;
};

/** `username` is what Rocket.Chat named it: `<nameSlug>.bot`. */
export function createAppUser(appId: string, username: string): AppUser {
	let known: IUser | undefined;
	return {
		async find(read) {
			known ??= await orUndefined(() => read.getUserReader().getAppUser());
			return known;
		},
		isOwn(user) {
			const { id, username: name, appId: owner } = fieldsOf(user);
			return name === username || owner === appId || (known !== undefined && id === known.id);
		},
	};
}
