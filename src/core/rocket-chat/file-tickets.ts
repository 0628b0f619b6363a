import { randomBytes } from 'node:crypto';
import type { FileStream } from './gateway.js';

/** The app fetches a file right after it was told of it. */
const GOOD_FOR_MS = 60_000;

/** Files that the app may fetch, by tickets: each opens one file, once, for a minute, for one workspace. */
export type FileTickets = {
	/** `withdraw` makes the ticket worthless; the file stays with the caller, who lets its stream go. */
	offer(
		workspaceId: number,
		file: FileStream,
	): { readonly ticket: string; readonly withdraw: () => void };
	/** The file behind a ticket, which is used up by that; undefined when it opens nothing. */
	take(workspaceId: number, ticket: string): FileStream | undefined;
};

export function createFileTickets(now: () => number): FileTickets {
	const offers = new Map<string, { workspaceId: number; file: FileStream; until: number }>();
	return {
		offer(workspaceId, file) {
			const ticket = randomBytes(32).toString('base64url');
			offers.set(ticket, { workspaceId, file, until: now() + GOOD_FOR_MS });
			return { ticket, withdraw: () => offers.delete(ticket) };
		},
		take(workspaceId, ticket) {
			const offer = offers.get(ticket);
			if (offer?.workspaceId !== workspaceId) return undefined;
			offers.delete(ticket);
			return offer.until > now() ? offer.file : undefined;
		},
	};
}
