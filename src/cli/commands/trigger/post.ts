import { HttpError, RefusedError } from '../../../core/domain/errors.js';
import { asObject, textAt } from '../../../core/domain/json.js';
import type { HttpClient } from '../../../core/http/types.js';
import { oneLine } from '../../shown.js';
import type { SayWord } from '../../words.js';
import type { WORDS } from './words.js';

/** Where a webhook goes, and what proves its sender. */
export type Door = {
	/** The daemon's address without a path. */
	readonly url: string;
	readonly path: string;
	readonly header: string;
	readonly token: string;
};

/**
 * Posts a webhook as its cloud would; answers what the agent is told, '' for nothing. Rejects with RefusedError
 * `daemon-not-running` or `daemon-refused`.
 */
export async function postWebhook(
	http: Pick<HttpClient, 'send'>,
	{ url, path, header, token }: Door,
	body: object,
	say: SayWord<typeof WORDS>,
): Promise<string> {
	const answer = await http
		.send({
			...{ method: 'POST', url: `${url}${path}`, label: 'the daemon' },
			headers: { 'content-type': 'application/json', [header]: token },
			body: JSON.stringify(body),
		})
		.catch((error: unknown) => {
			throw error instanceof HttpError ? notRunning(url, error, say) : error;
		});
	const message = textAt(objectOf(answer.text), 'message');
	if (answer.status === 200) return message;
	throw new RefusedError(say('refused', { status: answer.status, message: oneLine(message) }), {
		code: 'daemon-refused',
		help: say('refusedHelp'),
	});
}

function notRunning(url: string, cause: HttpError, say: SayWord<typeof WORDS>): RefusedError {
	return new RefusedError(say('noDaemon', { url }), {
		code: 'daemon-not-running',
		help: say('startDaemon'),
		cause,
	});
}

function objectOf(text: string) {
	try {
		return asObject(JSON.parse(text));
	} catch {
		return undefined;
	}
}
