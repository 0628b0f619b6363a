import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { request } from 'undici';
import type { FileWay } from './types.js';

/*
 * What the daemon is compared with where files cross: told where a file is and where it goes, it carries it there, and does
 * nothing else. CARRY=stream does it with the least code that holds no file in memory, CARRY=whole as anybody would
 * write it first (fetch, blob, FormData, fetch).
 */

const BOUNDARY = 'bare-boundary-5f0c6c1e';

const carry = process.env['CARRY'] === 'whole' ? carryWhole : carryStream;

const server = createServer((call, response) => {
	read(call)
		.then(carry)
		.then(
			() => ({}),
			(error: unknown) => ({ error: String(error) }),
		)
		.then((answer) => response.end(JSON.stringify(answer)))
		.catch(() => process.exit(1));
});
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`Listening on http://127.0.0.1:${port}\n`);
});

async function read(call: IncomingMessage): Promise<FileWay> {
	return (await json(call)) as FileWay;
}

async function carryStream({ source, target, headers, fields, name }: FileWay): Promise<void> {
	const download = await request(source);
	const head = Object.entries(fields)
		.map(([field, value]) => part(`name="${field}"`, value))
		.concat(part(`name="file"; filename="${name}"`, ''))
		.join('\r\n');
	const tail = `\r\n--${BOUNDARY}--\r\n`;
	const size = Number(download.headers['content-length']);
	async function* form(): AsyncGenerator<Uint8Array> {
		yield Buffer.from(head);
		yield* download.body as AsyncIterable<Uint8Array>;
		yield Buffer.from(tail);
	}
	const { statusCode, body } = await request(target, {
		method: 'POST',
		headers: {
			...headers,
			'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
			'content-length': String(head.length + size + tail.length),
		},
		body: Readable.from(form(), { objectMode: false }),
		headersTimeout: 0,
	});
	await body.dump();
	if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
}

function part(disposition: string, value: string): string {
	return `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}`;
}

async function carryWhole({ source, target, headers, fields, name }: FileWay): Promise<void> {
	const file = await (await fetch(source)).blob();
	const form = new FormData();
	for (const [field, value] of Object.entries(fields)) form.append(field, value);
	form.append('file', file, name);
	const answer = await fetch(target, { method: 'POST', headers, body: form });
	await answer.text();
	if (!answer.ok) throw new Error(`answered ${answer.status}`);
}
