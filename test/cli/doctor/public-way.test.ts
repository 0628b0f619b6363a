import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { isProof, PROBE_PATH, proofOf } from '../../../src/core/config/probe-answer.js';
import { probe } from '../../../src/core/http/probe.js';
import { certificateOf } from '../../../src/core/operations/doctor/check-daemon.js';
import { examine } from '../../../src/core/operations/doctor/examine.js';
import { startProgram } from '../../support/child.js';
import { repositoryRoot } from '../../support/repository.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const KEY = Buffer.alloc(32, 7);
const TLS = join(repositoryRoot, 'test/fixtures/tls');
const CERTIFICATE = join(TLS, 'localhost.pem');
const HELLO = { name: 'greenapi-rc', version: '1.0.0' };
const DAY = 24 * 3_600_000;

async function serve(t: ExecutionContext, answer: RequestListener, isSecure = false) {
	const pair = { key: readFileSync(join(TLS, 'localhost.key')), cert: readFileSync(CERTIFICATE) };
	const server = isSecure ? createSecureServer(pair, answer) : createServer(answer);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.close();
		server.closeAllConnections();
	});
	const { port } = server.address() as AddressInfo;
	return `${isSecure ? 'https' : 'http'}://localhost:${port}`;
}

/** What doctor finds of that address, as `<fault>` or `ok`. */
async function look(t: ExecutionContext, appUrl: string, timeoutMs = 5000) {
	const cwd = await temporaryFolder(t);
	const env = { APP_URL: appUrl, SECRET_KEY: KEY.toString('base64'), PORT: '0', DATA_DIR: cwd };
	const deps = { env, cwd, credentialsFolder: undefined, timeoutMs, version: '1.0.0' } as const;
	return examine({ ...deps, only: 'daemon' }, (findings) => {
		const found = findings.find(({ id }) => id === 'app-url-probe');
		return Promise.resolve({ fault: found?.fault, found: found?.found[0] ?? '' });
	});
}

const json =
	(status: number, body: object, headers: Record<string, string> = {}): RequestListener =>
	(_request, response) =>
		void response.writeHead(status, headers).end(JSON.stringify(body));

/** The hello is there, the rest is as said. */
const withHello =
	(rest: RequestListener): RequestListener =>
	(request, response) => {
		(request.url === '/api/webhook/rocket' ? json(200, HELLO) : rest)(request, response);
	};

const answerProof: RequestListener = ({ url = '' }, response) => {
	const nonce = url.slice(PROBE_PATH.length + 1);
	json(200, { ...HELLO, nonce, proof: proofOf(KEY, nonce) })({} as never, response);
};

for (const [name, answer, fault, shown] of [
	['our daemon', answerProof, '', /answered it in \d+ ms/u],
	[
		'a redirect',
		json(301, {}, { location: '/x/?t=geheim' }),
		'redirect',
		/localhost:\d+\/x\/ \(301\)/u,
	],
	['a proxy that knows no such path', json(404, {}), 'missing', /404/u],
	['a path that is changed', json(404, { error: 'unknown-path' }), 'prefix', /changes it/u],
	['a daemon without the probe', withHello(json(404, {})), 'partly', /not to the probe/u],
	['a login', json(401, {}), 'denied', /login \(401\)/u],
	['a proxy without a daemon', json(502, {}), 'gateway', /502/u],
	['another server', json(200, { hello: 'world' }), 'stranger', /another server/u],
	['another daemon', json(200, { ...HELLO, proof: 'f'.repeat(64) }), 'another', /another key/u],
	['too many probes', json(429, {}), 'limited', /too many/u],
	['silence', () => undefined, 'timeout', /did not answer in 0\.3 s/u],
] as const) {
	test(`doctor tells what is behind the address: ${name}`, async (t) => {
		const url = await serve(t, answer);
		const { fault: actual, found } = await look(t, url, name === 'silence' ? 300 : 5000);
		t.is(actual, fault, `found: ${found}`);
		t.regex(found, shown);
		t.notRegex(found, /geheim/u);
	});
}

test('a certificate that nobody knows is named, one that is known has its days counted', async (t) => {
	const url = await serve(t, answerProof, true);
	const { fault, found } = await look(t, url);
	t.is(fault, 'certificate');
	t.regex(found, /SELF_SIGNED/u);

	const cwd = await temporaryFolder(t);
	const env = { APP_URL: url, SECRET_KEY: KEY.toString('base64'), PORT: '0', DATA_DIR: cwd };
	const known = { ...env, NODE_EXTRA_CA_CERTS: CERTIFICATE };
	const args = ['doctor', '--only', 'daemon', '--verbose'];
	const program = startProgram(t, args, { cwd, env: known });
	const { code, stdout } = await program.exited;
	t.is(code, 7, 'GREEN-API can’t come to this machine');
	t.regex(stdout, /^ok {2}app-url-probe/mu);
	t.regex(stdout, /^ok {2}app-url-certificate[^]*\d{5} days more/mu);
});

test('a certificate is told of two weeks before its end', (t) => {
	const now = Date.now();
	const result = { kind: 'answer', status: 200, location: '', text: '', ms: 1 } as const;
	const of = (days: number) =>
		certificateOf({ ...result, certificateUntil: now + days * DAY }, 'https://x', now).status;
	t.deepEqual([of(13.5), of(15)], ['warning', 'ok']);
});

test('a probe reads no more than the beginning, and ends', async (t) => {
	const url = await serve(t, (_request, response) => {
		const more = (): void => void response.write('x'.repeat(10_000), more);
		more();
	});
	const result = await probe(url, 5000);
	t.is(result.kind, 'answer');
	t.true(result.kind === 'answer' && result.text.length < 200_000);
});

test('the proof belongs to one key and one nonce', (t) => {
	const nonce = '0'.repeat(32);
	const proof = proofOf(KEY, nonce);
	t.regex(proof, /^[0-9a-f]{64}$/u);
	t.true(isProof(KEY, nonce, proof));
	t.false(isProof(KEY, '1'.repeat(32), proof));
	t.false(isProof(Buffer.alloc(32, 8), nonce, proof));
	t.false(isProof(KEY, nonce, ''));
});
