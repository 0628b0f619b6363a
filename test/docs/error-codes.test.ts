import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { repositoryRoot } from '../support/repository.js';

const CODE = /^(?:[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:-[a-z]+)*)$/u;
/** The rest of what they say is the clouds', word by word. */
const STAND_INS_OWN = /^SANDBOX_/u;

/** Texts that stand in the code as `code: '…'`, or as `error: '…'` of an answer, anywhere in the expression. */
function codesIn(path: string, text: string): string[] {
	const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
	const codes: string[] = [];
	const collect = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) codes.push(node.text);
		ts.forEachChild(node, collect);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAssignment(node) && isCodeName(node.name)) collect(node.initializer);
		else ts.forEachChild(node, visit);
	};
	visit(source);
	const isStandIn = path.startsWith('sandbox/');
	return codes.filter((code) => (isStandIn ? STAND_INS_OWN : CODE).test(code));
}

function isCodeName(name: ts.PropertyName): boolean {
	return ts.isIdentifier(name) && (name.text === 'code' || name.text === 'error');
}

function thrownCodes(): string[] {
	const folder = join(repositoryRoot, 'src');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	const codes = files
		.filter((path) => path.endsWith('.ts'))
		.flatMap((path) => codesIn(path, readFileSync(join(folder, path), 'utf8')));
	return [...new Set(codes)].sort();
}

function pageOf(name: string): string {
	return readFileSync(join(repositoryRoot, 'docs', name), 'utf8');
}

/** The first cell of each row. */
function documentedCodes(page: string): string[] {
	return [...page.matchAll(/^\| `([\w-]+)` \|/gmu)].map(([, code = '']) => code);
}

test('finds the codes of an expression', (t) => {
	const text = `throw new X('a', { code: isGone ? 'A_B' : 'C', help: 'd' }); json({ error: 'e-f' });`;
	t.deepEqual(codesIn('core/x.ts', text), ['A_B', 'C', 'e-f']);
	t.deepEqual(codesIn('sandbox/x.ts', text), []);
});

test('every code of the source is explained, and no other', (t) => {
	const documented = documentedCodes(pageOf('error-codes.md'));
	t.deepEqual([...documented].sort(), thrownCodes());
});

test('troubleshooting names only codes that there are', (t) => {
	const named = [
		...pageOf('troubleshooting.md').matchAll(/`([A-Z]+(?:_[A-Z]+)+|[a-z]+-[a-z-]+)`/gu),
	];
	const shouldBeCodes = named
		.map(([, name = '']) => name)
		.filter((name) => /^(?:HTTP|GREEN_API|ROCKET_CHAT|LEDGER|STORAGE)_/u.test(name));
	const codes = thrownCodes();
	t.true(shouldBeCodes.length > 10);
	t.deepEqual(
		shouldBeCodes.filter((name) => !codes.includes(name)),
		[],
	);
});
