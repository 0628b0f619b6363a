import type {
	Administration,
	Licence,
	SettingValue,
	WorkspaceAdmin,
} from '../rocket-chat/administration.js';
import { privateAppsRule } from '../rocket-chat/administration.js';
import type { ServerVersion } from '../rocket-chat/server-version.js';
import { ADMIN_ROLE, AGENT_ROLE } from './actors.js';

/** What a workspace is and allows, as its administrator sees it. */
export type WorkspaceReport = {
	readonly version: ServerVersion;
	readonly self: WorkspaceAdmin;
	readonly isAdmin: boolean;
	readonly isAgent: boolean;
	readonly licence: Licence;
	readonly privateApps: 'yes' | 'no' | 'maybe';
	readonly isOmnichannelOn: boolean;
	/** Rooms are opened also while nobody is online. */
	readonly opensRoomsForNobody: boolean;
	/** Calls a minute; undefined when nothing limits them. */
	readonly callsAMinute: number | undefined;
	readonly areFilesProtected: boolean;
	readonly areUploadsOn: boolean;
	/** The address that Omnichannel's webhook posts to; '' when there is none. */
	readonly webhookUrl: string;
	/** The secret of it, for comparing; never shown. */
	readonly webhookSecret: string;
};

const SETTINGS = [
	'Livechat_enabled',
	'Livechat_accept_chats_with_no_agents',
	'API_Enable_Rate_Limiter',
	'API_Enable_Rate_Limiter_Limit_Calls_Default',
	'API_Enable_Rate_Limiter_Limit_Time_Default',
	'FileUpload_ProtectFiles',
	'FileUpload_Enabled',
	'Livechat_fileupload_enabled',
	'Livechat_webhookUrl',
	'Livechat_secret_token',
];

/** Asks a workspace what it is. Changes nothing. Rejects as Administration does. */
export async function inspectWorkspace(administration: Administration): Promise<WorkspaceReport> {
	// First, because it says best what is wrong with the address or the token.
	const self = await administration.readSelf();
	const isAdmin = self.roles.includes(ADMIN_ROLE);
	const [version, licence, values] = await Promise.all([
		administration.readVersion(),
		administration.readLicence(),
		isAdmin ? administration.readSettings(SETTINGS) : {},
	]);
	return {
		...{ version, self, isAdmin, licence },
		isAgent: self.roles.includes(AGENT_ROLE),
		privateApps: privateAppsRule(version, licence),
		...settingsPart(values),
	};
}

function settingsPart(values: Readonly<Record<string, SettingValue>>) {
	const text = (id: string): string => String(values[id] ?? '');
	return {
		isOmnichannelOn: values['Livechat_enabled'] === true,
		opensRoomsForNobody: values['Livechat_accept_chats_with_no_agents'] === true,
		callsAMinute: callsAMinute(values),
		areFilesProtected: values['FileUpload_ProtectFiles'] !== false,
		areUploadsOn:
			values['FileUpload_Enabled'] !== false && values['Livechat_fileupload_enabled'] !== false,
		webhookUrl: text('Livechat_webhookUrl'),
		webhookSecret: text('Livechat_secret_token'),
	};
}

function callsAMinute(values: Readonly<Record<string, SettingValue>>): number | undefined {
	if (values['API_Enable_Rate_Limiter'] === false) return undefined;
	const calls = Number(values['API_Enable_Rate_Limiter_Limit_Calls_Default'] ?? 10);
	const windowMs = Number(values['API_Enable_Rate_Limiter_Limit_Time_Default'] ?? 60_000);
	return Math.max(1, Math.round((calls * 60_000) / windowMs));
}
