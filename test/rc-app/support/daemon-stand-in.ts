import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';

export type Told = Readonly<Record<string, unknown>> & { readonly type: string };
export type DaemonAnswer = { readonly status: number; readonly body?: object };

/** The daemon's side of docs/protocol.md, as far as the app talks to it: keeps what it took, and refuses as told. */
export type DaemonStandIn = {
	/** Ends with `/api/webhook/rocket`. */
	readonly url: string;
	readonly token: string;
	/** What was taken (answered 200), in order. */
	readonly taken: readonly Told[];
	/** What came with a signature that is wrong, or none. */
	readonly unsigned: readonly Told[];
	/** The answer to each call; undefined: taken. */
	answer: (told: Told) => DaemonAnswer | undefined | Promise<DaemonAnswer | undefined>;
	/** Files behind tickets. */
	readonly files: Map<string, Buffer>;
	/** Takes the daemon off the network, and back at the same port. */
	stop(): Promise<void>;
	start(): Promise<void>;
};

const PATH = '/api/webhook/rocket';

export async function startDaemonStandIn(t: ExecutionContext): Promise<DaemonStandIn> {
	const taken: Told[] = [];
	const unsigned: Told[] = [];
	const token = 'the-webhook-token';
	let port = 0;
	const server = createServer((request, response) => {
		void bodyOf(request).then(async (content) => {
			const send = (status: number, body: object | Buffer) => {
				const isBytes = Buffer.isBuffer(body);
				response.setHeader('Content-Type', isBytes ? 'image/png' : 'application/json');
				response.writeHead(status).end(isBytes ? body : JSON.stringify(body));
			};
			const ticket = /\/file\/(.+)$/.exec(request.url ?? '')?.[1];
			if (ticket !== undefined) {
				const bytes = daemon.files.get(ticket);
				send(bytes === undefined ? 404 : 200, bytes ?? { error: 'gone' });
			} else if (request.method === 'GET') send(200, { name: 'greenapi-rc', version: '0.1.0' });
			else {
				const told = JSON.parse(content) as Told;
				if (!isSigned(request, content, token)) unsigned.push(told);
				const refusal = await daemon.answer(told);
				if (refusal === undefined) taken.push(told);
				send(refusal?.status ?? 200, refusal?.body ?? { status: 'ok' });
			}
		});
	});
	const start = () =>
		new Promise<void>((resolve) => {
			server.listen(port, '127.0.0.1', () => {
				port = (server.address() as AddressInfo).port;
				resolve();
			});
		});
	const stop = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	await start();
	t.teardown(stop);
	const daemon: DaemonStandIn = {
		url: `http://127.0.0.1:${port}${PATH}`,
		token,
		taken,
		unsigned,
		answer: () => undefined,
		files: new Map(),
		stop,
		start,
	};
	return daemon;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

function isSigned({ headers }: IncomingMessage, content: string, token: string): boolean {
	const timestamp = String(headers['x-greenapi-timestamp']);
	const right = createHmac('sha256', token).update(`v1:${timestamp}:${content}`).digest('hex');
	return (
		headers['x-greenapi-signature'] === `v1=${right}` &&
		headers['x-rocketchat-livechat-token'] === token
	);
}
