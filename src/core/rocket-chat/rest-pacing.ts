import type { HttpAnswer } from '../http/types.js';
import { rateLimited } from './rest-errors.js';

/** Rocket.Chat's default window (API_Enable_Rate_Limiter_Limit_Time_Default), until an answer tells another. */
const WINDOW_MS = 60_000;
const LONGEST_WINDOW_MS = 3_600_000;
/** Rocket.Chat computes the end of a window anew for each answer, so it varies by some milliseconds. */
const SAME_WINDOW_MS = 1_000;
const JITTER_MS = 250;

/** Keeps calls below Rocket.Chat's rate limits. It counts by method and route template for each client address. */
export type Pacing = {
	/** Counts a call that is about to be made; throws ROCKET_CHAT_RATE_LIMITED when the route has none left. */
	admit(route: string): void;
	/** Takes back an admitted call that never reached Rocket.Chat. */
	refund(route: string): void;
	/** Learns from an answer's `x-ratelimit-*` headers (lower case); without them nothing is held back. */
	learn(route: string, headers: HttpAnswer['headers']): void;
};

type Bucket = {
	used: number;
	/** Calls a window; undefined until an answer tells it. */
	limit: number | undefined;
	/** End of the window, epoch milliseconds. */
	resetAt: number;
	/** False while `resetAt` is only what we expect. */
	isTold: boolean;
};

/** @param random A number from 0 to 1, so that rows that wait do not all come back in the same millisecond. */
export function createPacing(now: () => number, random: () => number = Math.random): Pacing {
	const buckets = new Map<string, Bucket>();

	function bucketOf(route: string): Bucket {
		const known = buckets.get(route);
		if (known !== undefined && now() < known.resetAt) return known;
		const resetAt = now() + WINDOW_MS;
		const bucket: Bucket = { used: 0, limit: known?.limit, resetAt, isTold: false };
		buckets.set(route, bucket);
		return bucket;
	}

	return {
		admit(route) {
			const bucket = bucketOf(route);
			if (bucket.limit !== undefined && bucket.used >= bucket.limit) {
				throw rateLimited(route, bucket.resetAt + Math.floor(random() * JITTER_MS));
			}
			bucket.used += 1;
		},
		refund(route) {
			const bucket = bucketOf(route);
			bucket.used = Math.max(0, bucket.used - 1);
		},
		learn(route, headers) {
			const told = readLimit(headers, now());
			if (told !== undefined) adjust(bucketOf(route), told);
		},
	};
}

type ToldLimit = { limit: number | undefined; remaining: number; resetAt: number };

/** An answer that was late may speak of a window that is over: it teaches nothing about the present one. */
function adjust(bucket: Bucket, told: ToldLimit): void {
	if (bucket.isTold && told.resetAt < bucket.resetAt - SAME_WINDOW_MS) return;
	const isSameWindow = !bucket.isTold || told.resetAt <= bucket.resetAt + SAME_WINDOW_MS;
	const limit = told.limit ?? bucket.limit ?? told.remaining + Math.max(1, bucket.used);
	const usedThere = Math.max(0, limit - told.remaining);
	// Calls still under way are counted here but perhaps not there; calls of others are counted only there.
	bucket.used = isSameWindow ? Math.max(bucket.used, usedThere) : usedThere;
	bucket.limit = limit;
	bucket.resetAt = told.resetAt;
	bucket.isTold = true;
}

/** Undefined without the headers, and when Rocket.Chat's clock and ours differ so much that they mean nothing. */
function readLimit(headers: HttpAnswer['headers'], now: number): ToldLimit | undefined {
	const remaining = wholeNumber(headers['x-ratelimit-remaining']);
	const resetAt = wholeNumber(headers['x-ratelimit-reset']);
	if (remaining === undefined || resetAt === undefined) return undefined;
	if (resetAt <= now || resetAt > now + LONGEST_WINDOW_MS) return undefined;
	return { limit: wholeNumber(headers['x-ratelimit-limit']), remaining, resetAt };
}

function wholeNumber(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}
