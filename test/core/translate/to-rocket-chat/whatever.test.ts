import test from 'ava';
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';
import { describeContent } from '../../../../src/core/green-api/quote.js';
import { followUpOf, withText } from '../../../../src/core/green-api/follow-up.js';
import type { GreenApiEvent } from '../../../../src/core/green-api/events.js';
import { parseGreenApiWebhook } from '../../../../src/core/green-api/webhook.js';
import { LANGUAGES } from '../../../../src/core/texts/languages.js';
import { createPhrasebook } from '../../../../src/core/texts/phrasebook.js';
import type { Say } from '../../../../src/core/texts/phrasebook.js';
import { translateCall } from '../../../../src/core/translate/to-rocket-chat/call.js';
import { asDeleted, writtenText } from '../../../../src/core/translate/to-rocket-chat/in-place.js';
import {
	KINDS,
	translateFromWhatsApp,
} from '../../../../src/core/translate/to-rocket-chat/index.js';
import { withQuote } from '../../../../src/core/translate/to-rocket-chat/render-quote.js';
import { readSample, sampleNames } from '../../green-api/samples.js';

const book = createPhrasebook();
const says = LANGUAGES.map((language) => book.say(language));

const KIND_NAMES = [...KINDS.flatMap(({ wire }) => wire), 'inventedMessage', '', 'constructor'];

/** Every name that any kind looks for, and some that none does. */
const FIELDS = [
	...['textMessageData', 'extendedTextMessageData', 'fileMessageData', 'locationMessageData'],
	...['contactMessageData', 'messageData', 'contacts', 'pollMessageData', 'pollCreationMessage'],
	...['buttonsMessage', 'templateMessage', 'interactiveButtons', 'interactiveButtonsReply'],
	...['buttonsResponseMessage', 'templateButtonReplyMessage', 'listMessage', 'listResponseMessage'],
	...['quotedMessage', 'groupInviteMessageData', 'editedMessageData', 'deletedMessageData'],
	...['text', 'textMessage', 'caption', 'title', 'description', 'sourceUrl', 'showAdAttribution'],
	...['downloadUrl', 'fileName', 'mimeType', 'isForwarded', 'forwardingScore', 'latitude'],
	...['longitude', 'nameLocation', 'address', 'displayName', 'vcard', 'name', 'options', 'votes'],
	...['optionName', 'optionVoters', 'buttons', 'buttonText', 'displayText', 'urlButton', 'url'],
	...['phoneNumber', 'copyCode', 'sections', 'rows', 'singleSelectReply', 'selectedRowId'],
	...['stanzaId', 'participant', 'typeMessage', 'inviteExpiration', 'low', 'high', 'inviteCode'],
	...['groupName', 'contentText', 'footer', 'header', 'body', 'extendedTextMessage', 'location'],
	...['contact', 'unknown', '__proto__', 'toString'],
];

const MARKER = fc.constantFrom('{{SWE001}}', ' {{SWE002}} ', '{{SWE003}}', 'a {{SWE004}} b');
const VCARD = fc
	.array(fc.constantFrom('BEGIN:VCARD', 'TEL;waid=12345', 'TEL:', 'FN:A', 'ORG:;', ' x', ':', ';'))
	.map((lines) => lines.join('\n'));

