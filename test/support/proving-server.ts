import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { PROBE_PATH, proofOf } from '../../src/core/config/probe-answer.js';

/** Says hello and answers probes as a daemon with that key does, without being one; resolves to its address. */
export async function startProvingServer(t: ExecutionContext, key: Buffer): Promise<string> {
	const server = createServer(({ url = '' }, response) => {
		const nonce = url.startsWith(`${PROBE_PATH}/`) ? url.slice(PROBE_PATH.length + 1) : '';
		const hello = { name: 'greenapi-rc', version: '0.0.0' };
		response.end(JSON.stringify(nonce === '' ? hello : { proof: proofOf(key, nonce) }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
