import { asObject, asText, type WireObject } from '../read.js';
import { Refusal } from '../answers.js';
import { invalidParams, meteorError, missingPermission, noReason } from './refusals.js';
import { callerWithRole, type Route, type RouteCall } from './router.js';
import type { User } from './types.js';
import type { Workspace } from './workspace.js';

const ADMINS = ['admin'];

/**
 * What an administrator asks and changes over REST. Sources: RocketChat/Rocket.Chat apps/meteor/app/api/server/v1/settings.ts,
 * apps/meteor/app/livechat/imports/server/rest/users.ts, apps/meteor/ee/server/api/licenses.ts.
 */
export function administrationRoutes(workspace: Workspace): readonly Route[] {
	return [
		{
			verb: 'get',
			path: '/api/v1/settings/:_id',
			access: 'user',
			handle: (call) => readSetting(workspace, call),
		},
		{
			verb: 'post',
			path: '/api/v1/settings/:_id',
			access: 'user',
			handle: (call) => writeSetting(workspace, call),
		},
		{
			verb: 'get',
			path: '/api/v1/livechat/users/agent',
			access: 'user',
			handle: (call) => listAgents(workspace, call),
		},
		{
			verb: 'post',
			path: '/api/v1/livechat/users/agent',
			access: 'user',
			handle: (call) => addAgent(workspace, call),
		},
		{
			verb: 'get',
			path: '/api/v1/licenses.info',
			access: 'user',
			handle: (call) => licence(workspace, call),
		},
	];
}

/** A call that is refused without a second factor, unless the token was made to do without. */
function refuseWithoutTwoFactor(user: User | undefined): void {
	if (user?.needsTwoFactor === true) throw meteorError('totp-required', 'TOTP Required');
}

function readSetting(workspace: Workspace, call: RouteCall): WireObject {
	callerWithRole(workspace, call, ADMINS);
	const _id = call.param('_id');
	const value = workspace.settings.get(_id);
	if (value === undefined) throw noReason();
	return { _id, value };
}

async function writeSetting(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const body = asObject(await call.json());
	refuseWithoutTwoFactor(call.user);
	callerWithRole(workspace, call, ADMINS);
	const { value } = body;
	const before = workspace.settings.get(call.param('_id'));
	if (before === undefined || typeof value !== typeof before) throw noReason();
	workspace.settings.set(call.param('_id'), value as typeof before);
	return {};
}

function listAgents(workspace: Workspace, call: RouteCall): WireObject {
	callerWithRole(workspace, call, ['admin', 'livechat-manager']);
	const agents = [...workspace.users.values()].filter(({ roles }) =>
		roles.includes('livechat-agent'),
	);
	const users = agents.map(agentForm).sort((a, b) => a.username.localeCompare(b.username));
	return { users, count: users.length, offset: 0, total: users.length };
}

async function addAgent(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	callerWithRole(workspace, call, ['admin', 'livechat-manager']);
	const { username, ...others } = asObject(await call.json());
	if (typeof username !== 'string' || Object.keys(others).length > 0)
		throw invalidParams(`must have required property 'username'`);
	const user = workspace.usersByName.get(username);
	if (user === undefined) throw meteorError('error-invalid-user', 'Invalid user');
	if (!user.roles.includes('livechat-agent')) {
		user.roles = [...user.roles, 'livechat-agent'];
		// Rocket.Chat sets a new agent to available.
		user.isOnline = true;
	}
	return { user: agentForm(user) };
}

function agentForm({ _id, username, name, email, isOnline }: User) {
	const status = isOnline ? 'online' : 'offline';
	const statusLivechat = isOnline ? 'available' : 'not-available';
	return {
		_id,
		username,
		name,
		emails: [{ address: email, verified: true }],
		status,
		statusLivechat,
	};
}

/** Limits are told without a licence, too: those of the Community edition. */
function licence(workspace: Workspace, call: RouteCall): WireObject {
	const { options, quirks } = workspace;
	if (options.hidesLicence === true) throw missingPermission(quirks);
	callerWithRole(workspace, call, ADMINS);
	const isCommunity = options.edition === 'community';
	const max = isCommunity ? quirks.communityPrivateApps : -1;
	return {
		license: {
			activeModules: isCommunity ? [] : ['livechat-enterprise'],
			limits: { privateApps: { max, value: workspace.uploadedApps.size } },
			tags: isCommunity ? [] : [{ name: 'Pro', color: '#F3BE08' }],
			trial: false,
			...(isCommunity ? {} : { license: { version: '3.0', information: { trial: false } } }),
		},
	};
}

/** Whether the licence lets a private app run. */
export function mayRunPrivateApps({ options, quirks }: Workspace): boolean {
	return options.edition !== 'community' || quirks.communityPrivateApps > 0;
}

/** A name that no app has. */
export function noSuchApp(id: string): Refusal {
	return new Refusal(404, { success: false, error: `No App found by the id of: ${asText(id)}` });
}
