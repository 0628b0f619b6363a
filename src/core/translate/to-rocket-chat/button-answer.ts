import { asObject, firstTextAt, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { aboutQuote, subjectOf } from './wording.js';

const FIELDS = [
	'selectedButtonText',
	'selectedDisplayText',
	'body',
	'contentText',
	'buttonText',
	'selectedButtonId',
	'selectedId',
] as const;

/**
 * The choice of a button. The documentation spells type and field in several ways (TemplateButtonsReplyMessage; the
 * official Java types read `templateButtonReplyMessage`): the first object that names a choice counts.
 */
export const buttonAnswer: Kind = {
	wire: [
		'buttonsResponseMessage',
		'templateButtonsReplyMessage',
		'templateButtonReplyMessage',
		'interactiveButtonsReply',
	],
	title: 'choice of a button',
	rest: 'the chosen text, quoting the message with the buttons',
	show(message, say) {
		const wire = choiceOf(message);
		const chosen = toRocketChatMarkup(firstTextAt(wire, ...FIELDS)).replace(/\n/g, ' ');
		const who = subjectOf(message.origin, say);
		const text = chosen === '' ? say('choice.unknown', { who }) : say('choice', { chosen });
		return { text, ...aboutQuote(message, textAt(wire, 'stanzaId')) };
	},
};

function choiceOf({ data }: WhatsAppMessage): JsonObject | undefined {
	const objects = Object.entries(data)
		.filter(([name]) => name !== 'quotedMessage')
		.map(([, value]) => asObject(value));
	return objects.find((one) => firstTextAt(one, ...FIELDS) !== '') ?? objects.find(Boolean);
}
