import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { createIo } from '../../src/cli/io.js';
import { createProgram } from '../../src/cli/program.js';
import { pageOf, pagesBelow } from '../../src/cli/reference/tree.js';
import { repositoryRoot } from '../support/repository.js';

/** What they print is no data: a log that is JSON in any case, a script, a screen. */
const WITHOUT_JSON = ['completion', 'console', 'daemon'];

const page = readFileSync(join(repositoryRoot, 'docs', 'cli-json.md'), 'utf8');
const sections = [...page.matchAll(/^## (.+)$/gmu)].map(([, title = '']) => title);
const commands = pagesBelow(pageOf(createProgram(createIo(process)))).filter(
	(one) => one.commands.length === 0,
);
const withJson = commands
	.filter(({ options }) => options.some(({ flags }) => flags.includes('--json')))
	.map(({ name }) => name);

test('every command with --json has a section, and no section is without its command', (t) => {
	t.deepEqual(sections, [...withJson].sort());
});

test('every command has --json, but for those that print no data', (t) => {
	const without = commands.map(({ name }) => name).filter((name) => !withJson.includes(name));
	t.deepEqual(
		without.filter((name) => !WITHOUT_JSON.includes(name)),
		[],
	);
});

test('every example of an answer is JSON and has its version', (t) => {
	const examples = [...page.matchAll(/^```json\n([^]*?)^```$/gmu)].map(([, text = '']) => text);
	t.true(examples.length >= 15);
	const answers = examples.flatMap((text) =>
		// One that follows what happens prints an object a line.
		text.includes('}\n{') ? text.trim().split('\n') : [text],
	);
	for (const answer of answers) t.is((JSON.parse(answer) as { version: unknown }).version, 1);
});
