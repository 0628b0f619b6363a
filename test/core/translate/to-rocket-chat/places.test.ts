import test from 'ava';
import { textInRussian, textOf } from './messages.js';

const PLACES: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
	[
		{ nameLocation: '*Café* Rio', address: 'Main St 1', latitude: 1.5, longitude: -2 },
		'📍 *Café Rio*\nMain St 1\nhttps://www.google.com/maps?q=1.5,-2',
	],
	[
		{ nameLocation: 'Rio', address: 'Rio', latitude: 0, longitude: 0 },
		'📍 *Rio*\nhttps://www.google.com/maps?q=0,0',
	],
	[{ address: 'Main St 1' }, '📍 Main St 1'],
	[{ latitude: '1.5', longitude: -2 }, '📍 https://www.google.com/maps?q=1.5,-2'],
	[{ nameLocation: 'Café', latitude: 91, longitude: 0 }, '📍 *Café*'],
	[{ nameLocation: 'Café', latitude: 1 }, '📍 *Café*'],
	[{}, '📍 The customer sent a location without coordinates.'],
];

for (const [locationMessageData, expected] of PLACES) {
	test(`The place ${JSON.stringify(locationMessageData)} can be read`, (t) => {
		t.is(textOf('locationMessage', { locationMessageData }), expected);
	});
}

test('A live location is shown, whatever its object is called', (t) => {
	const place = { latitude: 1.5, longitude: -2 };
	const expected = '📍 https://www.google.com/maps?q=1.5,-2';
	for (const name of ['locationMessageData', 'liveLocationMessageData', 'anything'])
		t.is(textOf('liveLocationMessage', { [name]: place }), expected);
	t.is(textInRussian('locationMessage', {}), '📍 Клиент: геопозиция без координат.');
});

const INVITES: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
	[
		{
			groupName: 'A *b*',
			caption: 'Come',
			inviteCode: 'AbC123xyz',
			inviteExpiration: '1780000000',
		},
		'👥 Invitation to the WhatsApp group *A b*\nCome\nhttps://chat.whatsapp.com/AbC123xyz\n_(valid until 2026-05-28)_',
	],
	[
		{ inviteExpiration: { low: 1780000000, high: 0, unsigned: false } },
		'👥 Invitation to a WhatsApp group\n_(valid until 2026-05-28)_',
	],
	[
		{ inviteExpiration: { low: -2_000_000_000, high: 0 } },
		'👥 Invitation to a WhatsApp group\n_(valid until 2042-09-22)_',
	],
	[
		{ inviteExpiration: 1_780_000_000_000 },
		'👥 Invitation to a WhatsApp group\n_(valid until 2026-05-28)_',
	],
	[{ inviteExpiration: { low: 0, high: 0 } }, '👥 Invitation to a WhatsApp group'],
	[{ inviteExpiration: '0', inviteCode: 'not a code' }, '👥 Invitation to a WhatsApp group'],
	[{ inviteExpiration: { low: 1, high: 1e300 } }, '👥 Invitation to a WhatsApp group'],
];

for (const [groupInviteMessageData, expected] of INVITES) {
	test(`An invitation with ${JSON.stringify(groupInviteMessageData)} can be read`, (t) => {
		t.is(textOf('groupInviteMessage', { groupInviteMessageData }), expected);
	});
}

test('An invitation speaks Russian', (t) => {
	const groupInviteMessageData = { groupName: 'Дом', inviteExpiration: 1_780_000_000 };
	t.is(
		textInRussian('groupInviteMessage', { groupInviteMessageData }),
		'👥 Приглашение в группу WhatsApp *Дом*\n_(действует до 2026-05-28)_',
	);
});
