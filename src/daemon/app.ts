import express from 'express';
import type { Express, RequestHandler } from 'express';
import type { Bridge } from '../core/bridge.js';
import { PROBE_PATH } from '../core/config/probe-answer.js';
import { GREEN_API_PATH, ROCKET_PATH } from '../core/config/webhook-paths.js';
import { ConfigError } from '../core/domain/errors.js';
import { answerErrors, answerUnknownPath, answerWrongMethod } from './answers.js';
import { createJsonReader, createSignedJsonReader } from './guards/json-body.js';
import { createRateLimits } from './guards/rate-limit.js';
import type { RateLimitOptions } from './guards/rate-limit.js';
import { logRequests } from './guards/request-log.js';
import { createMetrics } from './metrics.js';
import { greenApiWebhook } from './routes/green-api.js';
import { liveness, metricsPage, readiness } from './routes/health.js';
import { probeAnswer } from './routes/probe.js';
import { qrPicture } from './routes/qr.js';
import {
	rocketChatCommand,
	rocketChatFile,
	rocketChatHello,
	rocketChatWebhook,
} from './routes/rocket.js';

/** GREEN-API puts a thumbnail into the body; the promise is 5 MB. */
const WEBHOOK_BYTES = 5_500_000;
const COMMAND_BYTES = 64_000;

export type AppOptions = {
	/** True once the daemon has begun to stop; never, unless told. */
	readonly isStopping?: () => boolean;
	readonly limits?: RateLimitOptions;
};

/**
 * The HTTP face of a bridge, not listening yet: the webhooks and, unless they have a port of their own (`OPS_PORT`),
 * /livez, /readyz and /metrics. Throws ConfigError when TRUST_PROXY can't be understood.
 */
export function createApp(bridge: Bridge, options: AppOptions = {}): Express {
	const app = plainApp(bridge, options);
	trustProxies(app, bridge.config.trustProxy);
	addWebhooks(app, bridge, options.limits);
	if (bridge.config.opsPort === undefined) addHealth(app, bridge, options);
	return finished(app, bridge);
}

/** /livez, /readyz and /metrics alone, for `OPS_PORT`. */
export function createOpsApp(bridge: Bridge, options: AppOptions = {}): Express {
	const app = plainApp(bridge, options);
	addHealth(app, bridge, options);
	return finished(app, bridge);
}

function plainApp({ config, log }: Bridge, { isStopping = never }: AppOptions): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.set('query parser', false);
	if (config.logLevel === 'debug') app.use(logRequests(log));
	app.use(closeWhileStopping(isStopping));
	return app;
}

/** A number of hops, or names and addresses as Express understands them; empty: nobody is trusted. */
function trustProxies(app: Express, setting: string): void {
	if (setting === '') return;
	try {
		app.set('trust proxy', /^\d+$/.test(setting) ? Number(setting) : setting);
	} catch (error) {
		throw new ConfigError('One setting is wrong:\n  TRUST_PROXY names no addresses.', {
			code: 'CONFIG_TRUST_PROXY',
			help: 'Set it to loopback, to a number of hops, or to addresses such as 10.0.0.1,192.168.0.0/16.',
			cause: error,
		});
	}
}

function addWebhooks(app: Express, bridge: Bridge, limitOptions?: RateLimitOptions): void {
	const limits = createRateLimits(limitOptions);
	const { failures } = limits;
	const readJson = createJsonReader(WEBHOOK_BYTES);
	const readCommand = createJsonReader(COMMAND_BYTES);
	app
		.route(GREEN_API_PATH)
		.post(greenApiWebhook({ bridge, readJson, failures }))
		.all(answerWrongMethod('POST'));
	app
		.route(`${PROBE_PATH}/:nonce`)
		.get(probeAnswer({ bridge, probes: limits.probes }))
		.all(answerWrongMethod('GET, HEAD'));
	app
		.route(ROCKET_PATH)
		.get(rocketChatHello({ bridge }))
		.post(rocketChatWebhook({ bridge, readJson: createSignedJsonReader(WEBHOOK_BYTES), failures }))
		.all(answerWrongMethod('GET, HEAD, POST'));
	app
		.route(`${ROCKET_PATH}/file/:ticket`)
		// A look at the headers must not use up the ticket.
		.head(answerWrongMethod('GET'))
		.get(rocketChatFile({ bridge, failures }))
		.all(answerWrongMethod('GET'));
	app
		.route(`${ROCKET_PATH}/qr/:ticket`)
		.get(qrPicture({ bridge, limits }))
		.all(answerWrongMethod('GET, HEAD'));
	app
		.route(`${ROCKET_PATH}/:command`)
		.post(rocketChatCommand({ bridge, readJson: readCommand, limits }))
		.all(answerWrongMethod('POST'));
}

function addHealth(app: Express, bridge: Bridge, { isStopping = never }: AppOptions): void {
	const pages: Record<string, RequestHandler> = {
		'/livez': liveness(),
		'/readyz': readiness({ bridge, isStopping }),
		'/metrics': metricsPage(createMetrics(bridge)),
	};
	for (const [path, handler] of Object.entries(pages))
		app.route(path).get(handler).all(answerWrongMethod('GET, HEAD'));
}

function finished(app: Express, { log }: Bridge): Express {
	app.use(answerUnknownPath());
	app.use(answerErrors(log));
	return app;
}

/** Kept connections must not hold up the end. */
function closeWhileStopping(isStopping: () => boolean): RequestHandler {
	return (_request, response, next) => {
		if (isStopping()) response.set('Connection', 'close');
		next();
	};
}

function never(): boolean {
	return false;
}
