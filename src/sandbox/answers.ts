import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { BridgeError } from '../core/domain/errors.js';

/** Thrown while a stand-in serves a request: the caller gets `status` and `body` (an object as JSON, a string as text). */
export class Refusal extends BridgeError {
	override name = 'Refusal';
	readonly body: unknown;

	constructor(status: number, body: unknown) {
		super(`The stand-in refused with ${status}`, {
			code: 'SANDBOX_REFUSAL',
			help: 'This is an answer for the caller of the stand-in, not a failure of it.',
			status,
		});
		this.body = body;
	}
}

/** The sandbox was asked for something that can't be: a user, room or instance that it does not have. */
export class SandboxError extends BridgeError {
	override name = 'SandboxError';

	constructor(message: string, help: string) {
		super(message, { code: 'SANDBOX_MISUSE', help });
	}
}

/** Answers with JSON. Does nothing when an answer has begun already. */
export function answerJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers?: OutgoingHttpHeaders,
): void {
	answerText(response, status, JSON.stringify(body), {
		'Content-Type': 'application/json; charset=utf-8',
		...headers,
	});
}

/** Answers with a text as it is (also an empty one). Does nothing when an answer has begun already. */
export function answerText(
	response: ServerResponse,
	status: number,
	text: string,
	headers?: OutgoingHttpHeaders,
): void {
	if (response.headersSent) return;
	response.writeHead(status, {
		'Content-Type': 'text/plain; charset=utf-8',
		'Content-Length': Buffer.byteLength(text),
		...headers,
	});
	response.end(text);
}

/** Answers with a body of either form. */
export function answerBody(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers?: OutgoingHttpHeaders,
): void {
	if (typeof body === 'string') answerText(response, status, body, headers);
	else answerJson(response, status, body, headers);
}
