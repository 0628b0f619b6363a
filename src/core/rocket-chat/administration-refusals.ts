import type { Refusal } from './refusals.js';

const twoFactor: Refusal = {
	code: 'ROCKET_CHAT_TWO_FACTOR',
	what: 'it wants a second factor',
	help: 'Make a new personal access token with "Ignore Two Factor Authentication" ticked, and use that one.',
};

const permissionMissing: Refusal = {
	code: 'ROCKET_CHAT_PERMISSION_MISSING',
	what: 'the user lacks the permission for it',
	help: 'Use the token of a user with the role admin, or give the user’s role the permission in Rocket.Chat (Workspace, Permissions).',
};

const privateAppsForbidden: Refusal = {
	code: 'ROCKET_CHAT_PRIVATE_APPS_FORBIDDEN',
	what: 'private apps may not run in this workspace',
	help: 'Use Rocket.Chat’s Omnichannel webhook in its place, which every edition has; docs/app.md says what differs.',
};

/** The package was not taken, for a reason that Rocket.Chat only writes out. */
export const appRefused: Refusal = {
	code: 'ROCKET_CHAT_APP_REFUSED',
	what: 'it does not take the app',
	help: 'The app needs Rocket.Chat 6.10 or newer and an app of the same name that is not there yet; Rocket.Chat’s log says more.',
};

/**
 * What Rocket.Chat answers an administrator, besides what it answers a bridge. Sources: RocketChat/Rocket.Chat
 * apps/meteor/ee/server/apps/communication/rest.ts, apps/meteor/ee/app/license/server/canEnableApp.ts,
 * apps/meteor/app/2fa/server/code/index.ts.
 */
const REFUSALS: ReadonlyMap<string, Refusal> = new Map([
	['totp-required', twoFactor],
	['totp-invalid', twoFactor],
	['error-unauthorized', permissionMissing],
	['unauthorized', permissionMissing],
	['forbidden', permissionMissing],
	['error-not-authorized', permissionMissing],
	['error-not-allowed', permissionMissing],
	['private_app_install_disabled', privateAppsForbidden],
	['Cannot_Update_Exempt_App', privateAppsForbidden],
	['license-prevented', privateAppsForbidden],
	['app_storage_error', appRefused],
	['app_user_error', appRefused],
	['app_file_error', appRefused],
]);

/** The refusal behind a code and a status; a 403 without a code that says more is a missing permission. */
export function administrationRefusalOf(code: string, status: number): Refusal | undefined {
	return REFUSALS.get(code) ?? (status === 403 ? permissionMissing : undefined);
}
