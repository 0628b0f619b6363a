import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { fields } from '../../src/core/config/fields.js';
import { PREFERENCE_NAMES } from '../../src/core/preferences/fields.js';
import { GROUP_HEADINGS, isGrouped } from '../../src/cli/groups.js';
import { createIo } from '../../src/cli/io.js';
import { createProgram } from '../../src/cli/program.js';
import { FAILURES } from '../../src/core/texts/failures-ru.js';
import { HELP } from '../../src/cli/russian/help.js';
import { PREFERENCES } from '../../src/cli/russian/preferences.js';
import { SETTINGS } from '../../src/cli/russian/settings.js';
import { helpTexts, translateProgram } from '../../src/cli/russian/translate-program.js';
import { USAGE, usageInRussian } from '../../src/cli/russian/usage.js';
import { repositoryRoot } from '../support/repository.js';

const CYRILLIC = /\p{Script=Cyrillic}/u;

const newProgram = () => createProgram(createIo(process));
const sorted = (texts: Iterable<string>): string[] => [...texts].sort();

test('every text of a help has its Russian, and the table has no other', (t) => {
	// A group may be empty as yet.
	const texts = sorted(new Set([...helpTexts(newProgram()), ...GROUP_HEADINGS]));
	const table = Object.keys(HELP);
	t.deepEqual(
		{
			withoutRussian: texts.filter((text) => !table.includes(text)),
			ofNoCommand: table.filter((text) => !texts.includes(text)),
		},
		{ withoutRussian: [], ofNoCommand: [] },
	);
	const latin = Object.values(HELP).filter((russian) => !CYRILLIC.test(russian));
	t.deepEqual(latin, []);
});

test('a translated program has no English left in its helps', (t) => {
	const program = newProgram();
	translateProgram(program);
	const left = [...helpTexts(program)].filter((text) => !CYRILLIC.test(text));
	t.deepEqual(left, []);
});

test('every command has a group', (t) => {
	const lost = newProgram()
		.commands.map((command) => command.name())
		.filter((name) => !isGrouped(name));
	t.deepEqual(lost, []);
});

/** What our commands say of a wrong command line: texts in `.error('…')` and `new InvalidArgumentError('…')`. */
function complaints(): string[] {
	const folder = join(repositoryRoot, 'src', 'cli');
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts'))
		.flatMap((path) => complaintsIn(readFileSync(join(folder, path), 'utf8')));
}

function complaintsIn(text: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (isComplaint(node)) found.push(...(node.arguments ?? []).slice(0, 1).flatMap(textOf));
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, false));
	return found;
}

function isComplaint(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
	if (ts.isNewExpression(node))
		return ts.isIdentifier(node.expression) && node.expression.text === 'InvalidArgumentError';
	if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
	return node.expression.name.text === 'error';
}

/** With `{}` where something is filled in; nothing where that is all. */
function textOf(node: ts.Node): string[] {
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (!ts.isTemplateExpression(node)) return [];
	const text = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(
		'{}',
	);
	return /\w/u.test(text) ? [text] : [];
}

test('finds what commands complain of', (t) => {
	const source =
		// eslint-disable-next-line no-template-curly-in-string -- it is source code
		'c.error(`error: a ${b}`); new InvalidArgumentError("x"); c.error(d); e.fail("f");';
	t.deepEqual(complaintsIn(source), ['error: a {}', 'x']);
});

test('every complaint about a command line has its Russian, and the table has no other', (t) => {
	const ours = complaints().filter((text) => text !== '{}{}');
	t.true(ours.length > 8);
	const untold = ours.filter(
		(text) => usageInRussian(text).replace(/^ошибка: /u, '') === text.replace(/^error: /u, ''),
	);
	t.deepEqual(untold, []);
	const known = [...ours, ...commandersTexts(), ...ELSEWHERE].join('\n');
	const foreign = Object.keys(USAGE).filter((key) =>
		key.split(/['"]?\{\}['"]?|\n/u).some((part) => !known.includes(part.trim())),
	);
	t.deepEqual(foreign, []);
});

/** The source of commander, as if nothing were filled into its texts. */
function commandersTexts(): string[] {
	const folder = join(repositoryRoot, 'node_modules', 'commander', 'lib');
	return readdirSync(folder).map((name) =>
		readFileSync(join(folder, name), 'utf8').replace(/['"]?\$\{[^}]*\}['"]?/gu, ''),
	);
}

/** What is put together at several places. */
const ELSEWHERE = [
	'cannot be used with option',
	'too many arguments for',
	'arguments but got',
	'greenapi-rc --help lists what there is.',
	'no command is named',
];

test('every setting and every preference has its Russian meaning, and no other', (t) => {
	t.deepEqual(sorted(Object.keys(SETTINGS)), sorted(Object.values(fields).map(({ env }) => env)));
	t.deepEqual(sorted(Object.keys(PREFERENCES)), sorted(PREFERENCE_NAMES));
});

test('every failure in capitals has its Russian, and no other', (t) => {
	const page = readFileSync(join(repositoryRoot, 'docs', 'error-codes.md'), 'utf8');
	const codes = [...page.matchAll(/^\| `([A-Z_]+)` \|/gmu)].map(([, code = '']) => code);
	// Stand-ins are for tests and the demo.
	const wanted = codes.filter((code) => !code.startsWith('SANDBOX_'));
	const table = Object.keys(FAILURES).filter((code) => /^[A-Z_]+$/u.test(code));
	t.deepEqual(sorted(table), sorted(wanted));
});
