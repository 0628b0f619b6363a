import type { IncomingMessage } from 'node:http';
import { createContentSink, type UploadedContent } from './content.js';

/** A file part of a form. */
export type UploadedFile = {
	readonly field: string;
	readonly name: string;
	readonly mimeType: string;
	readonly content: UploadedContent;
};

export type UploadedForm = {
	readonly fields: ReadonlyMap<string, string>;
	readonly files: readonly UploadedFile[];
};

type PartHeaders = {
	readonly field: string;
	readonly fileName: string | undefined;
	readonly mimeType: string;
};

type OpenPart = {
	readonly headers: PartHeaders;
	readonly sink: ReturnType<typeof createContentSink>;
};

const MAX_PART_HEADERS = 16_384;

/**
 * Reads a multipart/form-data body as it streams in (RFC 7578, RFC 2046 section 5.1): memory stays small whatever the
 * files' size. Undefined when the body is no such form, or is cut off.
 */
export async function readMultipart(request: IncomingMessage): Promise<UploadedForm | undefined> {
	const boundary = boundaryOf(request.headers['content-type']);
	if (boundary === undefined) {
		request.resume();
		return undefined;
	}
	const reader = createFormReader(boundary);
	for await (const chunk of request) reader.take(chunk as Buffer);
	return reader.isComplete() ? reader.form : undefined;
}

function boundaryOf(contentType: string | undefined): string | undefined {
	if (contentType?.toLowerCase().startsWith('multipart/form-data') !== true) return undefined;
	const match = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
	return match?.[1] ?? match?.[2];
}

/** The state machine: preamble, then part headers and part bodies in turn, until the closing delimiter. */
function createFormReader(boundary: string): {
	readonly form: UploadedForm;
	take(chunk: Buffer): void;
	isComplete(): boolean;
} {
	const delimiter = Buffer.from(`\r\n--${boundary}`);
	const fields = new Map<string, string>();
	const files: UploadedFile[] = [];
	// The first delimiter needs no line break before it: one is put there.
	let rest: Buffer = Buffer.from('\r\n');
	let part: OpenPart | undefined;
	let state: 'body' | 'headers' | 'done' | 'broken' = 'body';

	function take(chunk: Buffer): void {
		rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		while (state === 'body' ? takeBody() : state === 'headers' && takeHeaders());
		if (state === 'done' || state === 'broken') rest = Buffer.alloc(0);
	}

	/** True when a delimiter was met, false when more bytes are needed. */
	function takeBody(): boolean {
		const end = rest.indexOf(delimiter);
		// The tail may be the beginning of a delimiter: it stays.
		const certain = end === -1 ? Math.max(0, rest.length - delimiter.length + 1) : end;
		if (certain > 0) part?.sink.write(rest.subarray(0, certain));
		rest = rest.subarray(end === -1 ? certain : end + delimiter.length);
		if (end === -1) return false;
		closePart();
		state = 'headers';
		return true;
	}

	function takeHeaders(): boolean {
		if (rest.length < 2) return false;
		if (rest[0] === 0x2d && rest[1] === 0x2d) {
			state = 'done';
			return false;
		}
		const end = rest.indexOf('\r\n\r\n');
		if (end === -1) {
			if (rest.length > MAX_PART_HEADERS) state = 'broken';
			return false;
		}
		const headers = parsePartHeaders(rest.toString('utf8', 0, end));
		part = { headers, sink: createContentSink() };
		rest = rest.subarray(end + 4);
		state = 'body';
		return true;
	}

	function closePart(): void {
		if (part === undefined) return;
		const { field, fileName, mimeType } = part.headers;
		const content = part.sink.finish();
		if (fileName === undefined) fields.set(field, content.kept.toString('utf8'));
		else files.push({ field, name: fileName, mimeType, content });
		part = undefined;
	}

	return { form: { fields, files }, take, isComplete: () => state === 'done' };
}

function parsePartHeaders(text: string): PartHeaders {
	let field = '';
	let fileName: string | undefined;
	let mimeType = 'application/octet-stream';
	for (const line of text.split('\r\n')) {
		const colon = line.indexOf(':');
		const name = line.slice(0, colon).trim().toLowerCase();
		const value = line.slice(colon + 1).trim();
		if (name === 'content-type') mimeType = value;
		if (name !== 'content-disposition') continue;
		field = parameter(value, 'name') ?? '';
		fileName = extendedParameter(value, 'filename') ?? parameter(value, 'filename');
	}
	return { field, fileName, mimeType };
}

/** A quoted or bare parameter. Browsers write `%22` for a quote in a name, others a backslash before it. */
function parameter(header: string, name: string): string | undefined {
	const match = new RegExp(`;\\s*${name}=(?:"((?:\\\\.|[^"\\\\])*)"|([^;\\s]*))`, 'i').exec(header);
	const value = match?.[1] ?? match?.[2];
	return value
		?.replace(/\\(["\\])/g, '$1')
		.replace(/%(22|0D|0A)/gi, (escape) => decodeURIComponent(escape));
}

/** `filename*=UTF-8''…` (RFC 8187). */
function extendedParameter(header: string, name: string): string | undefined {
	const match = new RegExp(`;\\s*${name}\\*=UTF-8''([^;\\s]*)`, 'i').exec(header);
	if (match?.[1] === undefined) return undefined;
	try {
		return decodeURIComponent(match[1]);
	} catch {
		return undefined;
	}
}
