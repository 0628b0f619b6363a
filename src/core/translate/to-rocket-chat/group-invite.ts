import { numberAt, objectAt, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { lines } from './wording.js';

/** An invitation to a group (docs: GroupInviteMessage; the official C++ schema has its end as `{low, high}` too). */
export const groupInvite: Kind = {
	wire: ['groupInviteMessage'],
	title: 'invitation to a group',
	rest: 'name of the group, text and link',
	show({ data }, say) {
		const wire = objectAt(data, 'groupInviteMessageData');
		const group = toRocketChatMarkup(textAt(wire, 'groupName')).replace(/[*\n]/g, ' ');
		const caption = toRocketChatMarkup(textAt(wire, 'caption'));
		const code = textAt(wire, 'inviteCode');
		// The code is part of a link: whatever else is in it can't be one.
		const link = /^[\w/+=-]{6,64}$/.test(code)
			? `https://chat.whatsapp.com/${encodeURIComponent(code)}`
			: '';
		const until = endOf(wire);
		return {
			text: lines(
				`👥 ${group === '' ? say('invite') : say('invite.named', { group })}`,
				caption,
				link,
				until === undefined ? '' : say('invite.until', { until }),
			),
		};
	},
};

/** The day, UTC; undefined where it does not end. */
function endOf(wire: JsonObject | undefined): string | undefined {
	const low = numberAt(objectAt(wire, 'inviteExpiration'), 'low');
	const seconds = low ?? numberAt(wire, 'inviteExpiration') ?? 0;
	const date = new Date(seconds * 1000);
	if (seconds <= 0 || Number.isNaN(date.getTime())) return undefined;
	return date.toISOString().slice(0, 10);
}
