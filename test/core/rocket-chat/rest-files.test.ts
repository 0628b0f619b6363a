import { text } from 'node:stream/consumers';
import test from 'ava';
import {
	AUTH_TOKEN,
	gatewayTo,
	ROOM,
	sample,
	startStandIn,
	TOKEN,
	visitorRoom,
} from './stand-in.js';
import type { Sample } from './stand-in.js';

const PATH = '/file-upload/Zr4tXnB8wKqLm2VpS/scan%20%C3%A4.pdf';
const pdf: Sample = { status: 200, headers: { 'Content-Type': 'application/pdf' }, body: '%PDF-1' };
const forbidden: Sample = { status: 403, body: 'Forbidden' };

test('A file is fetched with the visitor’s own right', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(`GET ${PATH}`, pdf);
	const file = await gatewayTo(t, standIn.url).fetchFile(visitorRoom, PATH);
	t.is(await text(file.stream), '%PDF-1');
	t.like(file, { name: 'scan ä.pdf', mimeType: 'application/pdf' });
	const [seen] = standIn.seen;
	t.deepEqual(seen?.query, { rc_room_type: 'l', rc_rid: ROOM, rc_token: TOKEN });
	t.is(seen?.headers['x-auth-token'], undefined);
});

test('An absolute address keeps its own access token', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(`GET ${PATH}`, pdf);
	const file = await gatewayTo(t, standIn.url).fetchFile(
		visitorRoom,
		`${standIn.url}${PATH}?token=jwt`,
	);
	file.stream.destroy();
	t.is(standIn.seen[0]?.query['token'], 'jwt');
});

test('Where the visitor may not, the workspace user is tried once', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(`GET ${PATH}`, forbidden, pdf, forbidden);
	const gateway = gatewayTo(t, standIn.url);
	const file = await gateway.fetchFile(visitorRoom, PATH);
	t.is(await text(file.stream), '%PDF-1');
	t.is(standIn.seen[1]?.headers['x-auth-token'], AUTH_TOKEN);
	t.deepEqual(standIn.seen[1]?.query, {});
	const again = gateway.fetchFile(visitorRoom, PATH);
	const error = await t.throwsAsync(again, { code: 'ROCKET_CHAT_FILE_FORBIDDEN' });
	t.like(error, { disposition: 'dead' });
	t.is(standIn.seen.length, 4);
});

test('A workspace below a path has its files there', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(`GET /chat${PATH}`, pdf);
	const gateway = gatewayTo(t, `${standIn.url}/chat`);
	for (const path of [PATH, `/chat${PATH}`, `${standIn.url}/chat${PATH}`, PATH.slice(1)]) {
		const file = await gateway.fetchFile(visitorRoom, path);
		t.is(await text(file.stream), '%PDF-1', `file of ${path}`);
	}
});

test('An address that is no upload of the workspace is never called', async (t) => {
	const standIn = await startStandIn(t);
	const gateway = gatewayTo(t, standIn.url);
	const host = standIn.url.slice('http://'.length);
	const paths = [
		'https://evil.example/file-upload/x/y.pdf',
		'//evil.example/file-upload/x/y.pdf',
		'/\\evil.example/file-upload/x/y.pdf',
		`http://user:secret@${host}/file-upload/x/y.pdf`,
		'/api/v1/me',
		'/file-upload/../api/v1/me',
		'/file-upload/%2e%2e/api/v1/me',
		'/file-uploads/x/y.pdf',
		'file:///etc/passwd',
		'',
	];
	for (const path of paths) {
		const fetching = gateway.fetchFile(visitorRoom, path);
		await t.throwsAsync(fetching, { code: 'ROCKET_CHAT_FILE_ADDRESS_REFUSED' }, `file of ${path}`);
	}
	t.is(standIn.seen.length, 0);
});

test('What a failed download means depends on the status', async (t) => {
	const standIn = await startStandIn(t);
	const gateway = gatewayTo(t, standIn.url);
	const meanings: readonly (readonly [Sample, object])[] = [
		[sample('errors/404.not-found'), { code: 'ROCKET_CHAT_FILE_GONE', disposition: 'dead' }],
		[sample('errors/500.internal'), { code: 'ROCKET_CHAT_UNAVAILABLE', disposition: 'retry' }],
		[
			{ status: 429, body: '' },
			{ code: 'ROCKET_CHAT_RATE_LIMITED', disposition: 'wait' },
		],
		[{ status: 200, body: '<html>Rocket.Chat</html>' }, { code: 'ROCKET_CHAT_FILE_GONE' }],
		[
			{ ...pdf, body: 'x'.repeat(1_000_001) },
			{ code: 'HTTP_FILE_TOO_LARGE', disposition: 'dead' },
		],
	];
	for (const [answer, meaning] of meanings) {
		standIn.answer(`GET ${PATH}`, answer);
		const fetching = gateway.fetchFile(visitorRoom, PATH).then(({ stream }) => text(stream));
		const error = await t.throwsAsync(fetching);
		t.like(error, meaning);
	}
});
