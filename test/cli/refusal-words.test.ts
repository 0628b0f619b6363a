import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { repositoryRoot } from '../support/repository.js';

const FOLDERS = ['src/cli', 'src/core/operations'];

/** Sentences that a refusal says in one language only: literals as message or help, without keys of the tables beside them. */
function onlyEnglish(source: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		found.push(...refusalTexts(node).filter(isSentence).map(textOf));
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true));
	return found;
}

function refusalTexts(node: ts.Node): readonly ts.Node[] {
	const args = callOf(node, ts.isNewExpression, 'RefusedError');
	if (args !== undefined) {
		const [message, options] = args;
		if (message === undefined || propertyOf(options, 'phrases') !== undefined) return [];
		return [message, propertyOf(options, 'help') ?? message];
	}
	const [, advice] = callOf(node, ts.isCallExpression, 'inputMissing') ?? [];
	return advice === undefined ? [] : [advice];
}

function callOf(
	node: ts.Node,
	is: (node: ts.Node) => node is ts.NewExpression | ts.CallExpression,
	name: string,
): readonly ts.Expression[] | undefined {
	if (!is(node) || !ts.isIdentifier(node.expression)) return undefined;
	return node.expression.text === name ? (node.arguments ?? []) : undefined;
}

function propertyOf(options: ts.Node | undefined, name: string): ts.Expression | undefined {
	if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
	const found = options.properties.find(
		(property) =>
			ts.isPropertyAssignment(property) &&
			ts.isIdentifier(property.name) &&
			property.name.text === name,
	);
	return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

function isSentence(node: ts.Node): boolean {
	const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
	return isText && /\p{L}/u.test(textOf(node));
}

function textOf(node: ts.Node): string {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return '';
	return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('{}');
}

test('finds what is said in English only', (t) => {
	const source = `
		throw new RefusedError('There is none.', { code: 'a', help: 'Make one.' });
		throw new RefusedError(say('a'), { code: 'a', help: \`Make \${one}.\` });
		throw new RefusedError('There is none.', { code: 'a', help: 'b', phrases: { message, help } });
		throw inputMissing(['--yes'], 'Say it.');
		throw inputMissing(['--yes'], { key: 'help.yes' });
		throw new RefusedError(say('a'), { code: 'a', help: say('b') });`;
	t.deepEqual(onlyEnglish(source), ['There is none.', 'Make one.', 'Make {}.', 'Say it.']);
});

test('every refusal at a terminal has its words in both languages', (t) => {
	const paths = FOLDERS.flatMap((folder) =>
		readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
			.filter((path) => path.endsWith('.ts'))
			.map((path) => join(folder, path)),
	);
	t.true(paths.length > 200);
	const found = paths.flatMap((path) =>
		onlyEnglish(readFileSync(join(repositoryRoot, path), 'utf8')).map((text) => [path, text]),
	);
	t.deepEqual(found, []);
});
