import test from 'ava';
import { readJournaled } from '../../../src/core/green-api/sent-messages.js';

const ENTRY = {
	type: 'outgoing',
	idMessage: 'BAE5',
	timestamp: 1_795_356_000,
	chatId: '79001112233@c.us',
	typeMessage: 'textMessage',
	textMessage: 'Ok',
	sendByApi: true,
};

test('A text that the API sent is one the bridge can have sent', (t) => {
	t.like(readJournaled(ENTRY), { messageId: 'BAE5', text: 'Ok', isFile: false });
});

test('An entry of the old journal is read without what it lacks', (t) => {
	const old = { idMessage: 'BAE5', timestamp: 1_795_356_000, chatId: '79001112233@c.us' };
	const text = readJournaled({ ...old, textMessage: 'Ok' });
	t.like(text, { messageId: 'BAE5', text: 'Ok', isFile: undefined });
	const file = readJournaled({ ...old, typeMessage: 'imageMessage', caption: 'Look' });
	t.like(file, { text: 'Look', fileName: undefined, isFile: true });
});

test('What was written on the phone is not what the bridge sent', (t) => {
	t.is(readJournaled({ ...ENTRY, sendByApi: false }), undefined);
});

for (const typeMessage of ['locationMessage', 'reactionMessage', 'pollMessage', 'contactMessage']) {
	test(`A ${typeMessage} is not what the bridge sent`, (t) => {
		t.is(readJournaled({ ...ENTRY, typeMessage, textMessage: '' }), undefined);
	});
}
