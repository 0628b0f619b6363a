import { type BridgeError, FileTooLargeError } from '../domain/errors.js';
import type { TextKey } from '../texts/en.js';
import type { Say } from '../texts/phrasebook.js';

/** What ends a message for good, in words for an agent. */
const TEXTS: Readonly<Record<string, TextKey>> = {
	GREEN_API_TOO_LARGE: 'failure.too-large',
	GREEN_API_TOKEN_REFUSED: 'failure.instance',
	GREEN_API_INSTANCE_REFUSED: 'failure.instance',
	GREEN_API_INSTANCE_GONE: 'failure.instance',
	GREEN_API_NOT_FOUND: 'failure.instance',
	LEDGER_TARGET_REMOVED: 'failure.instance',
	GREEN_API_REFUSED: 'failure.refused',
	GREEN_API_FAILED: 'failure.no-answer',
	HTTP_UNREACHABLE: 'failure.no-answer',
	HTTP_TIMEOUT: 'failure.no-answer',
	HTTP_BROKEN_OFF: 'failure.no-answer',
	ROCKET_CHAT_UNAVAILABLE: 'failure.no-answer',
	ROCKET_CHAT_FILE_FORBIDDEN: 'failure.file-forbidden',
	ROCKET_CHAT_FILE_GONE: 'failure.file-gone',
	LEDGER_FILE_GONE: 'failure.kept-file-gone',
	ROCKET_CHAT_CONTACT_BLOCKED: 'failure.contact-blocked',
};

/** What happened and what to do; in the words of the error itself where the table has none. */
export function explainFailure(error: BridgeError, say: Say): string {
	if (error instanceof FileTooLargeError)
		return say('failure.file-over-limit', { limit: Math.floor(error.limitBytes / 1024 / 1024) });
	const key = Object.hasOwn(TEXTS, error.code) ? TEXTS[error.code] : undefined;
	return key === undefined ? `${error.message} ${error.help}` : say(key);
}
