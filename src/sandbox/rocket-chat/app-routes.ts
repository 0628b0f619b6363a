import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { answerText } from '../answers.js';
import { queryOf } from '../stand-in.js';
import type { ConnectedApp, Workspace } from './workspace.js';

/** How requests to the endpoints of apps are counted. */
export const APP_ROUTE = '/api/apps/public/:appId/:path';

/** Express's own, which Rocket.Chat leaves as it is (apps/meteor/app/apps/server/bridges/router.ts). */
const MAX_BODY = '100kb';

/**
 * The public endpoints of installed apps, as Rocket.Chat serves them (RocketChat/Rocket.Chat
 * apps/meteor/app/apps/server/bridges/api.ts): every method, no limit of calls, 404 without such an app or path, 500 with
 * the error's text when the app fails, else what the app answers.
 */
export function addAppRoutes(app: Express, workspace: Workspace): void {
	app.all(
		'/api/apps/public/:appId/*path',
		express.json({ limit: MAX_BODY }),
		express.urlencoded({ extended: true, limit: MAX_BODY }),
		refuseBody,
		(request: Request, response: Response) => answerFor(workspace, request, response),
	);
}

/** Makes an app part of the workspace; the result takes it out again. */
export function connectApp(workspace: Workspace, connected: ConnectedApp): () => void {
	workspace.apps.set(connected.appId, connected);
	workspace.listeners.add(connected.listener);
	return () => {
		workspace.listeners.delete(connected.listener);
		if (workspace.apps.get(connected.appId) === connected) workspace.apps.delete(connected.appId);
	};
}

async function answerFor(workspace: Workspace, request: Request, response: Response) {
	const prefix = `/api/apps/public/${String(request.params['appId'])}/`;
	try {
		const answer = await workspace.apps.get(String(request.params['appId']))?.call({
			path: decodeURIComponent(request.path.slice(prefix.length)),
			method: request.method.toLowerCase(),
			headers: request.headers,
			query: Object.fromEntries(queryOf(request)),
			content: (request.body as unknown) ?? {},
		});
		if (answer === undefined) answerText(response, 404, 'Not Found');
		else response.set(answer.headers).status(answer.status).send(answer.content);
	} catch (error) {
		answerText(response, 500, error instanceof Error ? error.message : String(error));
	}
}

function refuseBody(error: unknown, _request: Request, response: Response, _next: NextFunction) {
	const { status = 400, message = '' } = error as { status?: number; message?: string };
	answerText(response, status, message);
}
