import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../support/child.js';
import { repositoryRoot } from '../support/repository.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { send, serveBridge, WORKSPACE_TOKEN } from './bridge-server.js';

const message = join(repositoryRoot, 'test/fixtures/rocket-chat/webhook/Message.agent-text.json');

async function textsFile(t: ExecutionContext, content: string): Promise<string> {
	const path = join(await temporaryFolder(t), 'texts.json');
	await writeFile(path, content);
	return path;
}

/** What an agent is answered whose message belongs to no chat of the bridge. */
async function answerWith(t: ExecutionContext, env: Record<string, string>): Promise<unknown> {
	const { url } = await serveBridge(t, { env });
	const headers = { 'x-rocketchat-livechat-token': WORKSPACE_TOKEN };
	const body = await readFile(message, 'utf8');
	return (await send(url, '/api/webhook/rocket', { headers, body })).body;
}

test('an operator’s own text is what agents read', async (t) => {
	const own = { en: { 'outgoing.no-chat': 'Ask Mary: this room is none of ours.' } };
	const TEXTS_FILE = await textsFile(t, JSON.stringify(own));
	t.deepEqual(await answerWith(t, { TEXTS_FILE }), {
		message: 'Ask Mary: this room is none of ours.',
	});
});

test('the example of the page is a good file', async (t) => {
	const page = await readFile(join(repositoryRoot, 'docs/texts.md'), 'utf8');
	const [, example = ''] = /^```json\n(.*?)^```$/msu.exec(page) ?? [];
	const TEXTS_FILE = await textsFile(t, example);
	t.deepEqual(await answerWith(t, { TEXTS_FILE }), await answerWith(t, {}));
});

for (const [what, content, problems] of [
	['that is no JSON', '{ "en": {', [/it is no JSON object/u]],
	['that is a list', '[]', [/it is no JSON object/u]],
	[
		'with several mistakes',
		JSON.stringify({
			de: {},
			ru: 'texts',
			en: { 'who.nobody': 'x', 'who.us': '', 'outgoing.emoji-unknown': '{smiley}' },
		}),
		[
			/there is no language de/u,
			/ru is no object of texts/u,
			/en has no text who\.nobody/u,
			/en who\.us is empty/u,
			/en outgoing\.emoji-unknown has no place \{smiley\}/u,
		],
	],
] as const) {
	test(`a daemon does not start with a file of texts ${what}, and ends with 3`, async (t) => {
		const cwd = await temporaryFolder(t);
		const TEXTS_FILE = await textsFile(t, content);
		const env = { TEXTS_FILE, DATA_DIR: cwd, HOST: '127.0.0.1', PORT: '0' };
		const { code, stderr } = await startProgram(t, ['daemon'], { cwd, env }).exited;
		t.is(code, 3);
		t.regex(stderr, /TEXTS_FILE can't be used/u);
		for (const problem of problems) t.regex(stderr, problem);
		t.regex(stderr, /docs\/texts\.md/u);
	});
}

test('a daemon does not start without the file of texts that is named, and ends with 3', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { TEXTS_FILE: join(cwd, 'gone.json'), DATA_DIR: cwd, HOST: '127.0.0.1', PORT: '0' };
	const { code, stderr } = await startProgram(t, ['daemon'], { cwd, env }).exited;
	t.is(code, 3);
	t.regex(stderr, /TEXTS_FILE .*gone\.json can't be read/u);
});
