import { messageBody, stateBody, statusBody } from '../green-api/bodies.js';
import type { WireObject } from '../read.js';
import {
	buttonAnswerData,
	buttonsData,
	contactData,
	contactsData,
	deletionData,
	editData,
	extendedTextData,
	fileData,
	groupInviteData,
	interactiveButtonsData,
	listAnswerData,
	listData,
	locationData,
	pollData,
	pollVotesData,
	quoteData,
	reactionData,
	templateAnswerData,
	templateData,
	textData,
} from './message-data.js';
import type { Occasion, WhatsAppSample } from './types.js';

type Data = (occasion: Occasion) => WireObject;

/** The group in which a sample is written. */
const GROUP = '120363000000000001@g.us';

const IMAGE = ['imageMessage', 'sample.png', 'image/png'] as const;
const VIDEO = ['videoMessage', 'sample.mp4', 'video/mp4'] as const;
const VOICE = ['audioMessage', 'sample.oga', 'audio/ogg; codecs=opus'] as const;
const DOCUMENT = ['documentMessage', 'sample.pdf', 'application/pdf'] as const;
const STICKER = ['stickerMessage', 'sample.webp', 'image/webp'] as const;

const envelopeOf = ({ idInstance, wid }: Occasion) => ({ idInstance: Number(idInstance), wid });

function byCustomer(data: Data, chatId?: string): WhatsAppSample['make'] {
	return (occasion) =>
		messageBody(
			envelopeOf(occasion),
			'incomingMessageReceived',
			{
				chatId: chatId ?? occasion.chatId,
				chatName: chatId === undefined ? occasion.name : 'A sample group',
				...{ senderId: occasion.chatId, senderName: occasion.name },
				...{ idMessage: occasion.messageId, at: occasion.at },
			},
			data(occasion),
		);
}

/** Written by the account itself: on its phone, or by another program through the API. */
function byAccount(typeWebhook: string, data: Data): WhatsAppSample['make'] {
	return (occasion) => {
		const { chatId, name: chatName, wid: senderId, messageId: idMessage, at } = occasion;
		const message = { chatId, chatName, senderId, senderName: 'Sample', idMessage, at };
		return messageBody(envelopeOf(occasion), typeWebhook, message, data(occasion));
	};
}

function receipt(status: string): WhatsAppSample['make'] {
	return (occasion) => {
		const { chatId, about: idMessage } = occasion;
		return statusBody(envelopeOf(occasion), { chatId, idMessage, status });
	};
}

/** What every other webhook has in common. */
function event(typeWebhook: string, fields: Data): WhatsAppSample['make'] {
	return (occasion) => ({
		typeWebhook,
		instanceData: { ...envelopeOf(occasion), typeInstance: 'whatsapp' },
		timestamp: Math.floor(occasion.at / 1000),
		...fields(occasion),
	});
}

const phone = (data: Data) => byAccount('outgoingMessageReceived', data);

/** `meaning` in English and Russian. */
function sample(
	kind: string,
	meaning: WhatsAppSample['meaning'],
	make: WhatsAppSample['make'],
	rest: Pick<WhatsAppSample, 'about' | 'leavesNoRow'> = {},
): WhatsAppSample {
	return { kind, meaning, make, ...rest };
}

const call = (status: string) =>
	event('incomingCall', ({ chatId, messageId }) => ({
		...{ from: chatId, idMessage: messageId, status },
	}));

const MESSAGES: readonly WhatsAppSample[] = [
	sample('text', ['a text', 'текст'], byCustomer(textData)),
	sample(
		'link',
		['a text with a link and its preview', 'текст со ссылкой и её описанием'],
		byCustomer(({ text }) =>
			extendedTextData(`${text} https://example.org/`, 'Example', 'A page for examples'),
		),
	),
	sample('quote', ['an answer to a message', 'ответ на сообщение'], byCustomer(quoteData), {
		about: 'any',
	}),
	sample('image', ['a picture', 'картинка'], byCustomer(fileData(...IMAGE))),
	sample('video', ['a video', 'видео'], byCustomer(fileData(...VIDEO))),
	sample('audio', ['a voice message', 'голосовое сообщение'], byCustomer(fileData(...VOICE))),
	sample('document', ['a document', 'документ'], byCustomer(fileData(...DOCUMENT))),
	sample('sticker', ['a sticker', 'стикер'], byCustomer(fileData(...STICKER))),
	sample('location', ['a place', 'место на карте'], byCustomer(locationData)),
	sample('contact', ['a contact', 'контакт'], byCustomer(contactData)),
	sample('contacts', ['two contacts at once', 'два контакта сразу'], byCustomer(contactsData)),
	sample('poll', ['a poll', 'опрос'], byCustomer(pollData)),
	sample('poll-votes', ['votes in a poll', 'голоса в опросе'], byCustomer(pollVotesData), {
		about: 'any',
	}),
	sample('buttons', ['a text with buttons', 'текст с кнопками'], byCustomer(buttonsData)),
	sample(
		'interactive-buttons',
		['a text with buttons of the new kind', 'текст с кнопками нового вида'],
		byCustomer(interactiveButtonsData),
	),
	sample('template', ['a template with buttons', 'шаблон с кнопками'], byCustomer(templateData)),
	sample('list', ['a list to choose from', 'список для выбора'], byCustomer(listData)),
	sample('button-answer', ['a button was pressed', 'нажата кнопка'], byCustomer(buttonAnswerData)),
	sample(
		'template-answer',
		['a button of a template was pressed', 'нажата кнопка шаблона'],
		byCustomer(templateAnswerData),
	),
	sample(
		'list-answer',
		['something was chosen from a list', 'выбран пункт списка'],
		byCustomer(listAnswerData),
	),
	sample(
		'group-invite',
		['an invitation to a group', 'приглашение в группу'],
		byCustomer(groupInviteData),
	),
	sample(
		'group-text',
		[
			'a text in a group; shown when the preference groups says so',
			'текст в группе; виден, если разрешено настройкой groups',
		],
		byCustomer(textData, GROUP),
	),
	sample(
		'undecrypted',
		['a text that WhatsApp could not decrypt yet', 'текст, который ещё не расшифрован'],
		byCustomer(() => textData({ text: '{{SWE001}}' })),
	),
	sample(
		'unknown',
		['a kind of message that is not known', 'сообщение неизвестного вида'],
		byCustomer(() => ({ typeMessage: 'sampleMessage', sampleMessage: {} })),
	),
];

