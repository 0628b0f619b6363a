import test from 'ava';
import { loadApp } from '../support/load-app.js';

const { refusalOf, publicWords } = loadApp<{
	refusalOf(error: unknown): { code: string; message: string } | undefined;
	publicWords(error: unknown): string;
}>('src/gateway/refused');

test('Rocket.Chat’s codes are read in every spelling', (t) => {
	const cases: Record<string, string> = {
		'room-closed': 'room-gone',
		'Room is closed [room-closed]': 'room-gone',
		'Error: error-file-too-large': 'file-size',
		'File exceeds allowed size [error-file-too-large]': 'file-size',
		'Editing is not allowed [error-action-not-allowed]': 'not-allowed',
		'Sorry, no online agents [no-agent-online]': 'no-agent-online',
		'A message must exist to update.': 'message-unknown',
		'Message size exceed Message_MaxAllowedSize': 'text-too-long',
	};
	for (const [text, code] of Object.entries(cases)) t.is(refusalOf(new Error(text))?.code, code);
});

test('what customers wrote is no code, and is not repeated', (t) => {
	const error = new Error('Cannot read "Mary, 79001112233" of undefined');
	t.is(refusalOf(error), undefined);
	t.notRegex(publicWords(error), /Mary|7900/);
	t.regex(publicWords(new Error('Nothing [error-something-new]')), /error-something-new/);
	t.is(refusalOf('no error at all'), undefined);
});
