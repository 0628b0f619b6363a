import test from 'ava';
import { findCycles } from './cycles.js';
import {
	findBarrels,
	findDefaultExports,
	findDownloadHosts,
	findPlainErrors,
	findTexts,
} from './habits.js';
import { importsOf } from './imports.js';
import { findLayerViolations } from './layers.js';
import { functionSizes, longerThan, medianLines } from './sizes.js';

const file = (path: string, text: string) => ({ path, text });

const forbidden = test.macro({
	exec(t, path: string, text: string, complaint: string) {
		t.deepEqual(findLayerViolations([file(path, text)]), [`${path} ${complaint}`]);
	},
	title: (_given, path: string, _text: string, complaint: string) =>
		`${path} is caught: ${complaint}`,
});

const allowed = test.macro({
	exec(t, path: string, ...texts: string[]) {
		t.deepEqual(findLayerViolations([file(path, texts.join('\n'))]), []);
	},
	title: (_given, path: string, ..._texts: string[]) => `${path} may import what its layer allows`,
});

test(
	forbidden,
	'src/core/domain/ids.ts',
	`import { x } from '../http/types.js';`,
	'imports src/core/http/types.ts',
);
test(
	forbidden,
	'src/core/green-api/client.ts',
	`import type { E } from '../rocket-chat/events.js';`,
	'imports src/core/rocket-chat/events.ts',
);
test(
	forbidden,
	'src/core/translate/text.ts',
	`import type { C } from '../green-api/client.js';`,
	'imports src/core/green-api/client.ts',
);
test(
	forbidden,
	'src/core/ledger/deliver.ts',
	`import { createBridge } from '../bridge.js';`,
	'imports src/core/bridge.ts',
);
test(
	forbidden,
	'src/core/ledger/retry.ts',
	`import { trace } from '../operations/trace.js';`,
	'imports src/core/operations/trace.ts',
);
test(
	forbidden,
	'src/daemon/app.ts',
	`import {\n\trun,\n} from '../cli/main.js';`,
	'imports src/cli/main.ts',
);
test(
	forbidden,
	'src/cli/commands/list.ts',
	`const main = await import('../../daemon/main.js');`,
	'imports src/daemon/main.ts',
);
test(
	forbidden,
	'src/cli/commands/daemon.ts',
	`await import('../../daemon/app.js');`,
	'imports src/daemon/app.ts',
);
test(
	forbidden,
	'src/sandbox/cloud.ts',
	`import { createBridge } from '../core/bridge.js';`,
	'imports src/core/bridge.ts',
);
test(
	forbidden,
	'src/core/http/client.ts',
	`import '../../../test/support/wait-for.js';`,
	'imports test/support/wait-for.ts',
);
test(
	forbidden,
	'migrations/1_create.ts',
	`import { x } from '../src/core/domain/ids.js';`,
	'imports src/core/domain/ids.ts',
);
test(forbidden, 'src/misc/thing.ts', '', 'lies in no layer');
test(
	forbidden,
	'src/core/ledger/claim.ts',
	`import type { Knex } from 'knex';`,
	'imports the package knex',
);
test(
	forbidden,
	'src/core/rocket-chat/rest.ts',
	`import { request } from 'undici';`,
	'imports the package undici',
);
test(
	forbidden,
	'src/daemon/lines.ts',
	`export { default as chalk } from 'chalk';`,
	'imports the package chalk',
);
test(
	forbidden,
	'src/core/storage/open.ts',
	`const url = process.env['DATABASE_URL'];`,
	'uses process.env',
);
test(forbidden, 'src/daemon/stop.ts', `process.exit(1);`, 'uses process.exit');

