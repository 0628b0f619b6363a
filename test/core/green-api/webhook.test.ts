import { inspect } from 'node:util';
import test from 'ava';
import { asChatId, asWaMessageId } from '../../../src/core/domain/ids.js';
import type { BridgeQuote } from '../../../src/core/domain/message.js';
import type { GreenApiEvent } from '../../../src/core/green-api/events.js';
import { parseGreenApiWebhook } from '../../../src/core/green-api/webhook.js';
import { messageSample, parseSample, readSample, RECEIVED_AT, sampleNames } from './samples.js';

const KINDS: ReadonlyMap<string, GreenApiEvent['kind']> = new Map([
	['deviceInfo', 'other'],
	['statusInstanceChanged', 'other'],
	['incomingBlock', 'block'],
	['incomingCall', 'call'],
	['outgoingCall', 'call'],
	['quotaExceeded', 'quota'],
	['stateInstanceChanged', 'state'],
	['outgoingMessageStatus', 'receipt'],
]);

test('has all the recorded webhooks', (t) => {
	t.true(sampleNames.length >= 67);
});

for (const name of sampleNames) {
	test(`parses ${name}`, (t) => {
		const { event, payload } = parseSample(name);
		t.is(event.kind, expectedKind(name));
		t.notRegex(JSON.stringify(payload), /jpegThumbnail/u);
		t.deepEqual(parseGreenApiWebhook(payload, RECEIVED_AT)?.event, event);
	});
}

function expectedKind(name: string): GreenApiEvent['kind'] {
	const [typeWebhook = ''] = name.split('.', 1);
	return KINDS.get(typeWebhook) ?? 'message';
}

test('tells of a block only when it is said whether it begins or ends', (t) => {
	const { payload } = parseSample('incomingBlock');
	const kindOf = (change: object) => {
		const event = parseGreenApiWebhook({ ...payload, ...change }, RECEIVED_AT)?.event;
		return event?.kind === 'block' ? event.isBlocked : event?.kind;
	};
	t.true(kindOf({}));
	t.false(kindOf({ chatState: 'unblocked' }));
	t.not(kindOf({ chatState: '' }), false);
});

test('reads all fields of a message', (t) => {
	t.like(messageSample('incomingMessageReceived-imageMessage.quotes-contact'), {
		origin: 'customer',
		chatId: '79001234568@c.us',
		typeMessage: 'imageMessage',
		sentAt: 1_588_091_580_000,
		senderName: 'Green API',
		chatName: 'Green API',
	});
	t.like(messageSample('incomingMessageReceived-textMessage.group'), {
		chatId: '120363043968066561@g.us',
		senderId: '79001234568@c.us',
		senderName: 'John Doe',
		chatName: 'Group name',
	});
	t.is(messageSample('receiveNotification-response').chatId, asChatId('79001234568@c.us'));
});

test('tells who wrote a message', (t) => {
	const origins = ['incoming', 'outgoing', 'outgoingAPI'].map((prefix) => {
		const kind = prefix === 'outgoingAPI' ? 'extendedTextMessage' : 'textMessage';
		return messageSample(`${prefix}MessageReceived-${kind}`).origin;
	});
	t.deepEqual(origins, ['customer', 'phone', 'api']);
});

const QUOTES: Readonly<Record<string, BridgeQuote | undefined>> = {
	'incomingMessageReceived-textMessage': undefined,
	'incomingMessageReceived-quotedMessage': {
		messageId: '3EB063C771F28EB323FAE3',
		author: 'Green API inContacts',
		excerpt: 'Hello! This is a text message.',
	},
	'incomingMessageReceived-quotedMessage.quotes-media': {
		messageId: '9A73322488DCB7D9689A6112F2528C9D',
		kind: 'imageMessage',
	},
	'incomingMessageReceived-quotedMessage.quotes-location': {
		messageId: '9A73322488DCB7D9689A6112F2528C9D',
		kind: 'locationMessage',
	},
	'incomingMessageReceived-quotedMessage.quotes-contact': {
		messageId: '9A73322488DCB7D9689A6112F2528C9D',
		excerpt: 'Green-Api',
		kind: 'contactMessage',
	},
	'incomingMessageReceived-quotedMessage.without-quotedMessage-object': {
		messageId: '3EB0D7D028C312EB513C',
	},
	'incomingMessageReceived-contactsArrayMessage.docs-2023-quotes-text': {
		messageId: '9A73322488DCB7D9689A6112F2528C9D',
		excerpt: 'Hello',
	},
	'incomingMessageReceived-audioMessage.quotes-text': {
		messageId: '9A73322488DCB7D9689A6112F2528C9D',
		excerpt: 'Hello',
	},
	'incomingMessageReceived-reactionMessage': {
		messageId: 'F7AEC1B7086ECDC7E6E45923F5EDB825',
		author: 'Green API inContacts',
	},
};

