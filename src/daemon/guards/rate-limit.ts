import type { Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { answerUnread } from '../answers.js';
import { tooManyRequests } from '../refusals.js';

const WINDOW_MS = 60_000;

/** Counts a request of its source. False: there were too many, and the request has been answered with 429. */
export type Limit = (request: Request, response: Response) => Promise<boolean>;

/**
 * The limits per source of one app. Valid webhooks are counted nowhere: GREEN-API calls for all its customers from the
 * same few addresses, and a refused webhook would hold up the whole instance.
 */
export type RateLimits = {
	/** For requests whose authentication has failed already. */
	readonly failures: Limit;
	/** For every try to register a workspace: it makes us call out. */
	readonly registrations: Limit;
	/** For every picture of a QR code: it makes us call out, too. */
	readonly pictures: Limit;
	/** For the probe of `greenapi-rc doctor`: it makes us calculate. */
	readonly probes: Limit;
};

/** How many requests a minute; the defaults are 60 failures, 20 registrations, 120 pictures and 120 probes. */
export type RateLimitOptions = Partial<Record<keyof RateLimits, number>>;

export function createRateLimits({
	failures = 60,
	registrations = 20,
	pictures = 120,
	probes = 120,
}: RateLimitOptions = {}): RateLimits {
	return {
		failures: createLimit(failures, 'There were too many requests with a wrong token from here.'),
		pictures: createLimit(pictures, 'There were too many requests for a picture from here.'),
		probes: createLimit(probes, 'There were too many probes from here.'),
		registrations: createLimit(
			registrations,
			'There were too many tries to register a workspace from here.',
		),
	};
}

function createLimit(perMinute: number, reason: string): Limit {
	const count = rateLimit({
		windowMs: WINDOW_MS,
		limit: perMinute,
		standardHeaders: false,
		legacyHeaders: false,
		// Its checks of the proxy setting write to the console; ours is checked when the app is made.
		validate: false,
		keyGenerator: ({ ip }) => ipKeyGenerator(ip ?? 'unknown'),
		handler: (request, response) => {
			const seconds = secondsLeft(request);
			response.set('Retry-After', String(seconds));
			answerUnread(request, response, tooManyRequests(reason, seconds));
		},
	});
	return async (request, response) => {
		let isAllowed = false;
		await count(request, response, () => {
			isAllowed = true;
		});
		return isAllowed;
	};
}

function secondsLeft(request: Request): number {
	const { rateLimit: state } = request as { rateLimit?: { resetTime?: Date } };
	const resetAt = state?.resetTime?.getTime() ?? Date.now() + WINDOW_MS;
	return Math.max(1, Math.ceil((resetAt - Date.now()) / 1000));
}
