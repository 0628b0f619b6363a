import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import test from 'ava';
import { createPrompter } from '../../src/cli/prompter.js';
import type { Prompter } from '../../src/cli/prompter.js';
import { waitFor } from '../support/wait-for.js';

const ENTER = '\r';
const DOWN = '\u001b[B';
const CLEAR_LINE = '\u0015';

type Desk = {
	readonly prompter: Prompter;
	readonly input: PassThrough;
	/** All that was shown, without its colours. */
	shown(): string;
	/** Types it once `label` is shown. */
	type(label: string, text: string): Promise<void>;
};

async function openDesk(): Promise<Desk> {
	const [input, output] = [new PassThrough(), new PassThrough()];
	const chunks: Buffer[] = [];
	output.on('data', (chunk: Buffer) => chunks.push(chunk));
	const shown = (): string => stripVTControlCharacters(Buffer.concat(chunks).toString('utf8'));
	const prompter = await createPrompter({ input, output });
	return {
		...{ prompter, input, shown },
		async type(label, text) {
			await waitFor(() => shown().includes(label), { label });
			input.write(text);
		},
	};
}

test('takes a text, trimmed, and asks again for one that is empty or wrong', async (t) => {
	const { prompter, type } = await openDesk();
	const check = (text: string) => (text === 'right' ? undefined : `${text} is wrong.`);
	const answer = prompter.text('What is it?', check);
	await type('What is it?', `  ${ENTER}`);
	await type('It can not be empty.', `${CLEAR_LINE}left${ENTER}`);
	await type('left is wrong.', `${CLEAR_LINE} right ${ENTER}`);
	t.is(await answer, 'right');
});

test('shows stars in place of a secret', async (t) => {
	const { prompter, type, shown } = await openDesk();
	const answer = prompter.secret('Token');
	await type('Token', `word-${ENTER}`);
	t.is(await answer, 'word-');
	t.regex(shown(), /\*{5}/u);
	for (const part of ['word-', 'wor', 'ord']) t.false(shown().includes(part));
});

test('lets one of several be chosen', async (t) => {
	const { prompter, type } = await openDesk();
	const answer = prompter.choose('Which workspace?', ['https://a.example', 'https://b.example']);
	await type('b.example', DOWN + ENTER);
	t.is(await answer, 'https://b.example');
});

for (const [what, leave] of [
	['Ctrl+C', (input: PassThrough) => input.write('\u0003')],
	['Ctrl+D', (input: PassThrough) => input.write('\u0004')],
	['the end of the input', (input: PassThrough) => input.end()],
] as const) {
	test(`${what} leaves a question`, async (t) => {
		const { prompter, input, shown } = await openDesk();
		const answer = prompter.secret('Token');
		await waitFor(() => shown().includes('Token'), { label: 'the question' });
		input.write('half a tok');
		await waitFor(() => shown().includes('*'.repeat(10)), { label: 'ten stars' });
		leave(input);
		await t.throwsAsync(answer, { code: 'interrupted', message: 'Interrupted.' });
		t.is(input.listenerCount('end'), 0);
	});
}
