import type { Express, Request, Response } from 'express';
import { answerJson } from '../answers.js';
import type { WireObject } from '../read.js';
import { queryOf, type ReadJson } from '../stand-in.js';
import { createRateLimiter } from './rate-limiter.js';
import { missingPermission, notLoggedIn, rateLimitHeaders, tooManyRequests } from './refusals.js';
import type { User } from './types.js';
import type { Workspace } from './workspace.js';

/** A request on its way through a route. */
export type RouteCall = {
	readonly request: Request;
	readonly response: Response;
	readonly query: URLSearchParams;
	/** A part of the path, decoded. */
	param(name: string): string;
	/** Who the headers prove the caller to be. */
	readonly user: User | undefined;
	json(): Promise<unknown>;
};

/** A route of the REST API. What `handle` answers becomes the body, with `success:true`. */
export type Route = {
	readonly verb: 'get' | 'post' | 'put' | 'delete';
	readonly path: string;
	/** `user`: 401 without a user. Default `open`. */
	readonly access?: 'open' | 'user';
	/** Calls per window; `'none'` = unlimited. Default: the workspace's. */
	readonly limit?: { readonly calls: number; readonly windowMs?: number } | 'none' | undefined;
	handle(call: RouteCall): WireObject | Promise<WireObject>;
};

/** Adds routes to the app: who is it, is it one call too many, then the route itself (as ApiClass does it). */
export function addRoutes(
	app: Express,
	workspace: Workspace,
	readJson: ReadJson,
	routes: readonly Route[],
): void {
	const limiter = createRateLimiter();

	/** False when the call was answered with 429. */
	function isWithinLimit(route: Route, { request, response, user }: RouteCall): boolean {
		const { options } = workspace;
		if (options.rateLimiter !== true || route.limit === 'none') return true;
		if (isExempt(workspace, route, user)) return true;
		const calls = route.limit?.calls ?? options.limit ?? 10;
		const windowMs = route.limit?.windowMs ?? options.windowMs ?? 60_000;
		const key = `${request.socket.remoteAddress ?? ''} ${route.verb} ${route.path}`;
		const { remaining, resetAt, isExceeded } = limiter.count(key, calls, windowMs);
		const headers = rateLimitHeaders(calls, remaining, resetAt);
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		if (isExceeded) answerJson(response, 429, tooManyRequests(resetAt));
		return !isExceeded;
	}

	for (const route of routes) {
		app[route.verb](route.path, async (request: Request, response: Response) => {
			const call: RouteCall = {
				request,
				response,
				query: queryOf(request),
				param: (name) => String(request.params[name]),
				user: userOf(workspace, request),
				json: () => readJson(request),
			};
			if (route.access === 'user' && call.user === undefined) throw notLoggedIn(workspace.quirks);
			if (!isWithinLimit(route, call)) return;
			answerJson(response, 200, { ...(await route.handle(call)), success: true });
		});
	}
}

/** The user whose id and token are in the headers. */
export function userOf(workspace: Workspace, request: Request): User | undefined {
	const user = workspace.users.get(String(request.headers['x-user-id']));
	return user?.authToken === request.headers['x-auth-token'] ? user : undefined;
}

/** The caller, who must have one of the roles. */
export function callerWithRole(
	workspace: Workspace,
	call: RouteCall,
	roles: readonly string[],
): User {
	if (call.user?.roles.some((role) => roles.includes(role)) === true) return call.user;
	throw missingPermission(workspace.quirks);
}

/** api-bypass-rate-limit: old releases know the user only on routes that need one. */
function isExempt({ quirks }: Workspace, route: Route, user: User | undefined): boolean {
	if (route.access !== 'user' && !quirks.bypassesEverywhere) return false;
	return user?.roles.some((role) => ['admin', 'bot', 'app'].includes(role)) === true;
}
