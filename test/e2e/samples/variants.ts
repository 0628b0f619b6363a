import { asObject, objectAt, textAt } from '../../../src/core/domain/json.js';
import type { JsonObject } from '../../../src/core/domain/json.js';
import { followUpOf } from '../../../src/core/green-api/follow-up.js';
import { parseGreenApiWebhook } from '../../../src/core/green-api/webhook.js';
import { readSample } from '../../core/green-api/samples.js';

/** One way a recorded webhook can come: alone, or after the message that it refers to. */
export type Variant = {
	readonly title: string;
	readonly language: 'en' | 'ru';
	/** Posted before the sample itself. */
	readonly before: JsonObject | undefined;
	/** The sample is what becomes of an agent's answer: its id must be the answer's. */
	readonly needsAnswer: boolean;
};

/** The body of a sample, out of the envelope of receiveNotification where it has one. */
export function sampleBody(name: string): JsonObject {
	const sample = asObject(readSample(name)) ?? {};
	return objectAt(sample, 'body') ?? sample;
}

/** In which ways that sample is tried. */
export function variantsOf(name: string): readonly Variant[] {
	const body = sampleBody(name);
	const alone = { before: undefined, needsAnswer: false } as const;
	const variants: Variant[] = [
		{ title: 'On its own, in English', language: 'en', ...alone },
		{ title: 'On its own, in Russian', language: 'ru', ...alone },
	];
	const before = referredMessage(body);
	if (before !== undefined)
		variants.push({ title: 'After its message', language: 'en', before, needsAnswer: false });
	if (name.startsWith('outgoingMessageStatus'))
		variants.push({ ...alone, title: 'After its message', language: 'en', needsAnswer: true });
	return variants;
}

/** The message that a sample answers to, or changes: a text by the same side, of the minute before. */
function referredMessage(body: JsonObject): JsonObject | undefined {
	const event = parseGreenApiWebhook(body)?.event;
	if (event?.kind !== 'message') return undefined;
	const id = followUpOf(event)?.about ?? event.quote?.messageId ?? answeredId(event.data);
	if (id === undefined || id === '') return undefined;
	const text = 'The earlier message\nwith a second line';
	return {
		...body,
		timestamp: Number(body['timestamp']) - 60,
		idMessage: id,
		messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: text } },
	};
}

/** Answers to buttons and lists name the message with the buttons. */
function answeredId(data: JsonObject): string | undefined {
	return Object.values(data)
		.map((part) => textAt(asObject(part), 'stanzaId'))
		.find((id) => id !== '');
}