for (const [name, quote] of Object.entries(QUOTES)) {
	test(`reads the quote of ${name.replace('incomingMessageReceived-', '')}`, (t) => {
		t.deepEqual(messageSample(name).quote, quote);
	});
}

test('cuts the excerpt of a long text at its first line and 120 characters', (t) => {
	const textMessage = `\n${'😀'.repeat(300)}\nsecond line`;
	const { event } = parseGreenApiWebhook({
		typeWebhook: 'incomingMessageReceived',
		idMessage: 'A',
		senderData: { chatId: '1@c.us' },
		messageData: { quotedMessage: { stanzaId: 'B', typeMessage: 'textMessage', textMessage } },
	})!;
	const excerpt = event.kind === 'message' ? event.quote?.excerpt : undefined;
	t.is(excerpt, `${'😀'.repeat(119)}…`);
});

test('reads receipts with and without a chat', (t) => {
	t.deepEqual(parseSample('outgoingMessageStatus.noAccount').event, {
		kind: 'receipt',
		messageId: asWaMessageId('3EB0608D6A2901063D63'),
		chatId: undefined,
		status: 'noAccount',
		description: '',
		at: 1_586_700_802_000,
	});
	t.like(parseSample('outgoingMessageStatus.sent-real').event, {
		chatId: '******@c.us',
		status: 'sent',
	});
});

test('reads a change of state', (t) => {
	t.like(parseSample('stateInstanceChanged').event, { kind: 'state', state: 'notAuthorized' });
	t.like(parseSample('stateInstanceChanged.empty-wid').event, { kind: 'state', wid: '' });
});

test('takes ids and times as text or number, also ids of 12 digits', (t) => {
	const body = {
		typeWebhook: 'incomingMessageReceived',
		instanceData: { idInstance: '770022612345' },
		timestamp: '1588091580',
		idMessage: 12345,
		senderData: { chatId: '1@c.us' },
	};
	const webhook = parseGreenApiWebhook(body);
	t.is(webhook?.idInstance, '770022612345');
	t.like(webhook?.event, { messageId: '12345', sentAt: 1_588_091_580_000, typeMessage: '' });
	const number = parseGreenApiWebhook({ instanceData: { idInstance: 770_022_612_345 } });
	t.is(number?.idInstance, '770022612345');
});

test('takes the time of arrival where the event has none', (t) => {
	const body = { typeWebhook: 'outgoingMessageStatus', idMessage: 'A', status: 'read' };
	t.like(parseGreenApiWebhook(body, 42)?.event, { at: 42 });
});

test('keeps an event that lacks what its kind needs as another event', (t) => {
	const typeWebhook = 'incomingMessageReceived';
	t.deepEqual(parseGreenApiWebhook({ typeWebhook, idMessage: 'A' })?.event, {
		kind: 'other',
		name: typeWebhook,
	});
	t.deepEqual(parseGreenApiWebhook({ typeWebhook: 'constructor' })?.event, {
		kind: 'other',
		name: 'constructor',
	});
	t.deepEqual(parseGreenApiWebhook({}), {
		idInstance: undefined,
		event: { kind: 'other', name: '' },
		payload: {},
	});
});

for (const body of [undefined, null, 'text', 5, true, [[]], [{}]]) {
	test(`does not take ${inspect(body)} for a webhook`, (t) => {
		t.is(parseGreenApiWebhook(body), undefined);
	});
}

test('removes thumbnails at any depth and keeps unknown fields', (t) => {
	const body = { a: [{ jpegThumbnail: 'x', b: { jpegThumbnail: 'y', c: 1 } }], unknown: null };
	t.deepEqual(parseGreenApiWebhook(body)?.payload, { a: [{ b: { c: 1 } }], unknown: null });
});

test('survives nesting that would overflow the stack', (t) => {
	const deep: unknown = JSON.parse(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`);
	const payload = parseGreenApiWebhook({ deep })?.payload;
	t.true(JSON.stringify(payload).length < 1000);
});

test('survives every sample with any one field broken', (t) => {
	let variants = 0;
	for (const name of sampleNames) {
		for (const broken of breakOneField(readSample(name))) {
			t.not(parseGreenApiWebhook(broken), undefined);
			variants += 1;
		}
	}
	t.true(variants > 3000);
});

/** Every version of the value in which one field is missing or of another type. */
function* breakOneField(value: unknown): Generator {
	if (typeof value !== 'object' || value === null) return;
	for (const [key, item] of Object.entries(value)) {
		for (const wrong of [undefined, null, 7, 'text', [], {}, [null]]) {
			yield Array.isArray(value)
				? value.map((one: unknown) => (one === item ? wrong : one))
				: { ...value, [key]: wrong };
		}
		for (const inner of breakOneField(item)) {
			if (!Array.isArray(value)) yield { ...value, [key]: inner };
		}
	}
}
