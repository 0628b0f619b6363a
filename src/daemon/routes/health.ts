import type { RequestHandler } from 'express';
import type { Bridge } from '../../core/bridge.js';
import { toBridgeError } from '../../core/domain/errors.js';
import type { Metrics } from '../metrics.js';

/** GET /livez: 200 as long as the process can answer. */
export function liveness(): RequestHandler {
	return (_request, response) => {
		response.json({ status: 'ok' });
	};
}

type ReadinessDeps = {
	readonly bridge: Pick<Bridge, 'database'>;
	readonly isStopping: () => boolean;
};

/** GET /readyz: 200 while messages can be stored, else 503 and the reason in a sentence. */
export function readiness({ bridge, isStopping }: ReadinessDeps): RequestHandler {
	return async (_request, response) => {
		const reason = isStopping() ? 'The daemon is stopping.' : await failureOf(bridge);
		if (reason === undefined) response.json({ status: 'ok' });
		else response.status(503).json({ status: 'unavailable', message: reason });
	};
}

/** GET /metrics, in the text format of Prometheus. */
export function metricsPage(metrics: Metrics): RequestHandler {
	return async (_request, response) => {
		const page = await metrics.page();
		response.type(metrics.contentType).send(page);
	};
}

async function failureOf({ database }: Pick<Bridge, 'database'>): Promise<string | undefined> {
	try {
		await database.ping();
		await database.checkSchema();
		return undefined;
	} catch (error) {
		const { message, help } = toBridgeError(error);
		return `${message} ${help}`;
	}
}
