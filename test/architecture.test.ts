import test from 'ava';
import { findCycles } from './architecture/cycles.js';
import {
	findBarrels,
	findDefaultExports,
	findDownloadHosts,
	findPlainErrors,
	findTexts,
} from './architecture/habits.js';
import { findLayerViolations } from './architecture/layers.js';
import { fileSizes, functionSizes, longerThan, medianLines } from './architecture/sizes.js';
import { readRepository } from './architecture/source-tree.js';
import { repositoryRoot } from './support/repository.js';

const repository = readRepository(repositoryRoot);
const typeScript = repository.filter(({ path }) => path.endsWith('.ts'));
const product = typeScript.filter(({ path }) => /^(?:src|rc-app)\//u.test(path));
const source = typeScript.filter(({ path }) => path.startsWith('src/'));

test('imports run one way between the layers', (t) => {
	t.true(source.length > 0);
	t.deepEqual(findLayerViolations(repository), []);
});

test('no files import each other in a circle', (t) => {
	t.deepEqual(findCycles(typeScript), []);
});

test('no file only hands on what other files export', (t) => {
	t.deepEqual(findBarrels(typeScript), []);
});

test('only what a tool reads by its default export has one', (t) => {
	// Declarations describe packages as they are.
	const ours = typeScript.filter(({ path }) => path !== 'knexfile.ts' && !path.endsWith('.d.ts'));
	t.deepEqual(findDefaultExports(ours), []);
});

test('source throws typed errors only', (t) => {
	t.deepEqual(findPlainErrors(source), []);
});

test('source files stay small', (t) => {
	const sizes = fileSizes(product);
	t.deepEqual(longerThan(sizes, 350), []);
	t.true(medianLines(sizes) <= 100, `the median file has ${medianLines(sizes)} lines`);
});

test('functions stay small', (t) => {
	const sizes = functionSizes(product);
	t.deepEqual(longerThan(sizes, 70), []);
	t.true(medianLines(sizes) <= 12, `the median function has ${medianLines(sizes)} lines`);
});

test('no file names a place outside the repository', (t) => {
	// Put together here, so that this file does not find itself.
	const outside = ['/work' + '/', '../' + 'shared'];
	t.deepEqual(findTexts(repository, outside), []);
});

test('lock files name no download host', (t) => {
	t.deepEqual(findDownloadHosts(repository), []);
});
