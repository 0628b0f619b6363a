import { Readable } from 'node:stream';
import test from 'ava';
import { multipartBody } from '../../../src/core/http/multipart.js';
import { freePort } from '../../support/free-port.js';
import { waitFor } from '../../support/wait-for.js';
import { startClient, startRecorder } from './local-server.js';

function file(
	content: string,
	options: { name?: string; mimeType?: string; size?: number | undefined } = {},
): Parameters<typeof multipartBody>[1] {
	return {
		field: 'file',
		name: options.name ?? 'scan.pdf',
		mimeType: options.mimeType ?? 'application/pdf',
		stream: Readable.from([Buffer.from(content)]),
		size: 'size' in options ? options.size : Buffer.byteLength(content),
	};
}

/** The form as another implementation reads it. */
async function parse(
	headers: Readonly<Record<string, string>>,
	body: Buffer,
): Promise<{ form: FormData; file: File }> {
	// eslint-disable-next-line @typescript-eslint/no-deprecated -- made for servers to avoid, good enough as a second opinion
	const form = await new Response(body, { headers }).formData();
	const received = form.get('file');
	if (!(received instanceof File)) throw new TypeError('The form has no file');
	return { form, file: received };
}

test('writes fields and the file so that others can read them', async (t) => {
	const form = multipartBody(
		{ chatId: '79001112233@c.us', caption: 'zwei\nZeilen “ü”' },
		file('%PDF'),
	);
	const body = Buffer.concat(await form.body.toArray());
	t.is(form.headers['content-length'], String(body.length));
	const parsed = await parse(form.headers, body);
	t.is(parsed.form.get('chatId'), '79001112233@c.us');
	t.is(parsed.form.get('caption'), 'zwei\nZeilen “ü”');
	const received = parsed.file;
	t.is(received.name, 'scan.pdf');
	t.is(received.type, 'application/pdf');
	t.is(await received.text(), '%PDF');
});

for (const name of [
	'счёт №1.pdf',
	'a "quoted" name.txt',
	'line\r\nbreak: x.txt',
	'📎.png',
	"it's.png",
]) {
	test(`carries the file name ${JSON.stringify(name)}`, async (t) => {
		const form = multipartBody({}, file('x', { name }));
		const body = Buffer.concat(await form.body.toArray());
		const { file: received } = await parse(form.headers, body);
		t.is(received.name, name);
		t.is(await received.text(), 'x');
	});
}

test('does not let a type break out of its header', async (t) => {
	const form = multipartBody({}, file('x', { mimeType: 'text/plain\r\n\r\nevil' }));
	const body = Buffer.concat(await form.body.toArray());
	t.notRegex(body.toString(), /evil/u);
	t.regex(body.toString(), /Content-Type: application\/octet-stream\r\n/u);
});

test('reaches a server with and without a known size', async (t) => {
	const server = await startRecorder(t);
	const client = startClient(t);
	for (const size of [5, undefined]) {
		const form = multipartBody({ a: 'b' }, file('12345', { size }));
		await client.send({ method: 'POST', url: server.url, ...form, label: 'upload' });
	}
	const [known, unknown] = server.received;
	t.is(known?.headers['content-length'], String(known?.body.length));
	t.is(unknown?.headers['transfer-encoding'], 'chunked');
	for (const { headers, body } of server.received) {
		const type = { 'content-type': headers['content-type'] ?? '' };
		const { file: received } = await parse(type, body);
		t.is(await received.text(), '12345');
	}
});

test('fails the request when the size was wrong', async (t) => {
	const server = await startRecorder(t);
	for (const size of [4, 6]) {
		const form = multipartBody({}, file('12345', { size }));
		const call = { method: 'POST', url: server.url, ...form, label: 'upload' } as const;
		await t.throwsAsync(startClient(t).send(call), { code: 'HTTP_BROKEN_OFF' });
	}
	t.is(server.received.length, 0);
});

test('fails with the error of the file', async (t) => {
	const server = await startRecorder(t);
	const reason = new TypeError('the disk is gone');
	const stream = new Readable({
		read() {
			this.destroy(reason);
		},
	});
	const form = multipartBody({}, { ...file('', { size: 10 }), stream });
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'POST', url: server.url, ...form, label: 'upload' }),
		{ code: 'HTTP_BROKEN_OFF' },
	);
	t.is(error.cause, reason);
	t.is(server.received.length, 0);
});

test('survives a file that fails before anybody reads', async (t) => {
	const one = file('x');
	const form = multipartBody({}, one);
	one.stream.destroy(new TypeError('early'));
	await t.throwsAsync(form.body.toArray(), { message: 'early' });
});

test('lets go of the file when the upload can not begin', async (t) => {
	const one = file('x');
	const form = multipartBody({}, one);
	const url = `http://127.0.0.1:${await freePort()}/`;
	await t.throwsAsync(startClient(t).send({ method: 'POST', url, ...form, label: 'upload' }));
	await waitFor(() => one.stream.destroyed);
	t.true(one.stream.destroyed);
});
