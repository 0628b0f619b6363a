/** Why the app did not do what the daemon asked for (docs/protocol.md, "The gateway"): nothing was done. */
export type RefusalCode =
	| 'room-gone'
	| 'visitor-unknown'
	| 'no-agent-online'
	| 'omnichannel-off'
	| 'contact-blocked'
	| 'department-unknown'
	| 'text-too-long'
	| 'message-unknown'
	| 'not-allowed'
	| 'file-refused'
	| 'file-type'
	| 'file-size'
	| 'bad-call'
	| 'unsupported'
	| 'permission-missing'
	| 'file-gone'
	| 'file-too-large'
	| 'unknown-op';

/** Answered 422. `message` is for operators and holds nothing of customers. */
export class Refused extends Error {
	override readonly name = 'Refused';

	constructor(
		readonly code: RefusalCode,
		message: string,
		options?: { readonly cause?: unknown },
	) {
		super(message, options);
	}
}

export function permissionMissing(permission: string): Refused {
	return new Refused(
		'permission-missing',
		`The app lacks the permission ${permission}. Install it again and grant what it asks for.`,
	);
}

/**
 * Rocket.Chat's own error codes. Errors come out of the engine as text: "words [code]", the bare code, or English alone.
 * Sources: RocketChat/Rocket.Chat apps/meteor/server/lib/omnichannel/QueueManager.ts,
 * apps/meteor/app/livechat/server/lib/, apps/meteor/app/file-upload/server/lib/FileUpload.ts,
 * apps/meteor/app/lib/server/functions/{sendMessage,updateMessage,deleteMessage}.ts.
 */
const BY_CODE: ReadonlyMap<string, RefusalCode> = new Map([
	['room-closed', 'room-gone'],
	['invalid-room', 'room-gone'],
	['error-invalid-room', 'room-gone'],
	['error-room-closed', 'room-gone'],
	['error-room-already-closed', 'room-gone'],
	['error-room-not-found', 'room-gone'],
	['cannot-access-room', 'room-gone'],
	['invalid-token', 'visitor-unknown'],
	['error-invalid-token', 'visitor-unknown'],
	['error-invalid-visitor', 'visitor-unknown'],
	['no-agent-online', 'no-agent-online'],
	['error-no-agent-online', 'no-agent-online'],
	['error-omnichannel-is-disabled', 'omnichannel-off'],
	['error-contact-channel-blocked', 'contact-blocked'],
	['error-message-size-exceeded', 'text-too-long'],
	['message-length-exceeds-character-limit', 'text-too-long'],
	['invalid-message', 'message-unknown'],
	['error-invalid-message', 'message-unknown'],
	['error-action-not-allowed', 'not-allowed'],
	['error-not-allowed', 'not-allowed'],
	['error-message-editing-blocked', 'not-allowed'],
	['error-message-deleting-blocked', 'not-allowed'],
	['error-file-upload-disabled', 'file-refused'],
	['error-file-upload-disabled-visitors', 'file-refused'],
	['error-type-not-allowed', 'file-type'],
	['error-invalid-file-type', 'file-type'],
	['error-size-not-allowed', 'file-size'],
	['error-file-too-large', 'file-size'],
]);

/** What has no code of its own. Source: RocketChat/Rocket.Chat apps/meteor/app/apps/server/bridges/. */
const BY_WORDS: readonly (readonly [RegExp, RefusalCode])[] = [
	[/no online agents|no agents? online/i, 'no-agent-online'],
	[/omnichannel is disabled/i, 'omnichannel-off'],
	[/a message must exist|invalid message id/i, 'message-unknown'],
	[/invalid room provided|room is closed/i, 'room-gone'],
	[/message size exceed/i, 'text-too-long'],
	[/invalid token for livechat/i, 'visitor-unknown'],
	[/is not an allowed file type|file type is not accepted/i, 'file-type'],
	[/exceeds allowed size|file is too large/i, 'file-size'],
];

/** The refusal behind an error of Rocket.Chat; undefined when it means nothing to us. */
export function refusalOf(error: unknown): Refused | undefined {
	if (error instanceof Refused) return error;
	const text = error instanceof Error ? error.message : '';
	const known = codesIn(text)
		.map((code) => [code, BY_CODE.get(code)] as const)
		.find(([, ours]) => ours !== undefined);
	const ours = known?.[1] ?? BY_WORDS.find(([words]) => words.test(text))?.[1];
	if (ours === undefined) return undefined;
	return new Refused(ours, `Rocket.Chat refused it (${known?.[0] ?? ours}).`, { cause: error });
}

/** What may be said of any other error: its code; its words may be a customer's. */
export function publicWords(error: unknown): string {
	const code = error instanceof Error ? codesIn(error.message)[0] : undefined;
	return `Rocket.Chat could not do it (${code ?? 'no code'}); its log tells more.`;
}

/** Everything that looks like a code: in brackets, or the whole text. */
function codesIn(text: string): readonly string[] {
	const bracketed = [...text.matchAll(/\[([a-z]+(?:-[a-z]+)+)\]/g)].map((match) => match[1] ?? '');
	const bare = /^(?:Error: )?([a-z]+(?:-[a-z]+)+)$/.exec(text.trim())?.[1];
	return bare === undefined ? bracketed : [...bracketed, bare];
}
