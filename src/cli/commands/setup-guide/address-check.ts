import { setTimeout as sleep } from 'node:timers/promises';
import { BridgeError } from '../../../core/domain/errors.js';
import { asObject, parseJson, textAt } from '../../../core/domain/json.js';
import type { RefusedError } from '../../../core/domain/errors.js';
import { refusal } from '../../../core/operations/refusals.js';
import { createHttpClient } from '../../../core/http/client.js';

const HELLO = '/api/webhook/rocket';
const TIMEOUT_MS = 5000;

/** Who answers at an address: a greenapi-rc, somebody else, or nobody. */
export type Answerer = 'greenapi-rc' | 'other' | 'nobody';

/** Asks who answers at a base address; private ones, too, for it is the operator's own. Never rejects. */
export async function whoAnswers(address: string): Promise<Answerer> {
	const http = createHttpClient({ isTrusted: () => true });
	try {
		const url = `${address}${HELLO}`;
		const answer = await http.send({ method: 'GET', url, timeoutMs: TIMEOUT_MS, label: 'hello' });
		const name = textAt(asObject(parseJson(answer.text)), 'name');
		return answer.status === 200 && name === 'greenapi-rc' ? 'greenapi-rc' : 'other';
	} catch (error) {
		if (!(error instanceof BridgeError)) throw error;
		// Something listens and speaks no HTTP, or hangs.
		return error.code === 'HTTP_UNREACHABLE' ? 'nobody' : 'other';
	} finally {
		await http.close();
	}
}

/** Asks until a greenapi-rc answers; undefined when none did within `timeoutMs`, or `isOver` says so. */
export async function waitForDaemon(
	address: string,
	timeoutMs: number,
	isOver: () => boolean,
): Promise<boolean> {
	const end = Date.now() + timeoutMs;
	while (Date.now() < end && !isOver()) {
		if ((await whoAnswers(address)) === 'greenapi-rc') return true;
		await sleep(100);
	}
	return false;
}

/** Where a daemon of this configuration listens, seen from this machine. */
export function localAddress({ host, port }: { host: string | undefined; port: number }): string {
	const isAnywhere = host === undefined || host === '0.0.0.0' || host === '::';
	const name = isAnywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
	return `http://${name}:${port}`;
}

/** The refusal when the public address does not lead to a daemon. */
export function notReached(address: string, answerer: Answerer): RefusedError {
	return refusal({
		code: 'app-url-unreachable',
		status: 502,
		message: answerer === 'other' ? 'refusal.address-other' : 'refusal.address-nobody',
		help: 'help.address',
		values: { address },
	});
}
