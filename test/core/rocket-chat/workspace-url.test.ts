import test from 'ava';
import { normalizeWorkspaceUrl } from '../../../src/core/rocket-chat/workspace-url.js';

const SAME = {
	'https://chat.example.org': 'https://chat.example.org',
	'  HTTPS://Chat.Example.ORG/ ': 'https://chat.example.org',
	'chat.example.org': 'https://chat.example.org',
	'chat.example.org:8443/': 'https://chat.example.org:8443',
	'https://chat.example.org:443': 'https://chat.example.org',
	'http://localhost:3000///': 'http://localhost:3000',
	'https://chat.example.org/home': 'https://chat.example.org',
	'https://chat.example.org/login?next=%2F#top': 'https://chat.example.org',
	'https://chat.example.org/api/v1/me': 'https://chat.example.org',
	'https://chat.example.org/admin/info': 'https://chat.example.org',
	'https://chat.example.org/channel/general?msg=1': 'https://chat.example.org',
	'https://example.org/chat/': 'https://example.org/chat',
	'https://example.org/Chat/home': 'https://example.org/Chat',
	'https://example.org/homepage': 'https://example.org/homepage',
	'https://münchen.example': 'https://xn--mnchen-3ya.example',
};

test('Every way to write a workspace’s address ends in one form', (t) => {
	for (const [text, url] of Object.entries(SAME)) t.is(normalizeWorkspaceUrl(text), url);
});

test('The one form stays as it is', (t) => {
	for (const url of Object.values(SAME)) t.is(normalizeWorkspaceUrl(url), url);
});

test('What can’t be a workspace is refused with an example', (t) => {
	const texts = [
		'',
		'   ',
		'ftp://chat.example.org',
		'javascript:alert(1)',
		'https://chat example.org',
		'https://',
		'https://admin:hunter2@chat.example.org',
		'admin@chat.example.org',
	];
	for (const text of texts) {
		const error = t.throws(() => normalizeWorkspaceUrl(text), { code: 'bad-url' });
		t.like(error, { status: 400, name: 'RefusedError' });
		t.regex(error.message, /https:\/\/chat\.example\.org/);
		t.false(error.message.includes('hunter2'));
	}
});
