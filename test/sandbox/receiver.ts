import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';

export type Received = {
	readonly headers: IncomingHttpHeaders;
	readonly body: Readonly<Record<string, unknown>>;
};

/** A server that takes webhooks. `answer` says the status for each; 200 unless set. */
export type Receiver = {
	readonly url: string;
	readonly received: readonly Received[];
	answer: (received: Received, count: number) => number;
};

export async function startReceiver(t: ExecutionContext): Promise<Receiver> {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = JSON.parse(Buffer.concat(chunks).toString()) as Received['body'];
			const one = { headers: request.headers, body };
			received.push(one);
			response.writeHead(receiver.answer(one, received.length)).end('{"status":"ok"}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.close();
		server.closeAllConnections();
	});
	const { port } = server.address() as AddressInfo;
	const receiver: Receiver = { url: `http://127.0.0.1:${port}/hook`, received, answer: () => 200 };
	return receiver;
}
