import type { SettingValue } from '../../rocket-chat/administration.js';
import type { ServerVersion } from '../../rocket-chat/server-version.js';
import { findingsOf } from './findings.js';
import type { Finding } from './types.js';
import { WORKSPACES } from './words/workspaces.js';

const { ok, fault } = findingsOf('workspaces', WORKSPACES);

export type WorkspaceSettings = Readonly<Record<string, SettingValue>>;

/** What is asked for (RocketChat/Rocket.Chat apps/meteor/server/settings/{rate,file-upload,omnichannel}.ts). */
export const LOOKED_AT = [
	...['Livechat_enabled', 'Livechat_Routing_Method', 'Livechat_accept_chats_with_no_agents'],
	...['API_Enable_Rate_Limiter', 'API_Enable_Rate_Limiter_Limit_Calls_Default'],
	...['API_Enable_Rate_Limiter_Limit_Time_Default', 'FileUpload_Enabled'],
	...['Livechat_fileupload_enabled', 'FileUpload_MaxFileSize', 'FileUpload_MediaTypeWhiteList'],
	...['FileUpload_MediaTypeBlackList', 'Livechat_webhookUrl', 'Livechat_secret_token'],
	...['Livechat_webhook_on_agent_message', 'Livechat_webhook_on_close'],
] as const;

const MB = 1024 * 1024;
const MINUTE_MS = 60_000;
/** Calls a minute by REST that hold nobody up. */
const ENOUGH = 100;
/** What customers send most. */
const USUAL_TYPES = ['image/jpeg', 'image/webp', 'video/mp4', 'audio/ogg', 'application/pdf'];

export type SeenWorkspace = {
	readonly url: string;
	readonly version: ServerVersion;
	/** The app answers. */
	readonly isByApp: boolean;
	readonly maxFileMb: number;
	/** How many agents take chats. */
	readonly available: number;
};

/** Omnichannel, routing, the rate limiter and uploads. A setting that the workspace does not have has its default. */
export function judgeSettings(
	settings: WorkspaceSettings,
	seen: SeenWorkspace,
): readonly Finding[] {
	const { url } = seen;
	const isOn = settings['Livechat_enabled'] !== false;
	return [
		isOn ? ok('workspace-omnichannel', url) : fault('workspace-omnichannel', 'off', url),
		routing(settings, seen),
		limiter(settings, seen),
		...uploads(settings, seen),
	];
}

function routing(settings: WorkspaceSettings, { url, available }: SeenWorkspace): Finding {
	const method = String(settings['Livechat_Routing_Method'] ?? 'Auto_Selection');
	const isOpen = settings['Livechat_accept_chats_with_no_agents'] === true;
	if (available === 0 && !isOpen) return fault('workspace-routing', 'refuses', url);
	return ok('workspace-routing', url, { method });
}

/** Since 8.0 an administrator's calls are not counted anywhere; the app makes none. */
function limiter(settings: WorkspaceSettings, { url, version, isByApp }: SeenWorkspace): Finding {
	const calls = numberOf(settings['API_Enable_Rate_Limiter_Limit_Calls_Default'], 10);
	const windowMs = numberOf(settings['API_Enable_Rate_Limiter_Limit_Time_Default'], MINUTE_MS);
	const isCounted = settings['API_Enable_Rate_Limiter'] !== false && !version.isAtLeast(8, 0);
	const isSlow = (calls / windowMs) * MINUTE_MS < ENOUGH;
	if (!isCounted || isByApp || !isSlow) return ok('workspace-limiter', url);
	return fault('workspace-limiter', 'slow', url, { calls, seconds: windowMs / 1000 });
}

function uploads(
	settings: WorkspaceSettings,
	{ url, maxFileMb }: SeenWorkspace,
): readonly Finding[] {
	const off = ['FileUpload_Enabled', 'Livechat_fileupload_enabled'].find(
		(name) => settings[name] === false,
	);
	if (off !== undefined) return [fault('workspace-uploads', 'off', url, { setting: off })];
	const limit = numberOf(settings['FileUpload_MaxFileSize'], 100 * MB);
	const size = Math.floor(limit / MB);
	const isSmall = limit >= 0 && size < maxFileMb;
	const types = refusedTypes(settings);
	const findings = [
		...(isSmall ? [fault('workspace-uploads', 'small', url, { size, wanted: maxFileMb })] : []),
		...(types.length > 0
			? [fault('workspace-uploads', 'types', url, { types: types.join(', ') })]
			: []),
	];
	return findings.length === 0 ? [ok('workspace-uploads', url)] : findings;
}

function refusedTypes(settings: WorkspaceSettings): readonly string[] {
	const white = listOf(settings['FileUpload_MediaTypeWhiteList']);
	const black = listOf(settings['FileUpload_MediaTypeBlackList']);
	return USUAL_TYPES.filter(
		(type) => (white.length > 0 && !isListed(type, white)) || isListed(type, black),
	);
}

function listOf(value: SettingValue | undefined): readonly string[] {
	return String(value ?? '')
		.split(',')
		.map((entry) => entry.trim().toLowerCase())
		.filter((entry) => entry !== '');
}

function isListed(type: string, list: readonly string[]): boolean {
	return list.some((entry) => [type, type.replace(/\/.*/u, '/*'), '*/*', '*'].includes(entry));
}

function numberOf(value: SettingValue | undefined, fallback: number): number {
	const number = Number(value ?? Number.NaN);
	return Number.isFinite(number) ? number : fallback;
}
