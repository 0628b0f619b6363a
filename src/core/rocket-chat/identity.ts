import { systemClock } from '../clock.js';
import type { HttpClient } from '../http/types.js';
import type { WorkspaceUser } from './gateway.js';
import { createRestCaller } from './rest-call.js';
import type { WorkspaceAccess } from './rest-call.js';
import { unexpectedAnswer } from './rest-errors.js';
import { createPacing } from './rest-pacing.js';
import { objectsOf, textAt } from '../domain/json.js';

/**
 * Asks the workspace itself whom an id and a token belong to (`GET /api/v1/me`). Throws RocketChatError, with code
 * ROCKET_CHAT_CREDENTIALS_REFUSED when they are not good, or HttpError when the workspace can't be reached.
 */
export async function readWorkspaceUser(
	access: WorkspaceAccess & { readonly http: HttpClient },
): Promise<WorkspaceUser> {
	const now = (): number => systemClock.now();
	const pacing = createPacing(now);
	const call = createRestCaller({ http: access.http, now, workspace: access, pacing });
	const me = await call({ method: 'GET', route: 'me' });
	// The caller claims this id: another one in the answer means that something else answered.
	if (textAt(me, '_id') !== access.userId) throw unexpectedAnswer('GET me');
	return {
		userId: access.userId,
		username: textAt(me, 'username'),
		emails: addresses(me['emails']),
		roles: Array.isArray(me['roles']) ? me['roles'].filter((role) => typeof role === 'string') : [],
	};
}

/**
 * Verified or not: the token proves who it is, Rocket.Chat gives an address to one user only, and addresses of users
 * that an admin made are usually not verified.
 */
function addresses(emails: unknown): readonly string[] {
	return objectsOf(emails)
		.map((email) => textAt(email, 'address').trim().toLowerCase())
		.filter((address) => address !== '');
}