const CHANGES: readonly WhatsAppSample[] = [
	sample('edited', ['the customer changed a text', 'клиент изменил текст'], byCustomer(editData), {
		about: 'inbound',
	}),
	sample(
		'deleted',
		['the customer deleted a message', 'клиент удалил сообщение'],
		byCustomer(deletionData),
		{ about: 'inbound' },
	),
	sample(
		'reaction',
		['the customer reacted to a message', 'реакция клиента на сообщение'],
		byCustomer(reactionData),
		{ about: 'any' },
	),
];

const OF_THE_ACCOUNT: readonly WhatsAppSample[] = [
	sample(
		'phone-text',
		['a text that was written on the phone', 'текст, написанный на телефоне'],
		phone(textData),
	),
	sample(
		'phone-image',
		['a picture that was sent on the phone', 'картинка, отправленная с телефона'],
		phone(fileData(...IMAGE)),
	),
	sample(
		'phone-reaction',
		['a reaction that was made on the phone', 'реакция, поставленная на телефоне'],
		phone(reactionData),
		{ about: 'inbound' },
	),
	sample(
		'api-text',
		['a text that another program sent', 'текст, отправленный другой программой'],
		byAccount('outgoingAPIMessageReceived', ({ text }) => extendedTextData(text)),
	),
	sample('call', ['a call rings', 'входящий звонок'], call('offer')),
	sample('call-missed', ['a call was missed', 'пропущенный звонок'], call('missed')),
	sample(
		'call-made',
		['a call from the phone was answered', 'звонок с телефона состоялся'],
		event('outgoingCall', ({ chatId, wid, messageId }) => ({
			...{ from: wid, idMessage: messageId, isVideo: false, duration: 12, status: 'pickUp' },
			participants: [{ id: chatId, status: 'pickUp' }],
		})),
	),
];

const RECEIPTS = [
	['status-sent', 'sent', 'was sent', 'отправлено'],
	['status-delivered', 'delivered', 'was delivered', 'доставлено'],
	['status-read', 'read', 'was read', 'прочитано'],
	['status-failed', 'failed', 'could not be sent', 'не отправлено'],
	['status-no-account', 'noAccount', 'went to a number without WhatsApp', 'номер без WhatsApp'],
	['status-not-in-group', 'notInGroup', 'went to a group that was left', 'нас нет в группе'],
] as const;

const STATES = [
	['state-authorized', 'authorized', 'the phone is linked', 'телефон привязан'],
	['state-not-authorized', 'notAuthorized', 'the phone was unlinked', 'телефон отвязан'],
	['state-blocked', 'blocked', 'WhatsApp blocked the number', 'WhatsApp заблокировал номер'],
	['state-suspended', 'suspended', 'WhatsApp restricted the number', 'WhatsApp ограничил номер'],
] as const;

const SIGNALS: readonly WhatsAppSample[] = [
	...RECEIPTS.map(([kind, status, en, ru]) =>
		sample(kind, [`an agent’s message ${en}`, `сообщение оператора: ${ru}`], receipt(status), {
			about: 'outbound',
			leavesNoRow: true,
		}),
	),
	...STATES.map(([kind, state, en, ru]) =>
		sample(kind, [`${en}, until GREEN-API is asked`, `${ru}, до опроса GREEN-API`], (occasion) =>
			stateBody(envelopeOf(occasion), state),
		),
	),
	...(['blocked', 'unblocked'] as const).map((chatState) =>
		sample(
			`contact-${chatState}`,
			chatState === 'blocked'
				? ['the customer was blocked', 'клиент заблокирован']
				: ['the customer is not blocked any more', 'клиент разблокирован'],
			event('incomingBlock', ({ chatId }) => ({ chatId, chatState })),
		),
	),
	sample(
		'quota',
		['the tariff is used up', 'исчерпан тариф'],
		event('quotaExceeded', () => ({
			quotaData: {
				...{ method: 'correspondents', used: 3, total: 3 },
				status: 'CORRESPONDENTS_QUOTA_EXCEEDED',
				description: 'Monthly quota has been exceeded.',
			},
		})),
	),
	sample(
		'device',
		['news of the phone; only kept', 'сведения о телефоне; только хранятся'],
		event('deviceInfo', ({ messageId }) => ({
			deviceData: {
				...{ platform: 'android', deviceManufacturer: 'Sample', deviceModel: messageId },
				...{ osVersion: '14', waVersion: '2.26.1', battery: 90 },
			},
		})),
	),
];

/**
 * The webhooks of GREEN-API that can be played, in the forms in which they were recorded (docs:
 * receiving/notifications-format).
 */
export const WHATSAPP_SAMPLES: readonly WhatsAppSample[] = [
	...MESSAGES,
	...CHANGES,
	...OF_THE_ACCOUNT,
	...SIGNALS,
];
