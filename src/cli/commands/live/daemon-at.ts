import type { Config } from '../../../core/config/fields.js';
import { localUrl } from '../../../core/config/local-url.js';
import { ROCKET_PATH } from '../../../core/config/webhook-paths.js';
import { asObject, parseJson, textAt } from '../../../core/domain/json.js';
import { probe } from '../../../core/http/probe.js';
import type { HttpClient } from '../../../core/http/types.js';

/** What answers where the configuration says that the daemon listens. */
export type DaemonSeen = {
	/** Without a slash at the end; undefined: it takes any free port (PORT=0). */
	readonly url: string | undefined;
	readonly isUp: boolean;
	/** Its version; undefined: nobody answered, or somebody else. */
	readonly version: string | undefined;
};

/** Somebody at the screen waits for it. */
const PATIENCE_MS = 1500;

/** Where a daemon with this configuration listens, as this machine reaches it; undefined: on any free port. */
export function daemonUrl({ host, port }: Pick<Config, 'host' | 'port'>): string | undefined {
	return port === 0 ? undefined : localUrl(host, port);
}

/** A client for addresses that the operator named: they may be private. */
export async function openOwnClient(): Promise<HttpClient> {
	const { createHttpClient } = await import('../../../core/http/client.js');
	const limits = { connectMs: PATIENCE_MS };
	return createHttpClient({ isTrusted: () => true, limits });
}

/** Asks whoever listens there whether they are the bridge's daemon. Never rejects. */
export async function lookForDaemon(url: string | undefined): Promise<DaemonSeen> {
	const nobody: DaemonSeen = { url, isUp: false, version: undefined };
	if (url === undefined) return nobody;
	const answer = await probe(`${url}${ROCKET_PATH}`, PATIENCE_MS);
	const hello = answer.kind === 'answer' ? asObject(parseJson(answer.text)) : undefined;
	if (textAt(hello, 'name') !== 'greenapi-rc') return nobody;
	return { url, isUp: true, version: textAt(hello, 'version') };
}
