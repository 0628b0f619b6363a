import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { BridgeError } from '../core/domain/errors.js';

const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;
/** Longer than proxies keep an idle connection (nginx: 60 s): else a request may meet a socket that is being closed. */
const KEEP_ALIVE_MS = 75_000;
const IDLE_CHECK_MS = 50;

/** `host` undefined: all interfaces. `variable` names the setting of the port, for errors. */
export type Address = {
	readonly port: number;
	readonly host: string | undefined;
	readonly variable: string;
};

/** A port that is listened on. */
export type Listener = {
	readonly port: number;
	/** An address that works from this machine. */
	readonly url: string;
	/** Takes no more connections; resolves when the running requests have ended, after `graceMs` at the latest. */
	close(graceMs: number): Promise<void>;
};

/** Rejects with a BridgeError that says which port and what to do. */
export async function listen(app: Express, address: Address): Promise<Listener> {
	const server = createServer(
		{ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS },
		app,
	);
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(listenError(error, address));
		});
		server.listen({ port: address.port, host: address.host }, resolve);
	});
	const { port } = server.address() as AddressInfo;
	return {
		port,
		url: `http://${shownHost(address.host)}:${port}`,
		close: (graceMs) => closeServer(server, graceMs),
	};
}

function shownHost(host: string | undefined): string {
	if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
	return host.includes(':') ? `[${host}]` : host;
}

function closeServer(server: Server, graceMs: number): Promise<void> {
	return new Promise((resolve) => {
		const idle = setInterval(() => {
			server.closeIdleConnections();
		}, IDLE_CHECK_MS);
		const late = setTimeout(() => {
			server.closeAllConnections();
		}, graceMs);
		server.close(() => {
			clearInterval(idle);
			clearTimeout(late);
			resolve();
		});
	});
}

function listenError(cause: NodeJS.ErrnoException, address: Address): BridgeError {
	const { port, host, variable } = address;
	const where = host === undefined ? `port ${port}` : `port ${port} of ${host}`;
	const [reason, help] = explain(cause.code, port, variable);
	return new BridgeError(`The daemon can't listen on ${where}: ${reason}.`, {
		code: 'LISTEN_FAILED',
		help,
		cause,
	});
}

function explain(code: string | undefined, port: number, variable: string): [string, string] {
	switch (code) {
		case 'EADDRINUSE':
			return [
				'another program listens there',
				`End that program (ss -ltnp 'sport = :${port}' shows it), or set ${variable} to a free port.`,
			];
		case 'EACCES':
			return [
				'this user may not',
				`Set ${variable} to a port above 1023 and put a proxy in front of it.`,
			];
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return ['this machine has no such address', 'Correct HOST; empty means all interfaces.'];
		default:
			return [code ?? 'unknown reason', `Check HOST and ${variable}.`];
	}
}
