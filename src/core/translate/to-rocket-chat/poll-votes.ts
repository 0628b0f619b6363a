import { objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { oneLine } from './markup.js';
import { aboutQuote, lines } from './wording.js';

/** The result of a poll: the whole state, not what changed (docs: PollUpdateMessage). */
export const pollVotes: Kind = {
	wire: ['pollUpdateMessage'],
	title: 'votes of a poll',
	rest: 'the result so far, once per change, quoting the poll',
	show(message, say) {
		const wire = objectAt(message.data, 'pollMessageData');
		const name = oneLine(textAt(wire, 'name'));
		const counts = objectsOf(wire?.['votes']).map((vote) => {
			const voters: unknown = vote['optionVoters'];
			const count = Array.isArray(voters) ? voters.length : 0;
			return `- ${oneLine(textAt(vote, 'optionName'))}: ${count}`;
		});
		const title = say(name === '' ? 'poll.votes' : 'poll.votes.named', { name });
		return {
			text: lines(`📊 ${title}`, ...counts),
			...aboutQuote(message, textAt(wire, 'stanzaId'), { kind: 'pollMessage' }),
		};
	},
};
