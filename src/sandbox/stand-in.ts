import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { answerBody, Refusal, SandboxError } from './answers.js';
import { causeFault, createFaults, type CloudAnswers, type Faults } from './faults.js';
import { createRequestLog, type Recording } from './request-log.js';

/** A server on loopback that stands in for a cloud, and can be made to fail. */
export type StandIn = {
	/** `http://127.0.0.1:<port>`, the same after `down` and `up`. */
	readonly url: string;
	readonly faults: Faults;
	/** How many requests came for each "METHOD route", faulty ones too; bounded. */
	readonly requests: ReadonlyMap<string, number>;
	/** Every request, when the stand-in was made with `recordBodies`. */
	readonly recordings: readonly Recording[];
	/** Stops listening and destroys every socket: connections are refused from now on. */
	down(): Promise<void>;
	/** Listens again on the same port. */
	up(): Promise<void>;
	close(): Promise<void>;
};

export type StandInOptions = {
	/** What it stands in for, for errors. */
	readonly name: string;
	readonly app: Express;
	/** 0 (default) = any free port. */
	readonly port?: number | undefined;
	readonly recordBodies?: boolean | undefined;
	readonly maxBodyBytes?: number;
	/** The route a path belongs to, for counting. */
	readonly routeOf: (path: string) => string;
	readonly cloud: CloudAnswers;
	/** How this cloud refuses a body that is no JSON, or too large. */
	readonly malformed: (reason: string) => Refusal;
	readonly tooLarge: () => Refusal;
};

/** Reads a request's body as JSON, `{}` when empty; refuses in the cloud's words. */
export type ReadJson = (request: IncomingMessage) => Promise<unknown>;

/** Express without what costs time and nobody needs here. */
export function plainApp(): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	return app;
}

/** Starts listening. `readJson` reads a request's body for a handler. */
export async function createStandIn(
	options: StandInOptions,
): Promise<StandIn & { readonly readJson: ReadJson }> {
	const { app, cloud } = options;
	const faults = createFaults();
	const log = createRequestLog({
		isRecording: options.recordBodies ?? false,
		maxBodyBytes: options.maxBodyBytes ?? 5_000_000,
		malformed: options.malformed,
		tooLarge: options.tooLarge,
	});

	function receive(request: IncomingMessage, response: ServerResponse): void {
		const path = pathOf(request);
		log.count(request, options.routeOf(path));
		const fault = faults.pick(request.method ?? 'GET', path);
		const serve = (): void => {
			app(request, response);
		};
		if (fault === undefined) serve();
		else causeFault(fault, request, response, cloud, serve);
	}

	const server = createServer({ keepAlive: true, requestTimeout: 0 }, receive);
	// Longer than any client keeps an idle connection: else a request may meet a socket that is just being closed.
	server.keepAliveTimeout = 120_000;
	server.headersTimeout = 125_000;
	const port = await listen(server, options.port ?? 0, options.name);

	return {
		url: `http://127.0.0.1:${port}`,
		faults,
		requests: log.counts,
		recordings: log.recordings,
		readJson: log.readJson,
		down: () => stopListening(server),
		up: async () => {
			if (!server.listening) await listen(server, port, options.name);
		},
		close: () => stopListening(server),
	};
}

/** The path without its query. */
export function pathOf(request: IncomingMessage): string {
	const url = request.url ?? '/';
	const end = url.indexOf('?');
	return end === -1 ? url : url.slice(0, end);
}

/** The query of a request. */
export function queryOf(request: IncomingMessage): URLSearchParams {
	const url = request.url ?? '/';
	const start = url.indexOf('?');
	return new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
}

/** The last middleware of a stand-in: refusals become answers, anything else a 500 in that cloud's words. */
export function answerErrors(
	cloud: CloudAnswers,
): (error: unknown, request: Request, response: Response, next: NextFunction) => void {
	return (error, _request, response, _next) => {
		if (error instanceof Refusal) answerBody(response, error.status, error.body);
		else if (error instanceof SandboxError) answerBody(response, 400, { message: error.message });
		else answerBody(response, 500, cloud.internalError().body);
	};
}

function listen(server: Server, port: number, name: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const refuse = (error: Error): void => {
			const message = `The stand-in of ${name} can't listen on port ${port}: ${error.message}`;
			reject(new SandboxError(message, 'Free the port, or let the stand-in choose one.'));
		};
		server.once('error', refuse);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', refuse);
			resolve((server.address() as AddressInfo).port);
		});
	});
}

function stopListening(server: Server): Promise<void> {
	return new Promise((resolve) => {
		if (!server.listening) {
			resolve();
			return;
		}
		server.close(() => {
			resolve();
		});
		server.closeAllConnections();
	});
}
