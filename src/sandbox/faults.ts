import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { answerBody } from './answers.js';

/**
 * - `slow`: waits `ms`, then serves;
 * - `429`, `500`: refuses as that cloud words it;
 * - `half-open`: accepts the request and never answers; the socket stays open until `ms` or the end of the stand-in;
 * - `reset`: destroys the socket before serving: no effect;
 * - `reset-after`, `500-after`: serves (the effect happens), then destroys the socket, or answers 500;
 * - `refuse`: answers `status` (default 400), `headers` and `body`, once unless `times` says otherwise.
 */
export type FaultKind =
	'slow' | '429' | '500' | 'half-open' | 'reset' | 'reset-after' | '500-after' | 'refuse';

/** A fault and which requests it happens to. */
export type Fault = {
	readonly kind: FaultKind;
	/** Any method when missing. */
	readonly method?: string;
	/** The start of the path, or a pattern for it (the query is no part of it). */
	readonly path: RegExp | string;
	/** How many requests it hits; forever when missing. */
	readonly times?: number;
	/** Only each n-th matching request. */
	readonly every?: number;
	/** Milliseconds, for `slow` and `half-open`. */
	readonly ms?: number;
	readonly status?: number;
	readonly headers?: OutgoingHttpHeaders;
	readonly body?: unknown;
};

export type Faults = {
	/** Answers with a function that takes the fault away again. */
	add(fault: Fault): () => void;
	clear(): void;
	/** How often each kind has happened. */
	readonly hits: Readonly<Record<FaultKind, number>>;
};

/** How a cloud words its two standard failures. */
export type CloudAnswers = {
	readonly tooManyRequests: () => { body: unknown; headers?: OutgoingHttpHeaders };
	readonly internalError: () => { body: unknown };
};

type PlantedFault = { readonly fault: Fault; seen: number; left: number };

/** The faults of one stand-in. `pick` finds the first that applies to a request, and counts it. */
export function createFaults(): Faults & {
	pick(method: string, path: string): Fault | undefined;
} {
	const planted = new Set<PlantedFault>();
	const hits: Record<FaultKind, number> = {
		slow: 0,
		'429': 0,
		'500': 0,
		'half-open': 0,
		reset: 0,
		'reset-after': 0,
		'500-after': 0,
		refuse: 0,
	};

	function add(fault: Fault): () => void {
		const entry = { fault, seen: 0, left: fault.times ?? (fault.kind === 'refuse' ? 1 : Infinity) };
		planted.add(entry);
		return () => {
			planted.delete(entry);
		};
	}

	function pick(method: string, path: string): Fault | undefined {
		for (const entry of planted) {
			if (!matches(entry.fault, method, path)) continue;
			entry.seen += 1;
			if (entry.seen % (entry.fault.every ?? 1) !== 0) continue;
			entry.left -= 1;
			if (entry.left <= 0) planted.delete(entry);
			hits[entry.fault.kind] += 1;
			return entry.fault;
		}
		return undefined;
	}

	return {
		add,
		pick,
		hits,
		clear: () => {
			planted.clear();
		},
	};
}

function matches(fault: Fault, method: string, path: string): boolean {
	if (fault.method !== undefined && fault.method !== method) return false;
	return typeof fault.path === 'string'
		? path.startsWith(fault.path)
		: path.search(fault.path) !== -1;
}

/** Lets a fault happen to a request. `serve` is what would have happened without it. */
export function causeFault(
	fault: Fault,
	request: IncomingMessage,
	response: ServerResponse,
	cloud: CloudAnswers,
	serve: () => void,
): void {
	switch (fault.kind) {
		case 'slow':
			setTimeout(serve, fault.ms ?? 0);
			return;
		case '429': {
			const { body, headers } = cloud.tooManyRequests();
			answerBody(response, 429, body, headers);
			return;
		}
		case '500':
			answerBody(response, 500, cloud.internalError().body);
			return;
		case 'half-open':
			request.resume();
			if (fault.ms !== undefined) setTimeout(() => request.socket.destroy(), fault.ms).unref();
			return;
		case 'reset':
			request.socket.destroy();
			return;
		case 'reset-after':
			replaceAnswer(response, () => request.socket.destroy());
			serve();
			return;
		case '500-after': {
			const answer = replaceAnswer(response, () => {
				answer.restore();
				answerBody(response, 500, cloud.internalError().body);
			});
			serve();
			return;
		}
		case 'refuse':
			answerBody(response, fault.status ?? 400, fault.body ?? '', fault.headers);
	}
}

/** Throws away what is written to the response, and calls `atEnd` where it would have been complete. */
function replaceAnswer(response: ServerResponse, atEnd: () => void): { restore(): void } {
	const original = {
		writeHead: response.writeHead.bind(response),
		write: response.write.bind(response),
		end: response.end.bind(response),
	};
	response.writeHead = () => response;
	response.write = () => true;
	response.end = () => {
		atEnd();
		return response;
	};
	return { restore: () => Object.assign(response, original) };
}
