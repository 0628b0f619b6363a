import test from 'ava';
import { loadApp } from '../support/load-app.js';

const { completeAddress } = loadApp<{ completeAddress(value: string): string | undefined }>(
	'src/setting-checks',
);

test('an address is completed where it can be meant in one way only', (t) => {
	const whole = 'https://bridge.example.org/api/webhook/rocket';
	for (const value of [
		whole,
		`${whole}/`,
		' https://bridge.example.org ',
		'https://bridge.example.org/',
	])
		t.is(completeAddress(value), whole);
	t.is(
		completeAddress('http://10.0.0.5:3000/bridge/api/webhook/rocket'),
		'http://10.0.0.5:3000/bridge/api/webhook/rocket',
	);
});

test('anything else is no address of a daemon', (t) => {
	for (const value of [
		'bridge.example.org',
		'ftp://bridge.example.org',
		'https://bridge.example.org/api/webhook/green-api',
		'https://bridge.example.org/api/webhook/rocket?x=1',
		'https://user:secret@bridge.example.org',
		'',
	])
		t.is(completeAddress(value), undefined);
});
