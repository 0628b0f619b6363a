import test from 'ava';
import { asChatId, asWaMessageId } from '../../../../src/core/domain/ids.js';
import type { WhatsAppCall } from '../../../../src/core/green-api/events.js';
import { createPhrasebook } from '../../../../src/core/texts/phrasebook.js';
import { translateCall } from '../../../../src/core/translate/to-rocket-chat/call.js';

const book = createPhrasebook();

function call(fields: Partial<WhatsAppCall>): WhatsAppCall {
	return {
		kind: 'call',
		origin: 'customer',
		chatId: asChatId('1@c.us'),
		callId: asWaMessageId('C'),
		status: '',
		isVideo: false,
		durationSeconds: undefined,
		at: 0,
		...fields,
	};
}

const phone = { origin: 'phone' } as const;

for (const [fields, english, russian] of [
	[
		{ status: 'offer' },
		'Incoming WhatsApp voice call: it rings on the phone.',
		'Входящий звонок WhatsApp: звонит телефон.',
	],
	[
		{ status: 'pickUp', durationSeconds: 65 },
		'WhatsApp voice call, answered on the phone (1:05).',
		'Входящий звонок WhatsApp: ответили на телефоне (1:05).',
	],
	[{ status: 'hangUp' }, 'Missed WhatsApp voice call.', 'Пропущенный звонок WhatsApp.'],
	[{ status: 'hungUp' }, 'Missed WhatsApp voice call.', 'Пропущенный звонок WhatsApp.'],
	[
		{ status: 'missed', isVideo: true },
		'Missed WhatsApp video call.',
		'Пропущенный видеозвонок WhatsApp.',
	],
	[{ status: 'declined' }, 'WhatsApp voice call, declined.', 'Отклонённый звонок WhatsApp.'],
	[{ status: '' }, 'The customer called (WhatsApp voice call).', 'Входящий звонок WhatsApp.'],
	[
		{ status: 'constructor' },
		'The customer called (WhatsApp voice call).',
		'Входящий звонок WhatsApp.',
	],
	[
		{ ...phone, status: 'pickUp', durationSeconds: 12.4 },
		'WhatsApp voice call from the phone, answered (0:12).',
		'Исходящий звонок WhatsApp с телефона: ответили (0:12).',
	],
	[
		{ ...phone, status: 'hungUp', durationSeconds: 0 },
		'WhatsApp voice call from the phone, not answered.',
		'Исходящий звонок WhatsApp с телефона: без ответа.',
	],
	[
		{ ...phone, status: 'invalid' },
		'WhatsApp voice call from the phone, not possible.',
		'Исходящий звонок WhatsApp с телефона: не удался.',
	],
	[
		{ ...phone, isVideo: true },
		'WhatsApp video call from the phone.',
		'Исходящий видеозвонок WhatsApp с телефона.',
	],
] as const) {
	test(`${JSON.stringify(fields)} reads: ${english}`, (t) => {
		t.is(translateCall(call(fields), book.say('en')).text, `📞 ${english}`);
		t.is(translateCall(call(fields), book.say('ru')).text, `📞 ${russian}`);
	});
}
