import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { bytesFrom } from './bytes';
import { fieldsOf } from './fields';
import type { Fields } from './fields';
import type { Settings } from './settings';
import { signCall } from './signing';
import { orUndefined } from './tools';

/** A call is given up after this, milliseconds; the engine's own limit for a handler is 30 s. */
const TIMEOUT_MS = 10_000;
const FILE_TIMEOUT_MS = 25_000;

/** What the daemon answered. `status` 0: it could not be reached, or the app may not use the network. */
export type DaemonAnswer = {
	readonly status: number;
	/** The fields of a JSON answer; empty when it was none. */
	readonly body: Fields;
};

/** Says something to the daemon; never throws. */
export type Daemon = {
	/** `POST …/api/webhook/rocket`, signed, with the webhook token. */
	tell(body: object): Promise<DaemonAnswer>;
	/** `POST …/api/webhook/rocket/<name>` with the command token in the body. */
	command(name: string, body: object): Promise<DaemonAnswer>;
	/** `GET …/api/webhook/rocket`: is there a daemon of ours? */
	hello(): Promise<DaemonAnswer>;
	/** Whether a POST there becomes a GET without its body: that is what clients make of most redirects. */
	isRedirect(): Promise<boolean>;
	/** The bytes behind a ticket; undefined when it opens nothing. */
	fetchFile(ticket: string): Promise<Buffer | undefined>;
};

/** Milliseconds by which the daemon's clock is ahead of ours, as its last refusal told. */
let clockDifference = 0;

export function createDaemon(http: IHttp, settings: Settings): Daemon {
	const { appUrl, commandToken, webhookToken } = settings;

	async function tell(body: object): Promise<DaemonAnswer> {
		const content = JSON.stringify(body);
		const answer = await post(appUrl, content, signed(webhookToken, content));
		const now = answer.body['now'];
		if (answer.body['error'] !== 'stale-signature' || typeof now !== 'number') return answer;
		clockDifference = now - Date.now();
		return post(appUrl, content, signed(webhookToken, content));
	}

	async function post(
		url: string,
		content: string,
		headers: Record<string, string> = {},
	): Promise<DaemonAnswer> {
		return answered(() =>
			http.post(url, {
				content,
				headers: { 'Content-Type': 'application/json', ...headers },
				timeout: TIMEOUT_MS,
			}),
		);
	}

	return {
		tell,
		command: (name, body) =>
			post(`${appUrl}/${name}`, JSON.stringify({ type: name, commandToken, ...body })),
		hello: () => answered(() => http.get(appUrl, { timeout: TIMEOUT_MS })),
		isRedirect: async () => wasGet(await post(`${appUrl}/hello`, '{}')),
		async fetchFile(ticket) {
			const response = await orUndefined(() =>
				http.get(`${appUrl}/file/${ticket}`, {
					headers: { 'X-Rocketchat-Livechat-Token': webhookToken },
					timeout: FILE_TIMEOUT_MS,
					encoding: null,
				}),
			);
			return response?.statusCode === 200 ? bytesFrom(response.content) : undefined;
		},
	};
}

/** The daemon's answer to a command that came as a GET: the address redirects. */
export function wasGet({ status, body }: DaemonAnswer): boolean {
	return status === 405 && body['error'] === 'wrong-method';
}

function signed(token: string, content: string): Record<string, string> {
	const timestamp = Date.now() + clockDifference;
	return {
		'X-Rocketchat-Livechat-Token': token,
		'X-Greenapi-Timestamp': String(timestamp),
		'X-Greenapi-Signature': signCall(token, timestamp, content),
	};
}

/** No response: the address leads nowhere, or the permission `networking` is missing. */
async function answered(call: () => Promise<IHttpResponse>): Promise<DaemonAnswer> {
	const response = await orUndefined(call);
	return {
		status: response?.statusCode ?? 0,
		body: response === undefined ? {} : bodyOf(response),
	};
}

function bodyOf({ data, content }: IHttpResponse): Fields {
	return fieldsOf(data ?? parse(content));
}

function parse(content: unknown): unknown {
	try {
		return typeof content === 'string' ? JSON.parse(content) : undefined;
	} catch {
		return undefined;
	}
}
