import type { BridgeErrorOptions } from '../domain/errors.js';

/** What a refusal of Rocket.Chat means: `what` completes the sentence "Rocket.Chat refused …: …". */
export type Refusal = Pick<BridgeErrorOptions, 'code' | 'help' | 'disposition'> & {
	readonly what: string;
	/** Milliseconds to wait before asking again; only with the disposition `wait`. */
	readonly waitMs?: number;
};

const roomGone: Refusal = {
	code: 'ROCKET_CHAT_ROOM_GONE',
	what: 'the room is closed or unknown',
	help: 'Nothing to do: the next message opens a new room.',
};

const noAgentOnline: Refusal = {
	code: 'ROCKET_CHAT_NO_AGENT_ONLINE',
	what: 'no agent is online',
	help: 'Let an agent go online, or switch on "Accept with no online agents" in Rocket.Chat’s Omnichannel settings.',
	disposition: 'wait',
	waitMs: 30_000,
};

const omnichannelOff: Refusal = {
	code: 'ROCKET_CHAT_OMNICHANNEL_OFF',
	what: 'Omnichannel is switched off',
	help: 'Switch Omnichannel on in Rocket.Chat’s settings (Livechat_enabled).',
	disposition: 'wait',
	waitMs: 300_000,
};

const uploadsOff: Refusal = {
	code: 'ROCKET_CHAT_FILE_REFUSED',
	what: 'uploads by visitors are switched off',
	help: 'Switch on FileUpload_Enabled and Livechat_fileupload_enabled in Rocket.Chat’s settings.',
};

const fileType: Refusal = {
	code: 'ROCKET_CHAT_FILE_TYPE',
	what: 'this type of file is not allowed',
	help: 'Check FileUpload_MediaTypeWhiteList and FileUpload_MediaTypeBlackList in Rocket.Chat’s settings.',
};

const fileSize: Refusal = {
	code: 'ROCKET_CHAT_FILE_SIZE',
	what: 'the file is too large',
	help: 'Raise FileUpload_MaxFileSize in Rocket.Chat’s settings, and the limit of a proxy in front of it.',
};

const textTooLong: Refusal = {
	code: 'ROCKET_CHAT_TEXT_TOO_LONG',
	what: 'the text is too long',
	help: 'Raise Message_MaxAllowedSize, or switch off Livechat_enable_message_character_limit, in Rocket.Chat’s settings.',
};

const messageUnknown: Refusal = {
	code: 'ROCKET_CHAT_MESSAGE_UNKNOWN',
	what: 'the message does not exist',
	help: 'Nothing to do: the message was deleted in Rocket.Chat.',
};

const visitorUnknown: Refusal = {
	code: 'ROCKET_CHAT_VISITOR_UNKNOWN',
	what: 'the visitor is unknown',
	help: 'Nothing to do: the bridge registers the visitor again with the next message.',
};

const departmentUnknown: Refusal = {
	code: 'ROCKET_CHAT_DEPARTMENT_UNKNOWN',
	what: 'there is no such department',
	help: 'Set the preference department to the id or the name of a department that the workspace has.',
};

const contactBlocked: Refusal = {
	code: 'ROCKET_CHAT_CONTACT_BLOCKED',
	what: 'this contact is blocked',
	help: 'Unblock the contact in Rocket.Chat’s contact centre, then repeat the message with retry-message.',
};

const notAllowed: Refusal = {
	code: 'ROCKET_CHAT_NOT_ALLOWED',
	what: 'editing or deleting messages is switched off',
	help: 'Switch on Message_AllowEditing and Message_AllowDeleting in Rocket.Chat’s settings.',
};

/**
 * Rocket.Chat's error codes that mean something to the bridge, 6.x to 9.x; any other code is an unexplained refusal.
 * Sources: RocketChat/Rocket.Chat apps/meteor/server/api/v1/omnichannel/{message,room,upload,visitor}.ts,
 * server/lib/omnichannel/QueueManager.ts; RocketChat/Rocket.Chat-Open-API.
 */
const REFUSALS: ReadonlyMap<string, Refusal> = new Map([
	['room-closed', roomGone],
	['invalid-room', roomGone],
	['error-invalid-room', roomGone],
	['error-room-closed', roomGone],
	['error-room-already-closed', roomGone],
	['invalid-token', visitorUnknown],
	['no-agent-online', noAgentOnline],
	['error-no-agent-online', noAgentOnline],
	['error-omnichannel-is-disabled', omnichannelOff],
	['error-contact-channel-blocked', contactBlocked],
	['error-invalid-department', departmentUnknown],
	['error-file-upload-disabled', uploadsOff],
	['error-type-not-allowed', fileType],
	['error-invalid-file-type', fileType],
	['error-size-not-allowed', fileSize],
	['error-file-too-large', fileSize],
	['message-length-exceeds-character-limit', textTooLong],
	['error-message-size-exceeded', textTooLong],
	['error-action-not-allowed', notAllowed],
	['invalid-message', messageUnknown],
	['error-invalid-message', messageUnknown],
]);

/** The refusal behind one of Rocket.Chat's error codes; undefined for a code that the bridge does not know. */
export function refusalOf(code: string): Refusal | undefined {
	return REFUSALS.get(code);
}

/** Codes of the bridge's app (docs/protocol.md, "The gateway"). */
const APP_REFUSALS: ReadonlyMap<string, Refusal> = new Map([
	['room-gone', roomGone],
	['visitor-unknown', visitorUnknown],
	['no-agent-online', noAgentOnline],
	['omnichannel-off', omnichannelOff],
	['contact-blocked', contactBlocked],
	['department-unknown', departmentUnknown],
	['text-too-long', textTooLong],
	['message-unknown', messageUnknown],
	['not-allowed', notAllowed],
	['file-refused', uploadsOff],
	['file-type', fileType],
	['file-size', fileSize],
]);

/** The refusal behind a code of the app; undefined for those that mean that the app can't do it, and REST may. */
export function appRefusalOf(code: string): Refusal | undefined {
	return APP_REFUSALS.get(code);
}

/** An upload that is answered 403: Rocket.Chat says so when the room is not open for that visitor. */
export const uploadForbidden: Refusal = roomGone;

/** A body that a proxy in front of Rocket.Chat did not let through (413). */
export const bodyTooLarge: Refusal = fileSize;
