import * as http from 'node:http';
import * as https from 'node:https';

/** What came back; status 0 = no answer (refused, broken off, too late). */
export type Posted = { readonly status: number; readonly text: string };

/** Posts webhooks as a cloud does, over kept connections. */
export type Poster = {
	/** Never throws. */
	post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Posted>;
	close(): void;
};

const MAX_ANSWER = 100_000;
const NO_ANSWER: Posted = { status: 0, text: '' };

/** `timeoutMs`: how long the receiver may take for the whole answer. */
export function createPoster(options: { readonly timeoutMs: number }): Poster {
	const limits = { keepAlive: true, maxSockets: 256, maxFreeSockets: 256 };
	const plain = new http.Agent(limits);
	const secure = new https.Agent(limits);

	function attempt(
		url: URL,
		body: string,
		headers: http.OutgoingHttpHeaders,
	): Promise<Posted | 'stale'> {
		return new Promise((resolve) => {
			const isSecure = url.protocol === 'https:';
			const call = (isSecure ? https : http).request(
				url,
				{ method: 'POST', agent: isSecure ? secure : plain, headers },
				(answer) => {
					readAnswer(answer, resolve);
				},
			);
			const timer = setTimeout(() => call.destroy(), options.timeoutMs);
			call.on('close', () => {
				clearTimeout(timer);
				resolve(NO_ANSWER);
			});
			call.on('error', (error: NodeJS.ErrnoException) => {
				resolve(call.reusedSocket && error.code === 'ECONNRESET' ? 'stale' : NO_ANSWER);
			});
			call.end(body);
		});
	}

	async function post(
		address: string,
		body: string,
		extra: Readonly<Record<string, string>>,
	): Promise<Posted> {
		if (!URL.canParse(address) || !/^https?:/i.test(address)) return NO_ANSWER;
		const url = new URL(address);
		const headers = {
			'Content-Type': 'application/json; charset=utf-8',
			'Content-Length': Buffer.byteLength(body),
			...extra,
		};
		const first = await attempt(url, body, headers);
		if (first !== 'stale') return first;
		// The kept connection was closed by the other side meanwhile: once more on a new one.
		const second = await attempt(url, body, headers);
		return second === 'stale' ? NO_ANSWER : second;
	}

	return {
		post,
		close() {
			plain.destroy();
			secure.destroy();
		},
	};
}

function readAnswer(answer: http.IncomingMessage, resolve: (posted: Posted) => void): void {
	let text = '';
	answer.setEncoding('utf8');
	answer.on('data', (piece: string) => {
		if (text.length < MAX_ANSWER) text += piece;
	});
	answer.on('end', () => {
		resolve({ status: answer.statusCode ?? 0, text });
	});
	answer.on('error', () => {
		resolve(NO_ANSWER);
	});
}
