import { createBridge } from '../core/bridge.js';
import type { Bridge } from '../core/bridge.js';
import type { Config } from '../core/config/fields.js';
import type { Logger } from '../core/logging.js';
import { createApp, createOpsApp } from './app.js';
import { listen } from './listen.js';
import type { Listener } from './listen.js';

export type StartOptions = {
	readonly config: Config;
	readonly log: Logger;
	/** systemd's `$CREDENTIALS_DIRECTORY`. */
	readonly credentialsFolder?: string | undefined;
};

/** A bridge that listens and delivers. */
export type Daemon = {
	readonly bridge: Bridge;
	/** An address that works from this machine, without a slash at the end. */
	readonly url: string;
	/** Where /livez, /readyz and /metrics are; the same as `url` unless OPS_PORT is set. */
	readonly opsUrl: string;
	/**
	 * Takes no more requests, lets the running ones and the running deliveries end (DRAIN_TIMEOUT_MS each at most), and
	 * closes the database. What was accepted and not delivered yet stays stored. The second call does nothing more.
	 */
	stop(): Promise<void>;
};

/**
 * Opens and migrates the database, listens, and begins to deliver. Rejects with a BridgeError whose `help` says what to
 * check when one of these fails; then nothing is left open.
 */
export async function startDaemon(options: StartOptions): Promise<Daemon> {
	const { config, log, credentialsFolder } = options;
	const bridge = await createBridge(config, { log, credentialsFolder });
	const listeners: Listener[] = [];
	try {
		await bridge.database.migrate();
		let isStopping = false;
		const [webhooks, ops] = await listenAll(bridge, listeners, () => isStopping);
		bridge.start();
		let stopped: Promise<void> | undefined;
		return {
			bridge,
			url: webhooks.url,
			opsUrl: ops.url,
			stop() {
				isStopping = true;
				stopped ??= stopAll(bridge, listeners);
				return stopped;
			},
		};
	} catch (error) {
		await Promise.all(listeners.map((listener) => listener.close(0)));
		await bridge.close();
		throw error;
	}
}

/** The ports are added to `opened` as they open. Answers with the one for webhooks and the one for operators. */
async function listenAll(
	bridge: Bridge,
	opened: Listener[],
	isStopping: () => boolean,
): Promise<[webhooks: Listener, ops: Listener]> {
	const { host, port, opsPort } = bridge.config;
	const webhooks = await listen(createApp(bridge, { isStopping }), {
		port,
		host,
		variable: 'PORT',
	});
	opened.push(webhooks);
	if (opsPort === undefined) return [webhooks, webhooks];
	const ops = await listen(createOpsApp(bridge, { isStopping }), {
		port: opsPort,
		host: '127.0.0.1',
		variable: 'OPS_PORT',
	});
	opened.push(ops);
	return [webhooks, ops];
}

async function stopAll(bridge: Bridge, listeners: readonly Listener[]): Promise<void> {
	try {
		await Promise.all(listeners.map((listener) => listener.close(bridge.config.drainMs)));
		await bridge.stop();
	} finally {
		await bridge.close();
	}
}