test(
	allowed,
	'src/core/translate/to-rocket-chat/index.ts',
	`import type { E } from '../../green-api/events.js';`,
	`import { text } from './text.js';`,
	`import { x } from '../markup.js';`,
);
test(
	allowed,
	'src/core/operations/doctor.ts',
	`import { claim } from '../ledger/claim.js';`,
	`import type { Stores } from '../storage/stores.js';`,
	`import type { Clock } from '../clock.js';`,
);
test(
	allowed,
	'src/cli/commands/daemon.ts',
	`import { Command } from 'commander';`,
	`await import('../../daemon/main.js');`,
	`process.exitCode = 1;`,
);
test(
	allowed,
	'src/cli/commands/demo/start.ts',
	`import { createCloud } from '../../../sandbox/cloud.js';`,
	`import { render } from '../../render.js';`,
	`await import('../../../daemon/main.js');`,
);
test(
	allowed,
	'src/daemon/version.ts',
	`import own from '../../package.json' with { type: 'json' };`,
	`import { createBridge } from '../core/bridge.js';`,
);
test(allowed, 'migrations/2_create.ts', `import type { Knex } from 'knex';`);

test('comments and strings are no imports', (t) => {
	const text = [
		`// import { a } from './a.js';`,
		` * See import('./b.js').`,
		`const say = "from 'nowhere'";`,
		`export const from = 'c';`,
	].join('\n');
	t.deepEqual(importsOf(file('src/x.ts', text)), { files: [], packages: [] });
});

test('a circle of imports is caught', (t) => {
	const files = [
		file('src/a.ts', `import { b } from './b.js';`),
		file('src/b.ts', `import type { c } from './c/c.js';`),
		file('src/c/c.ts', `export { a } from '../a.js';`),
		file('src/d.ts', `import { a } from './a.js';`),
	];
	t.deepEqual(findCycles(files), ['src/a.ts -> src/b.ts -> src/c/c.ts -> src/a.ts']);
});

test('a barrel is caught, a file of its own is not', (t) => {
	const files = [
		file('all.ts', `/** All. */\nexport * from './a.js';\nexport const x = 1;`),
		file('some.ts', `import { b } from './b.js';\nexport {\n\ta,\n} from './a.js';\nexport { b };`),
		file('own.ts', `export { a } from './a.js';\nexport const x = 1;`),
		file('effects.ts', `import './a.js';`),
		file('plain.ts', `import { a } from './a.js';\na();`),
	];
	t.deepEqual(findBarrels(files), ['all.ts', 'some.ts']);
});

test('default exports are caught', (t) => {
	const files = [
		file('a.ts', 'export default function a() {}'),
		file('b.ts', 'const b = 1;\nexport { b as default };'),
		file('c.ts', '// export default\nexport const isDefault = 1;'),
	];
	t.deepEqual(findDefaultExports(files), ['a.ts', 'b.ts']);
});

test('plain errors are caught', (t) => {
	const files = [
		file('a.ts', `throw new Error('no');`),
		file('b.ts', `reject(new Error('no'));`),
		file('c.ts', `throw new ConfigError('no', options);`),
	];
	t.deepEqual(findPlainErrors(files), ['a.ts', 'b.ts']);
});

test('long functions are caught wherever they are', (t) => {
	const body = '\tstep();\n'.repeat(3);
	const text = [
		`function short() {\n${body}}`,
		`const long = () => {\n${body}${body}};`,
		`class A {\n\tmethod() {\n${body}${body}}\n}`,
		'const tiny = () => 1;',
	].join('\n');
	const sizes = functionSizes([file('a.ts', text)]);
	t.deepEqual(longerThan(sizes, 5), ['a.ts:6: 8', 'a.ts:15: 8']);
	t.is(medianLines(sizes), 8);
});

test('places outside and download hosts are caught', (t) => {
	t.deepEqual(findTexts([file('a.md', 'see /there/x')], ['/there/', 'else']), ['a.md: /there/']);
	const lock = '{ "resolved": "https://registry.example/x.tgz" }';
	const files = [file('rc-app/package-lock.json', lock), file('notes.json', lock)];
	t.deepEqual(findDownloadHosts(files), ['rc-app/package-lock.json']);
});
