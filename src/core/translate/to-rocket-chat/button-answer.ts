import { asObject, firstTextAt, objectsOf, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import { showButtons } from './buttons.js';
import type { Kind } from './kind.js';
import { oneLine } from './markup.js';
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
 * official Java types read `templateButtonReplyMessage`): the first object that names a choice counts. One page has the
 * buttons themselves under `interactiveButtonsReply`: then they are shown.
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
		if (objectsOf(wire?.['buttons']).length > 0) return showButtons(wire, message, say);
		const chosen = oneLine(firstTextAt(wire, ...FIELDS));
		const who = subjectOf(message.origin, say);
		const text = chosen === '' ? say('choice.unknown', { who }) : say('choice', { chosen });
		return { text, ...aboutQuote(message, textAt(wire, 'stanzaId')) };
	},
};

function choiceOf({ data }: WhatsAppMessage): JsonObject | undefined {
	const objects = Object.entries(data)
		.filter(([name]) => name !== 'quotedMessage')
		.map(([, value]) => asObject(value));
	return (
		objects.find((one) => objectsOf(one?.['buttons']).length > 0) ??
		objects.find((one) => firstTextAt(one, ...FIELDS) !== '') ??
		objects.find(Boolean)
	);
}
