import { get as getPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { errorCode } from './failures.js';

/** More than any answer to a probe has, bytes. */
const MOST_BYTES = 64_000;

/** What came back, or why nothing did. */
export type ProbeResult =
	| {
			readonly kind: 'answer';
			readonly status: number;
			/** Of a redirect: where to; '' otherwise. */
			readonly location: string;
			/** The beginning of the body. */
			readonly text: string;
			readonly ms: number;
			/** When the server's certificate expires, epoch milliseconds; undefined without TLS. */
			readonly certificateUntil: number | undefined;
	  }
	| {
			readonly kind: 'dns' | 'refused' | 'timeout' | 'certificate';
			/** Of the system, e.g. `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
			readonly code: string;
	  };

/**
 * One GET to an address that the operator named in the configuration, as a stranger would make it: no connection is kept,
 * no redirect followed, and what failed is told apart. Never rejects; takes no longer than `timeoutMs`.
 */
export function probe(url: string, timeoutMs: number): Promise<ProbeResult> {
	const startedAt = performance.now();
	const get = url.startsWith('https:') ? getSecure : getPlain;
	const signal = AbortSignal.timeout(timeoutMs);
	const options = { agent: false, signal, headers: { 'user-agent': 'greenapi-rc' } } as const;
	return new Promise((resolve) => {
		const request = get(url, options, (response) => {
			const read = readStart(response);
			const { socket } = response;
			const certificateUntil = expiryOf(socket);
			read.then(
				(text) => {
					const ms = Math.round(performance.now() - startedAt);
					const { statusCode: status = 0, headers } = response;
					const location = headers.location ?? '';
					resolve({ kind: 'answer', status, location, text, ms, certificateUntil });
				},
				(error: unknown) => {
					resolve(failureOf(error));
				},
			);
		});
		request.on('error', (error) => {
			resolve(failureOf(error));
		});
	});
}

async function readStart(response: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of response as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		size += chunk.length;
		// Leaving the loop closes the connection.
		if (size >= MOST_BYTES) break;
	}
	return Buffer.concat(chunks).toString('utf8');
}

function expiryOf(socket: Socket): number | undefined {
	return socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : undefined;
}

const NAMES = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL'];
const LATE = ['ABORT_ERR', 'ETIMEDOUT'];
/** Node's and OpenSSL's words for a certificate or a handshake that is not good. */
const CERTIFICATE = /CERT|ISSUER|SELF_SIGNED|UNABLE_TO|^ERR_(?:TLS|SSL)|^EPROTO$|CRL/u;

function failureOf(error: unknown): ProbeResult {
	const code = errorCode(error);
	if (NAMES.includes(code)) return { kind: 'dns', code };
	if (LATE.includes(code)) return { kind: 'timeout', code };
	return { kind: CERTIFICATE.test(code) ? 'certificate' : 'refused', code };
}
