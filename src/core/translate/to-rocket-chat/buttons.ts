import { firstTextAt, objectAt, objectsOf } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { BridgeMessage } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Say } from '../../texts/phrasebook.js';
import type { Kind } from './kind.js';
import { bold, italic, oneLine, toRocketChatMarkup } from './markup.js';
import { lines, subjectOf } from './wording.js';

/** Texts with buttons: buttonsMessage, templateMessage, interactiveButtons; each in a field of its own name. */
export const buttons: Kind = {
	wire: ['buttonsMessage', 'templateMessage', 'interactiveButtons'],
	title: 'message with buttons, template',
	rest: 'text and the buttons as a list, with their links',
	show: (message, say) => showButtons(objectAt(message.data, message.typeMessage), message, say),
};

/** Header, text, footer, each button on a line, and where the header's picture or file is. */
export function showButtons(
	wire: JsonObject | undefined,
	message: WhatsAppMessage,
	say: Say,
): BridgeMessage {
	const shown = lines(
		bold(firstTextAt(wire, 'titleText', 'title', 'header')),
		oneLine(firstTextAt(wire, 'mediaUrl')),
		toRocketChatMarkup(firstTextAt(wire, 'contentText', 'body')),
		italic(firstTextAt(wire, 'footerText', 'footer')),
		...objectsOf(wire?.['buttons']).map(buttonLine),
	);
	return { text: shown === '' ? emptyText(message, say) : shown };
}

function emptyText({ origin }: WhatsAppMessage, say: Say): string {
	return say('see-phone', { who: subjectOf(origin, say), what: say('kind.a.buttons') });
}

/** `[label]` and where it leads; templates wrap each button in an object named after its kind (docs: TemplateMessage). */
function buttonLine(button: JsonObject): string {
	const inner =
		objectAt(button, 'urlButton') ??
		objectAt(button, 'callButton') ??
		objectAt(button, 'quickReplyButton') ??
		button;
	const label = oneLine(labelOf(inner));
	const target = oneLine(firstTextAt(inner, 'url', 'phoneNumber', 'copyCode'));
	if (label === '' && target === '') return '';
	return `- ${[label === '' ? '' : `[${label}]`, target].filter((part) => part !== '').join(' ')}`;
}

/** What is on the button; its id only where there is nothing else to tell it from the others. */
function labelOf(button: JsonObject): string {
	const nested = firstTextAt(objectAt(button, 'buttonText'), 'displayText');
	const written = firstTextAt(button, 'buttonText', 'displayText') || nested;
	const hasTarget = firstTextAt(button, 'url', 'phoneNumber', 'copyCode') !== '';
	return written !== '' || hasTarget ? written : firstTextAt(button, 'buttonId', 'id');
}
