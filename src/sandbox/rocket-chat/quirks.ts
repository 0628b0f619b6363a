import type { RocketChatVersion } from './types.js';

/** In what the releases differ (reference 1). */
export type Quirks = {
	/** A second post with the same `_id` is refused, though nothing is stored twice. */
	readonly refusesDuplicateId: boolean;
	/** Refusals of the "not allowed" family are 403 with errorType `error-forbidden`. */
	readonly forbidsWith403: boolean;
	/** Refused uploads carry their code in `reason`. */
	readonly hasUploadReason: boolean;
	/** Upload refuses form fields it does not know. */
	readonly checksUploadFields: boolean;
	/** Visitor and room have a limit of 5 calls a minute of their own. */
	readonly limitsVisitorAndRoom: boolean;
	/** chat.sendMessage has a limit of 5 calls a second of its own. */
	readonly limitsSendMessage: boolean;
	/** api-bypass-rate-limit counts on routes without authentication too. */
	readonly bypassesEverywhere: boolean;
	/** How many private apps run in the Community edition. */
	readonly communityPrivateApps: number;
	/** The newest Apps-Engine an app may ask for, as `major.minor`. */
	readonly appsEngine: string;
	readonly missingPermission: string;
	readonly wrongUpload: string;
	readonly isLoggedOutBodyShort: boolean;
};

const SINCE_8: Quirks = {
	refusesDuplicateId: false,
	forbidsWith403: false,
	hasUploadReason: false,
	checksUploadFields: false,
	limitsVisitorAndRoom: true,
	limitsSendMessage: true,
	bypassesEverywhere: true,
	communityPrivateApps: 0,
	appsEngine: '1.66',
	missingPermission: 'unauthorized',
	wrongUpload: 'unauthorized',
	isLoggedOutBodyShort: false,
};

const OLD: Quirks = {
	...SINCE_8,
	refusesDuplicateId: true,
	hasUploadReason: true,
	checksUploadFields: true,
	limitsSendMessage: false,
	bypassesEverywhere: false,
	missingPermission:
		'User does not have the permissions required for this action [error-unauthorized]',
};

export const QUIRKS: Readonly<Record<RocketChatVersion, Quirks>> = {
	'6.8': { ...OLD, limitsVisitorAndRoom: false, communityPrivateApps: 3, appsEngine: '1.42' },
	'7.13': { ...OLD, appsEngine: '1.58' },
	'8.8': SINCE_8,
	'9.0': {
		...SINCE_8,
		forbidsWith403: true,
		appsEngine: '1.68',
		missingPermission: 'forbidden',
		wrongUpload: 'forbidden',
		isLoggedOutBodyShort: true,
	},
};
