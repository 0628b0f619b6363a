import { objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { bold, oneLine } from './markup.js';
import { lines } from './wording.js';

/** A question with options (docs: PollMessage; until 2023 in `pollCreationMessage`). */
export const poll: Kind = {
	wire: ['pollMessage'],
	title: 'poll',
	rest: 'question and options',
	show({ data }, say) {
		const wire = objectAt(data, 'pollMessageData') ?? objectAt(data, 'pollCreationMessage');
		const options = objectsOf(wire?.['options'])
			.map((option) => oneLine(textAt(option, 'optionName')))
			.filter((option) => option !== '')
			.map((option) => `- ${option}`);
		const title = bold(textAt(wire, 'name'));
		const several = wire?.['multipleAnswers'] === true ? say('poll.several') : '';
		return { text: lines(`📊 ${say('poll.title')} ${title}`.trim(), ...options, several) };
	},
};
