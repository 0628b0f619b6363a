import { asText } from '../../src/sandbox/read.js';
import type { AppObject } from './app-form.js';
import type { BridgeMethods } from './context.js';

const DEFAULT_TIMEOUT_MS = 180_000;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const JSON_TYPES = [
	'application/json',
	'text/javascript',
	'application/javascript',
	'application/x-javascript',
];

type Call = { readonly method: string; readonly url: string; readonly request: AppObject };

/** The app's calls go out over real HTTP, to this machine only (RocketChat/Rocket.Chat app/apps/server/bridges/http.ts). */
export const httpBridge: BridgeMethods = {
	async call({ method, url: address, request }: Call) {
		const url = new URL(address);
		if (!LOOPBACK.includes(url.hostname)) throw new Error('Tests talk to this machine only.');
		const headers = { ...(request['headers'] as Record<string, string> | undefined) };
		const body = bodyOf(method, url, request, headers);
		const response = await fetch(url, {
			method: method.toUpperCase(),
			headers,
			...(body === undefined ? {} : { body }),
			signal: AbortSignal.timeout(Number(request['timeout'] ?? DEFAULT_TIMEOUT_MS)),
		});
		const bytes = Buffer.from(await response.arrayBuffer());
		return {
			...{ url: address, method, statusCode: response.status },
			headers: Object.fromEntries(response.headers),
			...contentOf(bytes, request['encoding'], response.headers.get('content-type') ?? ''),
		};
	},
};

/** `content` wins over `data`; parameters go into the address, or without a body into one. Sets the type that it implies. */
function bodyOf(
	method: string,
	url: URL,
	{ content, data, params }: AppObject,
	headers: Record<string, string>,
): string | undefined {
	const isRead = ['GET', 'HEAD'].includes(method.toUpperCase());
	const given = content ?? (typeof data === 'object' ? data : undefined) ?? undefined;
	const fields = Object.entries((params ?? {}) as Record<string, string>);
	if (isRead || given !== undefined) for (const pair of fields) url.searchParams.append(...pair);
	if (isRead) return undefined;
	if (given === undefined) {
		if (fields.length === 0) return undefined;
		headers['Content-Type'] = 'application/x-www-form-urlencoded';
		return new URLSearchParams(fields).toString();
	}
	if (typeof given === 'string') return given;
	const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
	if (!hasType) headers['Content-Type'] = 'application/json';
	return JSON.stringify(given);
}

function contentOf(bytes: Buffer, encoding: unknown, contentType: string): AppObject {
	if (encoding === null) return { content: bytes };
	const content = bytes.toString(asText(encoding) === '' ? 'utf8' : (encoding as BufferEncoding));
	const isJson = JSON_TYPES.includes(contentType.split(';')[0] ?? '');
	return { content, data: isJson ? parsed(content) : null };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
