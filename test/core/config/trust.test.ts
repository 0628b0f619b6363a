import test from 'ava';
import { createTrust } from '../../../src/core/config/trust.js';

test('trusts the configured hosts by scheme, name and port, and no others', (t) => {
	const isTrusted = createTrust({
		greenApiUrl: 'http://127.0.0.1:4000',
		greenApiMediaUrl: 'http://127.0.0.1:4001',
		allowedWorkspaces: ['http://10.0.0.5:3000/chat'],
	});
	const judge = (text: string) => isTrusted(new URL(text));
	for (const address of [
		'http://127.0.0.1:4000/waInstance1/getSettings/token',
		'http://127.0.0.1:4001/x',
		'http://10.0.0.5:3000/api/v1/info',
	])
		t.true(judge(address), `trusts ${address}`);
	for (const address of [
		'http://127.0.0.1:4002/',
		'https://127.0.0.1:4000/',
		'http://10.0.0.5/',
		'http://10.0.0.6:3000/',
		'http://127.0.0.1:4000@10.0.0.7/',
	])
		t.false(judge(address), `trusts ${address}`);
});
