import { firstTextAt, objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Say } from '../../texts/phrasebook.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { lines, subjectOf } from './wording.js';

/** Texts with buttons: buttonsMessage, templateMessage, interactiveButtons; each in a field of its own name. */
export const buttons: Kind = {
	wire: ['buttonsMessage', 'templateMessage', 'interactiveButtons'],
	title: 'message with buttons, template',
	rest: 'text and the buttons as a list, with their links',
	show(message, say) {
		const wire = objectAt(message.data, message.typeMessage);
		const header = firstTextAt(wire, 'titleText', 'title', 'header');
		const content = firstTextAt(wire, 'contentText', 'body');
		const footer = firstTextAt(wire, 'footerText', 'footer');
		const shown = lines(
			header === '' ? '' : `*${toRocketChatMarkup(header).replace(/[*\n]/g, ' ')}*`,
			toRocketChatMarkup(content),
			footer === '' ? '' : `_${toRocketChatMarkup(footer).replace(/[_\n]/g, ' ')}_`,
			...objectsOf(wire?.['buttons']).map(buttonLine),
		);
		return { text: shown === '' ? emptyText(message, say) : shown };
	},
};

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
	const label = toRocketChatMarkup(firstTextAt(inner, 'buttonText', 'displayText'));
	const target = firstTextAt(inner, 'url', 'phoneNumber', 'copyCode');
	if (label === '' && target === '') return '';
	return `- ${[label === '' ? '' : `[${label}]`, textOf(target)].filter((part) => part !== '').join(' ')}`;
}

function textOf(target: string): string {
	return toRocketChatMarkup(textAt({ target }, 'target')).replace(/\n/g, ' ');
}
