import type { IncomingMessage } from 'node:http';
import type { Refusal } from './answers.js';

/** A request as it came; `body` only where it was JSON and was read. */
export type Recording = {
	readonly method: string;
	/** Path with query. */
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly at: number;
	body?: unknown;
};

/** Counts requests by "METHOD route", and keeps them when recording is on. */
export type RequestLog = {
	readonly counts: ReadonlyMap<string, number>;
	readonly recordings: readonly Recording[];
	count(request: IncomingMessage, route: string): void;
	/** The body as JSON, `{}` when empty; Refusal with `malformed` or `tooLarge` otherwise. */
	readonly readJson: (request: IncomingMessage) => Promise<unknown>;
};

export type RequestLogOptions = {
	readonly isRecording: boolean;
	readonly maxBodyBytes: number;
	readonly malformed: (reason: string) => Refusal;
	readonly tooLarge: () => Refusal;
};

const MAX_ROUTES = 500;

/** Starts an empty log. The number of routes it tells apart is bounded: beyond it, they count as `(other)`. */
export function createRequestLog(options: RequestLogOptions): RequestLog {
	const counts = new Map<string, number>();
	const recordings: Recording[] = [];
	const open = new WeakMap<IncomingMessage, Recording>();

	function count(request: IncomingMessage, route: string): void {
		const method = request.method ?? 'GET';
		const full = `${method} ${route}`;
		const key = counts.has(full) || counts.size < MAX_ROUTES ? full : '(other)';
		counts.set(key, (counts.get(key) ?? 0) + 1);
		if (!options.isRecording) return;
		const { headers, url = '' } = request;
		const recording: Recording = { method, path: url, headers, at: Date.now() };
		recordings.push(recording);
		open.set(request, recording);
	}

	async function readJson(request: IncomingMessage): Promise<unknown> {
		const text = await readText(request, options);
		let body: unknown = {};
		try {
			if (text !== '') body = JSON.parse(text);
		} catch (error) {
			throw options.malformed(error instanceof Error ? error.message : 'not JSON');
		}
		const recording = open.get(request);
		if (recording !== undefined) recording.body = body;
		return body;
	}

	return { counts, recordings, count, readJson };
}

function readText(
	request: IncomingMessage,
	{ maxBodyBytes, tooLarge }: RequestLogOptions,
): Promise<string> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let size = 0;
		request.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size <= maxBodyBytes) chunks.push(chunk);
		});
		request.on('end', () => {
			if (size > maxBodyBytes) reject(tooLarge());
			else resolve(Buffer.concat(chunks).toString('utf8'));
		});
		request.on('error', reject);
	});
}
