import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

/** A file as part of a form. `size` in bytes; undefined when the source does not tell. */
export type MultipartFile = {
	readonly field: string;
	readonly name: string;
	readonly mimeType: string;
	readonly stream: Readable;
	readonly size: number | undefined;
};

/** The request's body and the headers that belong to it. */
export type MultipartBody = {
	readonly body: Readable;
	readonly headers: Readonly<Record<string, string>>;
};

/** How browsers write names into a form (HTML standard, multipart/form-data encoding): UTF-8, three characters escaped. */
function quoted(name: string): string {
	const safe = name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
	return `"${safe}"`;
}

function openingPart(
	boundary: string,
	fields: Readonly<Record<string, string>>,
	file: MultipartFile,
): Buffer {
	const lines = Object.entries(fields).flatMap(([name, value]) => [
		`--${boundary}`,
		`Content-Disposition: form-data; name=${quoted(name)}`,
		'',
		value,
	]);
	lines.push(
		`--${boundary}`,
		`Content-Disposition: form-data; name=${quoted(file.field)}; filename=${quoted(file.name)}`,
		`Content-Type: ${/^[\w.+/;= -]+$/.test(file.mimeType) ? file.mimeType : 'application/octet-stream'}`,
		'',
		'',
	);
	return Buffer.from(lines.join('\r\n'));
}

async function* joined(head: Buffer, file: Readable, tail: Buffer): AsyncGenerator<Buffer> {
	yield head;
	yield* file as AsyncIterable<Buffer>;
	yield tail;
}

/**
 * A form with text fields and one file, streamed: the file is never held in memory. Content-Length is set when the
 * file's size is known. An error of `file.stream` destroys the body with it, and the end of the body, however it
 * comes, destroys `file.stream`.
 */
export function multipartBody(
	fields: Readonly<Record<string, string>>,
	file: MultipartFile,
): MultipartBody {
	const boundary = `greenapi-rc-${randomBytes(18).toString('hex')}`;
	const head = openingPart(boundary, fields, file);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const body = Readable.from(joined(head, file.stream, tail), { objectMode: false });
	file.stream.on('error', (error) => {
		body.destroy(error);
	});
	// Whoever reads the body gets its error; before that it must not end the process.
	body.on('error', () => undefined);
	body.once('close', () => {
		file.stream.destroy();
	});
	const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
	if (file.size === undefined) return { body, headers: type };
	const length = head.length + file.size + tail.length;
	return { body, headers: { ...type, 'content-length': String(length) } };
}
