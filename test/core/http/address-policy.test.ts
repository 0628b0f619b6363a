import test from 'ava';
import { HttpError } from '../../../src/core/domain/errors.js';
import { isPublicAddress } from '../../../src/core/http/address-policy.js';
import { startClient, startRecorder, startServer } from './local-server.js';

const PRIVATE = [
	'127.0.0.1',
	'127.8.8.8',
	'0.0.0.0',
	'10.0.0.1',
	'172.16.0.1',
	'192.168.1.1',
	'169.254.169.254',
	'100.64.0.1',
	'192.0.2.1',
	'198.18.0.1',
	'224.0.0.1',
	'255.255.255.255',
	'::',
	'::1',
	'::127.0.0.1',
	'::ffff:127.0.0.1',
	'::ffff:10.0.0.1',
	'64:ff9b::7f00:1',
	'64:ff9b:1::1',
	'2002:7f00:1::',
	'2001:db8::1',
	'2001:0:1::',
	'fe80::1',
	'fec0::1',
	'fd00::1',
	'ff02::1',
	'localhost',
	'',
];

for (const address of PRIVATE) {
	test(`does not take "${address}" for a public address`, (t) => {
		t.false(isPublicAddress(address));
	});
}

for (const address of ['8.8.8.8', '::ffff:8.8.8.8', '2606:4700:4700::1111', '2a00:1450::1']) {
	test(`takes ${address} for a public address`, (t) => {
		t.true(isPublicAddress(address));
	});
}

for (const host of [
	'127.0.0.1',
	'[::1]',
	'[::ffff:127.0.0.1]',
	'2130706433',
	'0x7f.1',
	'localhost',
]) {
	test(`opens no connection to ${host} unless it is trusted`, async (t) => {
		const server = await startRecorder(t);
		const client = startClient(t, { isTrusted: () => false });
		const request = {
			method: 'GET',
			url: `http://${host}:${server.port}/`,
			label: 'test',
		} as const;
		for (const call of [client.send(request), client.download({ ...request, maxBytes: 10 })]) {
			const error = await t.throwsAsync(call, { instanceOf: HttpError });
			t.like(error, { code: 'HTTP_ADDRESS_REFUSED', disposition: 'dead', certain: true });
		}
		t.is(server.received.length, 0);
	});
}

test('opens a connection to localhost when it is trusted', async (t) => {
	const server = await startRecorder(t);
	const url = `http://localhost:${server.port}/`;
	const answer = await startClient(t).send({ method: 'GET', url, label: 'test' });
	t.is(answer.status, 200);
});

test('asks for each hop of a download whether it is trusted', async (t) => {
	const inner = await startRecorder(t);
	const targets = [
		`${inner.url}/metadata`,
		`http://localhost:${inner.port}/`,
		`http://[::ffff:127.0.0.1]:${inner.port}/`,
		'file:///etc/passwd',
	];
	for (const location of targets) {
		const outer = await startServer(t, (_request, response) => {
			response.writeHead(302, { location }).end();
		});
		const client = startClient(t, { isTrusted: (url) => url.origin === outer.url });
		await t.throwsAsync(
			client.download({ method: 'GET', url: outer.url, maxBytes: 10, label: 'test' }),
			{ instanceOf: HttpError, code: 'HTTP_ADDRESS_REFUSED' },
		);
	}
	t.is(inner.received.length, 0);
});
