import test from 'ava';
import { parseAnnouncement } from '../../../src/core/rocket-chat/announcement.js';

const app = {
	id: '6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11',
	version: '0.1.0',
	endpoint: '/api/apps/public/6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11/gateway',
	key: '0f'.repeat(32),
	capabilities: ['message.post', 'file.read'],
};
const started = { type: 'app-started', url: 'https://chat.example.org', app };

test('What the app says of itself is read', (t) => {
	const { url } = started;
	t.deepEqual(parseAnnouncement(started), { kind: 'app-started', url, app });
	const stopped = { type: 'app-stopped', url: 'https://Chat.example.org/', app: { id: app.id } };
	t.deepEqual(parseAnnouncement(stopped), { kind: 'app-stopped', url, id: app.id });
});

test('Other calls are none of its business', (t) => {
	for (const body of [undefined, [], 'x', {}, { type: 'message' }, { type: ['app-started'] }])
		t.is(parseAnnouncement(body), undefined);
});

test('What a newer app can do besides is left out, and so is what is said twice', (t) => {
	const capabilities = ['file.read', 'file.read', 7, null, 'Moon Phase', 'a'.repeat(3)];
	const announcement = parseAnnouncement({ ...started, app: { ...app, capabilities } });
	t.like(announcement, { app: { capabilities: ['file.read'] } });
});

for (const [field, change] of [
	['url', { url: '' }],
	['url', { url: 'ftp://chat.example.org' }],
	['app', { app: 'x' }],
	['app.id', { app: { ...app, id: '../x' } }],
	['app.version', { app: { ...app, version: 'a b' } }],
	['app.key', { app: { ...app, key: 'short' } }],
	['app.key', { app: { ...app, key: [app.key] } }],
	['app.capabilities', { app: { ...app, capabilities: 'all' } }],
	...[
		...['', 'https://other.example.org/x', '//other.example.org/api/apps/public/x/y'],
		...['/api/v1/users.delete', '/api/apps/public/../../v1/users.delete', '/api/apps/public/x/..'],
		...['/api/apps/public/x/y?z', '/api/apps/public/x/y#z', '/api/apps/public/x/%2e%2e/v1'],
		...[`/api/apps/public/x/${'y'.repeat(255)}`, '/api/apps/public/x/y\n', '/api/apps/public/x'],
	].map((endpoint) => ['app.endpoint', { app: { ...app, endpoint } }] as const),
] as const) {
	test(`An announcement with ${JSON.stringify(change).slice(0, 300)} is refused by its field`, (t) => {
		const error = t.throws(() => parseAnnouncement({ ...started, ...change }));
		t.like(error, { code: 'malformed-body', status: 400 });
		t.regex(error.message, new RegExp(`"${field}"`, 'u'));
	});
}
