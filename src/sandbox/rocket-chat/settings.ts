import type { RocketChatSandboxOptions } from './types.js';

export type Setting = string | number | boolean;

/**
 * The settings that a bridge may ask for, with Rocket.Chat's own defaults (RocketChat/Rocket.Chat
 * apps/meteor/server/settings/{rate,file-upload,omnichannel,message}.ts) where the options say nothing.
 */
export function initialSettings(options: RocketChatSandboxOptions): Map<string, Setting> {
	return new Map<string, Setting>([
		['Site_Url', ''],
		['Livechat_enabled', options.omnichannelEnabled ?? true],
		['Livechat_accept_chats_with_no_agents', options.acceptChatsWithNoAgents ?? false],
		['Livechat_enabled_when_agent_idle', true],
		['Livechat_Routing_Method', 'Auto_Selection'],
		['Livechat_fileupload_enabled', options.livechatFileUploadEnabled ?? true],
		['Livechat_webhookUrl', ''],
		['Livechat_secret_token', ''],
		['Livechat_http_timeout', 5000],
		['Livechat_webhook_on_start', false],
		['Livechat_webhook_on_close', false],
		['Livechat_webhook_on_chat_taken', false],
		['Livechat_webhook_on_chat_queued', false],
		['Livechat_webhook_on_forward', false],
		['Livechat_webhook_on_offline_msg', false],
		['Livechat_webhook_on_visitor_message', false],
		['Livechat_webhook_on_agent_message', false],
		['API_Enable_Rate_Limiter', options.rateLimiter ?? false],
		['API_Enable_Rate_Limiter_Limit_Calls_Default', options.limit ?? 10],
		['API_Enable_Rate_Limiter_Limit_Time_Default', options.windowMs ?? 60_000],
		['FileUpload_Enabled', options.fileUploadEnabled ?? true],
		['FileUpload_MaxFileSize', options.maxFileSize ?? 104_857_600],
		['FileUpload_ProtectFiles', options.protectFiles ?? true],
		['FileUpload_Restrict_to_room_members', true],
		['FileUpload_Enable_json_web_token_for_files', options.fileTokens ?? false],
		['FileUpload_MediaTypeBlackList', options.mediaTypeBlackList ?? 'image/svg+xml'],
		['FileUpload_MediaTypeWhiteList', ''],
		['Message_AllowEditing', options.allowEditing ?? true],
		['Message_AllowDeleting', options.allowDeleting ?? true],
		['Message_MaxAllowedSize', 5000],
	]);
}
