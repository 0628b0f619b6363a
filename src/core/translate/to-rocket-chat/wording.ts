import type { MessageOrigin } from '../../green-api/events.js';

/** Stands before everything that somebody wrote on the instance's own phone, past Rocket.Chat. */
export const PHONE_MARK = '_(sent from the phone)_';

/** Who did it, at the beginning of a sentence. */
export function subjectOf(origin: MessageOrigin): string {
	return origin === 'customer' ? 'The customer' : 'Your side';
}

/** For what can't be shown here: what came, and where it can be seen. */
export function seeOnPhone(origin: MessageOrigin, what: string): string {
	return `${subjectOf(origin)} sent ${what}. It can't be shown here: open WhatsApp on the phone to see it.`;
}

/** GREEN-API's marker for something it could not hand over, e.g. `{{SWE001}}`; undefined when there is none. */
export function errorMarker(text: string): string | undefined {
	return /^\s*\{\{(SWE\d{3})\}\}\s*$/.exec(text)?.[1];
}
