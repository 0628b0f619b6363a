import { firstTextAt, objectAt, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { BridgeMessage } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Say } from '../../texts/phrasebook.js';
import type { Kind } from './kind.js';
import { oneLine, toRocketChatMarkup } from './markup.js';
import { errorMarker, lines, subjectOf } from './wording.js';

/** textMessage, extendedTextMessage (also ordinary text, and links) and quotedMessage (a reply). */
export const text: Kind = {
	wire: ['textMessage', 'extendedTextMessage', 'quotedMessage'],
	title: 'text, link with preview, answer to an advertisement',
	rest: 'text; below it the preview, or the advertisement it came through',
	show,
};

const LONGEST_PREVIEW = 200;

function show(message: WhatsAppMessage, say: Say): BridgeMessage {
	const written = readText(message);
	const marker = errorMarker(written);
	if (marker !== undefined) return { text: explainMarker(marker, message, say) };
	const extended = objectAt(message.data, 'extendedTextMessageData');
	const body = lines(toRocketChatMarkup(written), previewOf(extended, written, say));
	return { text: body === '' ? say('text.empty', { who: subjectOf(message.origin, say) }) : body };
}

function readText({ data }: WhatsAppMessage): string {
	const plain = firstTextAt(objectAt(data, 'textMessageData'), 'textMessage');
	return plain === '' ? textAt(objectAt(data, 'extendedTextMessageData'), 'text') : plain;
}

/** What the sender saw of a link, or of the advertisement the conversation began with (docs: ExtendedTextMessage). */
function previewOf(wire: JsonObject | undefined, written: string, say: Say): string | undefined {
	const isNew = (part: string): boolean => part !== '' && !written.includes(part);
	const parts = [textAt(wire, 'title'), textAt(wire, 'description')].map(shortened).filter(isNew);
	const preview = [...new Set(parts)].join(' – ');
	if (!isAdvertisement(wire)) return preview === '' ? undefined : quoteOf(preview);
	const url = textAt(wire, 'sourceUrl').trim();
	const known = oneLine([preview, ...[url].filter(isNew)].join(' '));
	const mark = say('text.advertisement');
	return `> ${known === '' ? mark.replace(/:\s*$/u, '.') : `${mark} ${known}`}`;
}

function quoteOf(preview: string): string | undefined {
	const line = oneLine(preview);
	return line === '' ? undefined : `> ${line}`;
}

function isAdvertisement(wire: JsonObject | undefined): boolean {
	const isShown = wire?.['showAdAttribution'] === true || textAt(wire, 'sourceType') === 'ad';
	return isShown || textAt(wire, 'conversionSource') !== '';
}

function shortened(written: string): string {
	const line = written.replace(/\s+/gu, ' ').trim();
	const letters = Array.from(line);
	return letters.length <= LONGEST_PREVIEW
		? line
		: `${letters.slice(0, LONGEST_PREVIEW - 1).join('')}…`;
}

/** Meaning of the markers: docs `api/common-errors` (2023). After SWE001 the real text may follow by itself. */
function explainMarker(marker: string, { origin }: WhatsAppMessage, say: Say): string {
	const who = subjectOf(origin, say);
	if (marker === 'SWE001') return say('text.undecrypted', { who });
	if (marker === 'SWE003') return say('text.keys-lost', { who });
	if (marker === 'SWE004') return say('text.group-too-large', { who });
	return say('text.not-handed-over', { who, marker });
}
