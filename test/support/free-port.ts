import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out for port 0 (Linux: from 32768): nothing else in the tests lands there by chance. */
const FIRST = 15_000;
const COUNT = 15_000;

/** A TCP port of 127.0.0.1 that nobody listens on at this moment; for programs that can't be told to take port 0. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = FIRST + Math.floor(Math.random() * COUNT);
		if (await isFree(port)) return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	try {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	} catch {
		return false;
	}
	server.close();
	await once(server, 'close');
	return true;
}
