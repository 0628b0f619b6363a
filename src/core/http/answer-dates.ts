import type { HttpAnswer, HttpClient } from './types.js';

/** What a server's clock said, and ours at that moment; epoch milliseconds. */
export type ToldTime = { readonly host: string; readonly theirs: number; readonly ours: number };

/** The client, which besides tells the time of each answer that has a Date header. */
export function withAnswerDates(
	http: HttpClient,
	now: () => number,
	tell: (time: ToldTime) => void,
): HttpClient {
	return {
		...http,
		async send(request) {
			const startedAt = now();
			const answer = await http.send(request);
			const theirs = dateOf(answer);
			if (theirs !== undefined && URL.canParse(request.url)) {
				// The header was made somewhere between the two.
				const ours = Math.min(Math.max(theirs, startedAt), now());
				tell({ host: new URL(request.url).host, theirs, ours });
			}
			return answer;
		},
	};
}

function dateOf({ headers }: HttpAnswer): number | undefined {
	const time = Date.parse(headers['date'] ?? '');
	return Number.isNaN(time) ? undefined : time;
}
