import test from 'ava';
import { greeting } from '../../src/daemon/greeting.js';
import { greetingWords } from '../../src/daemon/greeting-words.js';
import { testConfig } from './bridge-server.js';

const started = {
	url: 'http://127.0.0.1:3000',
	opsUrl: 'http://127.0.0.1:3000',
	workspaceCount: 1,
	pid: 42,
};

test('says no more than needed when nothing is missing', async (t) => {
	const config = await testConfig(t, { APP_URL: 'https://bridge.example.org' });
	t.deepEqual(greeting({ ...started, config }), [
		'Listening on http://127.0.0.1:3000',
		'Stop with Ctrl+C or: kill 42',
	]);
});

test('says it in Russian, too, and what is typed as it is', async (t) => {
	const config = await testConfig(t);
	const lines = greeting({ ...started, config, workspaceCount: 0 }, greetingWords('ru'));
	const english = greeting({ ...started, config, workspaceCount: 0 });
	t.is(lines.length, english.length);
	const same = lines.filter((line, index) => line === english[index] && line !== '');
	t.true(same.length > 5);
	t.true(same.every((line) => line.startsWith('  ')));
});

test('names the line to set when APP_URL is missing', async (t) => {
	const text = greeting({ ...started, config: await testConfig(t) }).join('\n');
	t.regex(text, /APP_URL is not set/u);
	t.regex(text, /^ {2}APP_URL=https:/mu);
});

test('shows how to register the first workspace', async (t) => {
	const config = await testConfig(t, { APP_URL: 'https://bridge.example.org' });
	const text = greeting({ ...started, config, workspaceCount: 0 }).join('\n');
	t.regex(text, /\/greenapi\.register-workspace/u);
	t.regex(text, /^ {2}https:\/\/bridge\.example\.org\/api\/webhook\/rocket$/mu);
	t.regex(text, /^ {2}curl .*127\.0\.0\.1:3000\/api\/webhook\/rocket\/register-workspace$/mu);
});

test('tells where health and metrics are when they are elsewhere', async (t) => {
	const config = await testConfig(t, { APP_URL: 'https://bridge.example.org' });
	const lines = greeting({ ...started, config, opsUrl: 'http://127.0.0.1:9464' });
	t.is(lines[1], 'Health and metrics on http://127.0.0.1:9464');
});
