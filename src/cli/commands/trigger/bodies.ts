import { randomBytes } from 'node:crypto';
import { RefusedError } from '../../../core/domain/errors.js';
import type { TriggerTarget } from '../../../core/operations/trigger-target.js';
import { ROCKET_CHAT_SAMPLES } from '../../../sandbox/samples/rocket-chat.js';
import { WHATSAPP_SAMPLES } from '../../../sandbox/samples/green-api.js';
import type { Occasion, RocketChatSample, WhatsAppSample } from '../../../sandbox/samples/types.js';
import type { SayWord } from '../../words.js';
import type { WORDS } from './words.js';

type Say = SayWord<typeof WORDS>;

/** What the options say. */
export type Wish = {
	readonly chatId: string;
	readonly name: string;
	readonly text: string;
	readonly fileUrl: string;
	/** '' to take the newest one that fits. */
	readonly about: string;
};

/** A webhook to be played. */
export type Played = {
	readonly body: object;
	/** Under which id the ledger keeps it; '' when it has none. */
	readonly sourceId: string;
};

export type Sample =
	| { readonly side: 'whatsapp'; readonly sample: WhatsAppSample }
	| { readonly side: 'rocketChat'; readonly sample: RocketChatSample };

/** All samples, in the order in which they are listed. */
export const SAMPLES: readonly Sample[] = [
	...WHATSAPP_SAMPLES.map((sample): Sample => ({ side: 'whatsapp', sample })),
	...ROCKET_CHAT_SAMPLES.map((sample): Sample => ({ side: 'rocketChat', sample })),
];

/** Makes what is played, each time with ids of its own. Throws RefusedError `nothing-earlier` or `chat-not-open`. */
export function bodyOf(sample: Sample, target: TriggerTarget, wish: Wish, say: Say): Played {
	return sample.side === 'whatsapp'
		? whatsappBody(sample.sample, target, wish, say)
		: rocketChatBody(sample.sample, target, wish, say);
}

function whatsappBody(sample: WhatsAppSample, target: TriggerTarget, wish: Wish, say: Say): Played {
	const messageId = randomBytes(12).toString('hex').toUpperCase();
	const newest = sample.about === undefined ? '' : target.newest[sample.about];
	const about = wish.about === '' ? newest : wish.about;
	if (about === '' && sample.about !== undefined)
		throw nothingEarlier(say, wish, sample.about === 'outbound' ? 'agent-text' : 'text');
	const occasion: Occasion = { ...placeOf(target), ...wish, about, messageId, at: Date.now() };
	const isFollowUp = ['edited', 'deleted', 'reaction', 'phone-reaction'].includes(sample.kind);
	const isVote = sample.kind === 'poll-votes';
	const body = sample.make(occasion);
	const hasId = 'idMessage' in body;
	return { body, sourceId: isFollowUp || isVote ? about : hasId ? messageId : '' };
}

function rocketChatBody(
	sample: RocketChatSample,
	target: TriggerTarget,
	wish: Wish,
	say: Say,
): Played {
	const { chat, agent, workspaceUrl } = target;
	const phone = phoneOf(wish.chatId);
	if (chat?.roomId == null)
		throw new RefusedError(say('noRoom', { phone }), {
			code: 'chat-not-open',
			help: say('playFirst', { kind: 'text', phone }),
		});
	if (agent === undefined)
		throw new RefusedError(say('noAgent', { workspace: workspaceUrl }), {
			code: 'not-registered',
			help: say('registerAgent'),
		});
	const about = wish.about === '' ? target.newest.agent : wish.about;
	if (about === '' && sample.about !== undefined) throw nothingEarlier(say, wish, 'agent-text');
	const messageId = randomBytes(9).toString('base64url').replaceAll(/[-_]/gu, '0');
	const username = agent.email.split('@')[0] ?? '';
	const body = sample.make({
		...{ ...placeOf(target), ...wish, about, messageId, at: Date.now(), workspaceUrl },
		...{ roomId: chat.roomId, visitorToken: chat.visitorToken },
		agent: { userId: agent.userId, username },
	});
	return { body, sourceId: sample.about === undefined ? messageId : about };
}

function placeOf({ instance }: TriggerTarget): Pick<Occasion, 'idInstance' | 'wid'> {
	return { idInstance: instance.id, wid: instance.wid };
}

function nothingEarlier(say: Say, { chatId }: Wish, kind: string): RefusedError {
	const phone = phoneOf(chatId);
	return new RefusedError(say('nothingEarlier', { phone }), {
		code: 'nothing-earlier',
		help: say('playFirst', { kind, phone }),
	});
}

/** As it is typed. */
function phoneOf(chatId: string): string {
	return chatId.endsWith('@c.us') ? `+${chatId.replace('@c.us', '')}` : chatId;
}