/** Any JSON, made of names that kinds look for as well as of any others. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
	json: fc.oneof(
		{ maxDepth: 5, depthSize: 'medium' },
		fc.jsonValue({ maxDepth: 1 }),
		fc.constantFrom('', '0', 'x', 'https://files.example/1', 0, 1, -1, 1e300, true, null),
		MARKER,
		VCARD,
		fc.array(tie('json'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom(...FIELDS), tie('json'), { maxKeys: 6 }),
	),
}));

const objects = fc.dictionary(fc.constantFrom(...FIELDS), json, { maxKeys: 8 });

const envelopes = fc
	.record(
		{
			typeWebhook: fc.constantFrom(
				'incomingMessageReceived',
				'outgoingMessageReceived',
				'outgoingAPIMessageReceived',
			),
			typeMessage: fc.oneof(fc.constantFrom(...KIND_NAMES), fc.string()),
			data: objects,
			chatId: fc.constantFrom('79001112233@c.us', '1203630439@g.us', '12@lid'),
			sender: fc.dictionary(
				fc.constantFrom('sender', 'senderName', 'senderContactName', 'chatName'),
				json,
			),
			beside: fc.dictionary(fc.constantFrom('quotedMessage', 'timestamp', 'instanceData'), json),
		},
		{ noNullPrototype: true },
	)
	.map(({ typeWebhook, typeMessage, data, chatId, sender, beside }) => ({
		...beside,
		typeWebhook,
		idMessage: 'A1',
		senderData: { ...sender, chatId },
		messageData: { ...data, typeMessage },
	}));

test('Every message says something, whatever its data hold', (t) => {
	fc.assert(
		fc.property(envelopes, (body) => {
			const event = parseGreenApiWebhook(body, 0)?.event;
			t.is(event?.kind, 'message');
			if (event !== undefined) checkShown(t, event, JSON.stringify(body));
		}),
		{ numRuns: 2500 },
	);
});

test('Nothing is too strange to be parsed', (t) => {
	const typeWebhook = fc.constantFrom(
		...['incomingCall', 'outgoingCall', 'incomingBlock', 'quotaExceeded', 'stateInstanceChanged'],
		...['outgoingMessageStatus', 'deviceInfo', 'catalogChanged', 'incomingMessageReceived', ''],
	);
	const fields = [
		...[
			'idMessage',
			'status',
			'chatId',
			'from',
			'participants',
			'duration',
			'isVideo',
			'timestamp',
		],
		...['quotaData', 'stateInstance', 'instanceData', 'senderData', 'messageData', 'receiptId'],
		...['body', 'description', 'chatState'],
	];
	const bodies = fc.oneof(
		json,
		fc
			.tuple(typeWebhook, fc.dictionary(fc.constantFrom(...fields), json))
			.map(([name, rest]) => ({ ...rest, typeWebhook: name })),
	);
	fc.assert(
		fc.property(bodies, (body) => {
			const webhook = parseGreenApiWebhook(body, 0);
			const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
			t.is(webhook !== undefined, isObject);
			if (webhook !== undefined) checkShown(t, webhook.event, JSON.stringify(body));
		}),
		{ numRuns: 1500 },
	);
});

test('Every recorded webhook with any fields exchanged for anything is still shown', (t) => {
	const mutation = fc.record({
		name: fc.constantFrom(...sampleNames),
		changes: fc.array(fc.tuple(fc.nat(200), fc.option(json, { nil: undefined })), {
			minLength: 1,
			maxLength: 3,
		}),
	});
	fc.assert(
		fc.property(mutation, ({ name, changes }) => {
			const body = structuredClone(readSample(name));
			for (const [at, value] of changes) exchange(body, at, value);
			const webhook = parseGreenApiWebhook(body, 0);
			t.not(webhook, undefined);
			if (webhook !== undefined) checkShown(t, webhook.event, JSON.stringify(body));
		}),
		{ numRuns: 2500 },
	);
});

/** Everything that is made of an event for people's eyes: never empty, never a sign of a program's mistake. */
function checkShown(t: ExecutionContext, event: GreenApiEvent, input: string): void {
	for (const say of says) {
		if (event.kind === 'call') checkText(t, translateCall(event, say).text, input);
		if (event.kind !== 'message') continue;
		const translation = translateFromWhatsApp(event, say);
		t.is(translation.action, 'deliver');
		if (translation.action === 'skip') continue;
		const { text, file, quote } = translation.message;
		if (file === undefined) checkText(t, text, input);
		else checkName(t, file.name);
		t.false(quote?.messageId === '');
		checkQuoted(t, event, say, input);
	}
}

function checkQuoted(
	t: ExecutionContext,
	event: Extract<GreenApiEvent, { kind: 'message' }>,
	say: Say,
	input: string,
): void {
	const followUp = followUpOf(event);
	if (followUp !== undefined) t.not(followUp.about, '' as never);
	const described = describeContent(event.typeMessage, event.data);
	const block = withQuote('', { ...described, ...event.quote, author: event.senderName }, say);
	t.notRegex(block, /\n/u);
	checkText(t, block, input);
	const edited = withText(event, followUp?.text ?? 'New');
	checkText(t, asDeleted(writtenText(edited), say), input);
	t.is(translateFromWhatsApp(edited, say).action, 'deliver');
}

/** What a program writes where it should have looked; allowed only where the payload itself has it. */
const MISTAKES = ['undefined', '[object Object]', 'NaN', 'Infinity'];

function checkText(t: ExecutionContext, text: string, input: string): void {
	t.not(text.trim(), '', input);
	t.notRegex(text, /\{\{SWE\d/u, input);
	for (const mistake of MISTAKES)
		if (text.includes(mistake)) t.true(input.includes(mistake), `${mistake}: ${input}`);
}

function checkName(t: ExecutionContext, name: string): void {
	t.regex(name, /\.[^./\\]+$/u);
	t.notRegex(name, /[/\\\n]/u);
}

/** Puts the value in place of the field with that number (counted through the whole tree); undefined takes it away. */
function exchange(body: unknown, number: number, value: unknown): void {
	const places: [Record<string, unknown>, string][] = [];
	const walk = (one: unknown): void => {
		if (typeof one !== 'object' || one === null) return;
		for (const [key, inner] of Object.entries(one)) {
			places.push([one as Record<string, unknown>, key]);
			walk(inner);
		}
	};
	walk(body);
	const place = places[number % Math.max(places.length, 1)];
	if (place === undefined) return;
	const [object, key] = place;
	if (value === undefined) Reflect.deleteProperty(object, key);
	else object[key] = value;
}
