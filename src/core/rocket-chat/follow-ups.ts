import { asRcMessageId } from '../domain/ids.js';
import { asObject, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import { malformed, NOTICE_ID_PREFIX, readEnvelope, whyNotSpoken } from './envelope.js';
import type { Envelope } from './envelope.js';
import type { AgentDeletion, AgentReaction, RocketChatEvent } from './events.js';

/** `message-deleted`: who wrote the message is looked up, the app does not always know it any more. */
export function parseDeletion(event: JsonObject): RocketChatEvent {
	const envelope = readEnvelope(event, whyNotSpoken);
	if ('kind' in envelope) return envelope;
	return { kind: 'agent-deletion', ...aboutMessages(event, envelope) } satisfies AgentDeletion;
}

/** `message-reaction`: usually about a message of the visitor. */
export function parseReaction(event: JsonObject): RocketChatEvent {
	const envelope = readEnvelope(event, whyNoReaction);
	if ('kind' in envelope) return envelope;
	const reaction = textAt(event, 'reaction').trim();
	if (reaction === '') throw malformed('has no field "reaction"');
	return {
		kind: 'agent-reaction',
		...aboutMessages(event, envelope),
		reaction,
		isRemoved: event['isRemoved'] === true,
		reactedAt: textAt(event, 'reactedAt'),
	} satisfies AgentReaction;
}

function whyNoReaction(message: JsonObject): string | undefined {
	if (textAt(message, '_id').startsWith(NOTICE_ID_PREFIX)) return 'it is a notice of the bridge';
	return textAt(message, 't') === '' ? undefined : 'it is a system message';
}

function aboutMessages(
	event: JsonObject,
	{ visitorToken, roomId, messages }: Envelope,
): Pick<AgentDeletion, 'visitorToken' | 'roomId' | 'agentUserId' | 'messageIds'> {
	const agentUserId = textAt(asObject(event['agent']), '_id');
	if (agentUserId === '') throw malformed('has no field "agent._id"');
	const messageIds = messages.map((message) => asRcMessageId(textAt(message, '_id')));
	return { visitorToken, roomId, agentUserId, messageIds };
}
