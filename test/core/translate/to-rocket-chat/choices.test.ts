import test from 'ava';
import { messageOf, textInRussian, textOf, translate } from './messages.js';

const BUTTONS: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
	[
		'buttonsMessage',
		{
			contentText: 'Pick *one*',
			footer: 'our_shop',
			buttons: [{ buttonId: '1', buttonText: 'Red' }],
		},
		'Pick *one*\n_our shop_\n- [Red]',
	],
	[
		'templateMessage',
		{
			titleText: 'Sale',
			mediaUrl: 'https://shop.example/1.jpg',
			contentText: 'Today',
			buttons: [
				{ index: 0, urlButton: { displayText: 'Shop', url: 'https://shop.example' } },
				{ index: 1, callButton: { displayText: 'Call', phoneNumber: '+1 234' } },
				{ index: 2, quickReplyButton: { displayText: 'Later', id: 'x' } },
			],
		},
		'*Sale*\nhttps://shop.example/1.jpg\nToday\n- [Shop] https://shop.example\n- [Call] +1 234\n- [Later]',
	],
	[
		'interactiveButtons',
		{
			titleText: '*A* b',
			buttons: [
				{ type: 'copy', buttonId: '1', buttonText: 'Code', copyCode: 'X1' },
				{ type: 'url', buttonId: '2', buttonText: '', url: 'https://shop.example' },
				{ type: 'reply', buttonId: 'yes' },
				{ buttonText: { displayText: 'No' } },
				{},
			],
		},
		'*A b*\n- [Code] X1\n- https://shop.example\n- [yes]\n- [No]',
	],
	[
		'buttonsMessage',
		{},
		"The customer sent a message with buttons. It can't be shown here: open WhatsApp on the phone to see it.",
	],
];

for (const [kind, wire, expected] of BUTTONS) {
	test(`${kind} shows ${JSON.stringify(expected)}`, (t) => {
		t.is(textOf(kind, { [kind]: wire }), expected);
	});
}

test('The buttons themselves are shown where they come under the name of the answer', (t) => {
	const interactiveButtonsReply = {
		body: 'Sure?',
		buttons: [{ buttonId: '1', buttonText: 'Yes' }],
	};
	t.is(textOf('interactiveButtonsReply', { interactiveButtonsReply }), 'Sure?\n- [Yes]');
});

const ANSWERS: readonly (readonly [string, string, Readonly<Record<string, unknown>>, string])[] = [
	['buttonsResponseMessage', 'buttonsResponseMessage', { selectedButtonText: 'Red' }, 'Red'],
	['buttonsResponseMessage', 'buttonsResponseMessage', { selectedButtonId: 'r1' }, 'r1'],
	[
		'templateButtonsReplyMessage',
		'templateButtonReplyMessage',
		{ selectedDisplayText: 'Red\none', selectedId: 'r1' },
		'Red one',
	],
	['templateButtonReplyMessage', 'templateButtonReplyMessage', { selectedId: 'r1' }, 'r1'],
	['interactiveButtonsReply', 'templateButtonReplyMessage', { selectedDisplayText: 'Red' }, 'Red'],
	['interactiveButtonsReply', 'interactiveButtonsReply', { body: 'Red' }, 'Red'],
	['listResponseMessage', 'listResponseMessage', { title: 'Row', singleSelectReply: 'r' }, 'Row'],
	['listResponseMessage', 'listResponseMessage', { singleSelectReply: 'r' }, 'r'],
	[
		'listResponseMessage',
		'listResponseMessage',
		{ singleSelectReply: { selectedRowId: 'r' } },
		'r',
	],
];

for (const [kind, field, wire, chosen] of ANSWERS) {
	test(`${kind} with ${JSON.stringify(wire)} in ${field} tells what was chosen`, (t) => {
		const message = messageOf(kind, { [field]: { stanzaId: 'Q', ...wire } });
		t.deepEqual(translate(message), { text: `☑ Chosen: ${chosen}`, quote: { messageId: 'Q' } });
		t.is(translate(message, 'ru').text, `☑ Выбрано: ${chosen}`);
	});
}

test('A choice without a name is said to be one', (t) => {
	for (const kind of ['buttonsResponseMessage', 'interactiveButtonsReply', 'listResponseMessage'])
		t.is(textOf(kind, {}), 'The customer chose a button or a row without a name.');
});

test('A list shows its sections and rows', (t) => {
	const listMessage = {
		title: 'Menu',
		contentText: 'Choose',
		footer: 'bye',
		buttonText: 'Open',
		sections: [
			{ title: 'Soups', rows: [{ title: 'Borscht', description: 'with\nbread', rowId: '1' }] },
			{ rows: [{ rowId: 'tea' }, {}, { title: '~5 min', description: '~3 €' }] },
		],
	};
	t.is(
		textOf('listMessage', { listMessage }),
		'*Menu*\nChoose\nSoups:\n- Borscht: with bread\n- tea\n- \\~5 min: \\~3 €\n_bye_\n[Open]',
	);
	t.is(
		textInRussian('listMessage', {}),
		'Клиент: список для выбора. Здесь это показать нельзя: посмотрите в WhatsApp на телефоне.',
	);
});

test('A poll shows question and options', (t) => {
	const pollMessageData = {
		name: 'Which *day*?',
		options: [{ optionName: 'Mon' }, { optionName: '' }, { optionName: '2 * 3 * 4' }],
		multipleAnswers: true,
	};
	t.is(
		textOf('pollMessage', { pollMessageData }),
		'📊 Poll: *Which day ?*\n- Mon\n- 2 \\* 3 \\* 4\n_(several answers possible)_',
	);
	const old = { pollCreationMessage: { name: 'Day?', options: [{ optionName: 'Mon' }] } };
	t.is(textInRussian('pollMessage', old), '📊 Опрос: *Day?*\n- Mon');
	t.is(textOf('pollMessage', {}), '📊 Poll:');
});

test('Votes show each option with its count, and quote the poll', (t) => {
	const votes = [
		{ optionName: 'Mon', optionVoters: ['1@c.us', '2@c.us'] },
		{ optionName: 'Tue', optionVoters: [] },
		{ optionName: 'Wed' },
	];
	const message = messageOf('pollUpdateMessage', {
		pollMessageData: { stanzaId: 'P', name: 'Day?', votes },
	});
	t.deepEqual(translate(message), {
		text: '📊 Result of the poll “Day?” so far:\n- Mon: 2\n- Tue: 0\n- Wed: 0',
		quote: { messageId: 'P', kind: 'pollMessage' },
	});
	t.is(translate(message, 'ru').text.split('\n')[0], '📊 Текущие результаты опроса «Day?»:');
	t.is(textOf('pollUpdateMessage', {}), '📊 Result of the poll so far:');
});
