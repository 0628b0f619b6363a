import type { TextKey } from '../../texts/en.js';
import type { Say } from '../../texts/phrasebook.js';

/** What a quoted message is called that is more than its text. */
const WORDS: ReadonlyMap<string, TextKey> = new Map<string, TextKey>([
	['imageMessage', 'quote.image'],
	['videoMessage', 'quote.video'],
	['audioMessage', 'quote.audio'],
	['documentMessage', 'quote.document'],
	['stickerMessage', 'quote.sticker'],
	['locationMessage', 'quote.location'],
	['contactMessage', 'quote.contact'],
	['contactsArrayMessage', 'quote.contacts'],
	['pollMessage', 'quote.poll'],
	['groupInviteMessage', 'quote.invite'],
	['buttonsMessage', 'quote.buttons'],
	['templateMessage', 'quote.buttons'],
	['interactiveButtons', 'quote.buttons'],
	['listMessage', 'quote.list'],
]);

/** The sign and word for a kind; '' for texts and kinds without one. */
export function quotedKindWord(kind: string | undefined, say: Say): string {
	const key = WORDS.get(kind ?? '');
	return key === undefined ? '' : say(key);
}
