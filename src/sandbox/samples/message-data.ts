import type { WireObject } from '../read.js';
import type { Occasion } from './types.js';

/** `messageData` of a file: its type, and what its bytes are. */
export function fileData(typeMessage: string, fileName: string, mimeType: string) {
	return ({ text, fileUrl }: Occasion): WireObject => ({
		typeMessage,
		fileMessageData: {
			downloadUrl: fileUrl,
			caption: ['audioMessage', 'stickerMessage'].includes(typeMessage) ? '' : text,
			fileName,
			jpegThumbnail: '',
			mimeType,
			...(typeMessage === 'stickerMessage' ? { isAnimated: false } : {}),
			forwardingScore: 0,
			isForwarded: false,
		},
	});
}

export function textData({ text }: Pick<Occasion, 'text'>): WireObject {
	return { typeMessage: 'textMessage', textMessageData: { textMessage: text } };
}

/** As GREEN-API writes texts with a link in them, and all that were sent through it. */
export function extendedTextData(text: string, title = '', description = ''): WireObject {
	return {
		typeMessage: 'extendedTextMessage',
		extendedTextMessageData: {
			...{ text, description, title },
			...{ previewType: 'None', jpegThumbnail: '', forwardingScore: 0, isForwarded: false },
		},
	};
}

export function quoteData({ text, about, chatId }: Occasion): WireObject {
	return {
		typeMessage: 'quotedMessage',
		extendedTextMessageData: { text, stanzaId: about, participant: chatId },
		quotedMessage: {
			stanzaId: about,
			participant: chatId,
			typeMessage: 'textMessage',
			textMessage: 'An earlier message',
		},
	};
}

export function locationData(): WireObject {
	return {
		typeMessage: 'locationMessage',
		locationMessageData: {
			nameLocation: 'Royal Observatory',
			address: 'Blackheath Avenue, London SE10 8XJ',
			jpegThumbnail: '',
			...{ latitude: 51.4769, longitude: -0.0005 },
			...{ forwardingScore: 0, isForwarded: false },
		},
	};
}

export function contactData(): WireObject {
	return {
		typeMessage: 'contactMessage',
		contactMessageData: {
			...contact('Alex Smith', '12025550124'),
			...{ forwardingScore: 0, isForwarded: false },
		},
	};
}

/** In its own `messageData`, as it is really sent. */
export function contactsData(): WireObject {
	const contacts = [contact('Anna Smith', '12025550125'), contact('Alex Smith', '12025550124')];
	return {
		typeMessage: 'contactsArrayMessage',
		messageData: { contacts, forwardingScore: 0, isForwarded: false },
	};
}

function contact(displayName: string, phone: string): WireObject {
	const [first = '', last = ''] = displayName.split(' ');
	const lines = [
		...['BEGIN:VCARD', 'VERSION:3.0', `N:${last};${first};;;`, `FN:${displayName}`],
		...[`TEL;type=CELL;waid=${phone}:+${phone}`, 'END:VCARD'],
	];
	return { displayName, vcard: lines.join('\n') };
}

const COLOURS = ['Green', 'Red', 'Blue'];

export function pollData({ text }: Occasion): WireObject {
	const options = COLOURS.map((optionName) => ({ optionName }));
	return {
		typeMessage: 'pollMessage',
		pollMessageData: { name: text, options, multipleAnswers: false },
	};
}

export function pollVotesData({ text, about, chatId }: Occasion): WireObject {
	const votes = COLOURS.map((optionName, index) => ({
		...{ optionName, optionVoters: index === 0 ? [chatId] : [] },
	}));
	return {
		typeMessage: 'pollUpdateMessage',
		pollMessageData: { stanzaId: about, name: text, votes, multipleAnswers: false },
	};
}

export function buttonsData({ text }: Occasion): WireObject {
	const buttons = COLOURS.map((buttonText, index) => ({ buttonId: String(index + 1), buttonText }));
	return {
		typeMessage: 'buttonsMessage',
		buttonsMessage: {
			...{ contentText: text, footer: 'Choose one', buttons },
			...{ forwardingScore: 0, isForwarded: false },
		},
	};
}

export function interactiveButtonsData({ text }: Occasion): WireObject {
	const buttons = [
		{ type: 'copy', buttonId: '1', buttonText: 'Copy the code', copyCode: '0815' },
		{ type: 'call', buttonId: '2', buttonText: 'Call us', phoneNumber: '12025550124' },
		{ type: 'url', buttonId: '3', buttonText: 'Our page', url: 'https://example.org/' },
	];
	const texts = { titleText: 'Your order', contentText: text, footerText: 'Thank you' };
	return { typeMessage: 'interactiveButtons', interactiveButtons: { ...texts, buttons } };
}

export function templateData({ text }: Occasion): WireObject {
	const buttons = [
		{ urlButton: { displayText: 'Our page', url: 'https://example.org/' }, index: 1 },
		{ callButton: { displayText: 'Call us', phoneNumber: '+1 202 555 0124' }, index: 2 },
		{ quickReplyButton: { displayText: 'Hello', id: 'hello' }, index: 3 },
	];
	return {
		typeMessage: 'templateMessage',
		templateMessage: {
			...{ contentText: text, footer: 'Thank you', buttons },
			...{ forwardingScore: 0, isForwarded: false },
		},
	};
}

export function listData({ text }: Occasion): WireObject {
	const rows = COLOURS.map((title, index) => ({ title, rowId: `option${index + 1}` }));
	return {
		typeMessage: 'listMessage',
		listMessage: {
			...{ contentText: text, title: 'Colours', footer: 'Choose one', buttonText: 'Show' },
			sections: [{ title: 'All', rows }],
			...{ forwardingScore: 0, isForwarded: false },
		},
	};
}

export function buttonAnswerData({ about }: Occasion): WireObject {
	const answer = { stanzaId: about, selectedButtonId: '1', selectedButtonText: 'Green' };
	return { typeMessage: 'buttonsResponseMessage', buttonsResponseMessage: answer };
}

export function templateAnswerData({ about }: Occasion): WireObject {
	return {
		typeMessage: 'templateButtonsReplyMessage',
		templateButtonReplyMessage: {
			...{ stanzaId: about, selectedIndex: 0, selectedId: '1', selectedDisplayText: 'Green' },
		},
	};
}

export function listAnswerData({ about }: Occasion): WireObject {
	return {
		typeMessage: 'listResponseMessage',
		listResponseMessage: {
			...{ stanzaId: about, title: 'Green', listType: 1, singleSelectReply: 'option1' },
		},
	};
}

export function groupInviteData({ text }: Occasion): WireObject {
	return {
		typeMessage: 'groupInviteMessage',
		groupInviteMessageData: {
			...{ groupJid: '120363000000000001@g.us', inviteCode: 'sample', inviteExpiration: '0' },
			...{ groupName: 'A sample group', caption: text, name: 'sample', jpegThumbnail: '' },
		},
	};
}

export function editData({ text, about }: Occasion): WireObject {
	const edited = { textMessage: text, stanzaId: about };
	return { typeMessage: 'editedMessage', editedMessageData: edited };
}

export function deletionData({ about }: Occasion): WireObject {
	return { typeMessage: 'deletedMessage', deletedMessageData: { stanzaId: about } };
}

export function reactionData({ about, chatId }: Occasion): WireObject {
	return {
		typeMessage: 'reactionMessage',
		extendedTextMessageData: { text: '👍' },
		quotedMessage: { stanzaId: about, participant: chatId },
	};
}
