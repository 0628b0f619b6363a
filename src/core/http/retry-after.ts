/** No server may silence us for longer than GREEN-API keeps a message. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** Smaller numbers can only be seconds: in milliseconds this is September 2001. */
const FIRST_PLAUSIBLE_MS = 1e12;

/**
 * When the other side wants to be asked again, epoch milliseconds, never before `now` and at most a day later;
 * undefined when it does not say. Reads `Retry-After` (seconds or a date, RFC 9110 section 10.2.3), else
 * `X-RateLimit-Reset` (Rocket.Chat: epoch milliseconds). Header names in lower case.
 */
export function retryAfter(
	headers: Readonly<Record<string, string>>,
	now: number,
): number | undefined {
	const time =
		fromRetryAfter(headers['retry-after'], now) ?? fromReset(headers['x-ratelimit-reset']);
	return time === undefined ? undefined : Math.min(Math.max(time, now), now + LONGEST_WAIT_MS);
}

function fromRetryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') return undefined;
	const seconds = Number(value);
	const time = Number.isNaN(seconds) ? Date.parse(value) : now + seconds * 1000;
	return Number.isNaN(time) ? undefined : Math.ceil(time);
}

function fromReset(value: string | undefined): number | undefined {
	const time = Number(value);
	if (value === undefined || !Number.isFinite(time) || time <= 0) return undefined;
	return time < FIRST_PLAUSIBLE_MS ? time * 1000 : time;
}
