import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import test from 'ava';
import { readMultipart, type UploadedForm } from '../../src/sandbox/multipart.js';

const BOUNDARY = 'a-b';

function form(...parts: readonly (readonly [headers: string, body: Buffer | string])[]): Buffer {
	const pieces = parts.flatMap(([headers, body]) => [
		Buffer.from(`--${BOUNDARY}\r\n${headers}\r\n\r\n`),
		Buffer.from(body as string),
		Buffer.from('\r\n'),
	]);
	return Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

function read(body: Buffer, chunkSize: number): Promise<UploadedForm | undefined> {
	const chunks: Buffer[] = [];
	for (let at = 0; at < body.length; at += chunkSize)
		chunks.push(body.subarray(at, at + chunkSize));
	const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
	return readMultipart(
		Object.assign(Readable.from(chunks), { headers }) as unknown as IncomingMessage,
	);
}

test('a form is read the same however it is cut into chunks', async (t) => {
	// Full of what looks like the beginning of a delimiter.
	const bytes = Buffer.concat([
		Buffer.from('\r\n--a-\r\n--a\r\n-'),
		randomBytes(300),
		Buffer.from('\r\n'),
	]);
	const body = form(
		['Content-Disposition: form-data; name="chatId"', 'ünï'],
		['Content-Disposition: form-data; name="empty"', ''],
		['Content-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: x/y', bytes],
	);
	for (const size of [1, 2, 3, 7, 64, body.length]) {
		const found = await read(body, size);
		const files = found?.files ?? [];
		const fields = [...(found?.fields ?? [])];
		t.deepEqual(fields, [
			['chatId', 'ünï'],
			['empty', ''],
		]);
		t.is(files.length, 1);
		t.like(files[0], { field: 'file', name: 'a.bin', mimeType: 'x/y' });
		t.deepEqual(files[0]?.content.kept, bytes);
	}
});

test('file names survive quotes, umlauts and both ways of escaping', async (t) => {
	const names: readonly (readonly [string, string])[] = [
		['filename="a \\"b\\".txt"', 'a "b".txt'],
		['filename="a %22b%22.txt"', 'a "b".txt'],
		['filename="Прайс;1.pdf"', 'Прайс;1.pdf'],
		[`filename="x"; filename*=UTF-8''%C3%BC.pdf`, 'ü.pdf'],
	];
	for (const [written, name] of names) {
		const body = form([`Content-Disposition: form-data; name="file"; ${written}`, 'x']);
		t.is((await read(body, 5))?.files[0]?.name, name);
	}
});

test('a form that is cut off is no form', async (t) => {
	const body = form(['Content-Disposition: form-data; name="a"', 'b']);
	t.is(await read(body.subarray(0, -6), 10), undefined);
	t.is((await read(body, 10))?.fields.get('a'), 'b');
});

test('of a large file only digest, size and the beginning are kept', async (t) => {
	const bytes = randomBytes(3_000_000);
	const body = form(['Content-Disposition: form-data; name="file"; filename="big"', bytes]);
	const content = (await read(body, 65_536))?.files[0]?.content;
	t.is(content?.size, bytes.length);
	t.is(content?.sha256, createHash('sha256').update(bytes).digest('hex'));
	t.deepEqual(content?.kept, bytes.subarray(0, 65_536));
	t.is(content?.open(), undefined);
});
