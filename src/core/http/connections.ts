import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { HttpError } from '../domain/errors.js';
import { publicLookup, refusePrivateLiteral } from './address-policy.js';
import { errorCode, notConnected } from './failures.js';

/** Enough for all lanes of a busy daemon; each connection carries one call at a time. */
const CONNECTIONS_PER_ORIGIN = 64;

/** The two pools of keep-alive connections: one for hosts the operator named, one for everything else. */
export type Connections = {
	/** The pool for that address. Throws HTTP_ADDRESS_REFUSED for a literal address that is not public. */
	agentFor(url: URL): Agent;
	/** Breaks off what is still running. */
	close(): Promise<void>;
};

/**
 * A connector whose errors are HttpError HTTP_UNREACHABLE (or the HTTP_ADDRESS_REFUSED of `lookup`): only here it is
 * known for certain that nothing was sent, whatever the code of the error is (TCP, DNS, TLS, time limit).
 */
function createConnector(timeout: number, lookup?: LookupFunction): buildConnector.connector {
	const connect = buildConnector(lookup === undefined ? { timeout } : { timeout, lookup });
	return (options, callback) => {
		connect(options, (error, socket) => {
			if (error === null) callback(null, socket);
			else if (error instanceof HttpError) callback(error, null);
			else callback(notConnected(options.hostname, errorCode(error), error), null);
		});
	};
}

/** Opens no connection yet. `connectMs` and `idleMs` in milliseconds. */
export function createConnections(options: {
	readonly isTrusted: (host: URL) => boolean;
	readonly connectMs: number;
	readonly idleMs: number;
}): Connections {
	const { isTrusted, connectMs, idleMs } = options;
	const common = {
		connections: CONNECTIONS_PER_ORIGIN,
		pipelining: 1,
		// The deadline of each call covers the time until the headers, waiting for a connection included.
		headersTimeout: 0,
		bodyTimeout: idleMs,
	};
	const trusted = new Agent({ ...common, connect: createConnector(connectMs) });
	const open = new Agent({ ...common, connect: createConnector(connectMs, publicLookup) });
	return {
		agentFor(url) {
			if (isTrusted(url)) return trusted;
			refusePrivateLiteral(url);
			return open;
		},
		async close() {
			await Promise.all([trusted.destroy(), open.destroy()]);
		},
	};
}
