import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import ava from 'eslint-plugin-ava';
import { importX } from 'eslint-plugin-import-x';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * What each place of src/ may import from src/, besides itself. The arrows run one way; CONTRIBUTING.md explains them
 * and test/architecture.test.ts checks the same rules without ESLint. Later, more precise places win over earlier ones.
 */
const coreWide = ['core/domain', 'core/clock.ts', 'core/logging.ts'];
const words = ['core/texts', 'core/preferences'];
const ports = ['core/translate', 'core/green-api', 'core/rocket-chat', 'core/storage'];
const ground = ['core/http', 'core/config', ...coreWide];
const coreWithoutBridge = [
	'core/capabilities',
	'core/operations',
	'core/ledger',
	...ports,
	...words,
	...ground,
];
const frontEnd = [...coreWithoutBridge, 'core/bridge.ts'];

const layers = {
	'core/domain': [],
	'core/clock.ts': ['core/domain'],
	'core/logging.ts': ['core/domain', 'core/clock.ts'],
	'core/config': [...coreWide, 'core/texts'],
	'core/http': coreWide,
	'core/storage': ground,
	'core/green-api': ground,
	'core/rocket-chat': ground,
	'core/texts': ['core/domain'],
	'core/preferences': ['core/domain', 'core/texts'],
	'core/translate': [
		'core/domain',
		...words,
		'core/green-api/events.ts',
		'core/rocket-chat/events.ts',
	],
	'core/ledger': [...ports, ...words, ...ground],
	'core/operations': ['core/ledger', ...ports, ...words, ...ground],
	'core/capabilities': ['core/translate'],
	'core/bridge.ts': coreWithoutBridge,
	sandbox: coreWithoutBridge,
	daemon: frontEnd,
	cli: frontEnd,
	// The one exception: these two commands start the daemon in their own process, by a dynamic import.
	'cli/commands/daemon.ts': ['cli', ...frontEnd, 'daemon/main.ts'],
	'cli/commands/demo*': ['cli', ...frontEnd, 'daemon', 'sandbox'],
	// It plays the webhooks that the stand-ins send.
	'cli/commands/trigger*': ['cli', ...frontEnd, 'sandbox/samples'],
};

/** Packages that belong to some places of src/ alone. Tests, benchmarks and tool files are free. */
const packageOwners = {
	knex: ['core/storage'],
	mysql2: ['core/storage'],
	libsql: ['core/storage'],
	undici: ['core/http'],
	express: ['daemon', 'sandbox'],
	'express-rate-limit': ['daemon'],
	commander: ['cli'],
	inquirer: ['cli'],
	chalk: ['cli'],
	'cli-table3': ['cli'],
};

/** Places that may read the environment and end the process. */
const processOwners = ['cli', 'daemon/main.ts', 'core/config'];

const isInside = (place, owner) => place === owner || place.startsWith(`${owner}/`);

function filesOf(place) {
	if (place.endsWith('.ts')) return [`src/${place}`];
	const folder = `src/${place}/**/*.ts`;
	return place.endsWith('*') ? [`src/${place}.ts`, folder] : [folder];
}

function layerBlock([place, mayImport]) {
	const zone = {
		target: './src',
		from: './src',
		except: [place, ...mayImport].map((path) => `./${path}`),
		message: `src/${place} may not import this: the layers are in CONTRIBUTING.md.`,
	};
	return {
		files: filesOf(place),
		rules: { 'import-x/no-restricted-paths': ['error', { zones: [zone] }] },
	};
}

function packageBlock(place) {
	const patterns = Object.entries(packageOwners)
		.filter(([, owners]) => !owners.some((owner) => isInside(place, owner)))
		.map(([name, owners]) => ({
			regex: `^${name}($|/)`,
			message: `${name} belongs to ${owners.map((owner) => `src/${owner}`).join(' and ')}.`,
		}));
	if (place.startsWith('core/') && place !== 'core/http')
		patterns.push({
			regex: '^(node:)?(http|https|http2|tls)$',
			allowTypeImports: true,
			message: 'Only src/core/http opens sockets outwards.',
		});
	return {
		files: filesOf(place),
		rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
	};
}

/** `// eslint-disable…` needs a reason after ` -- `. */
const disableNeedsReason = {
	meta: { type: 'suggestion', schema: [], messages: { reason: 'Say why, after " -- ".' } },
	create: (context) => ({
		Program() {
			for (const comment of context.sourceCode.getAllComments())
				if (/^\s*eslint-disable/u.test(comment.value) && !/ -- \S/u.test(comment.value))
					context.report({ loc: comment.loc, messageId: 'reason' });
		},
	}),
};

const restrictedProcess = ['env', 'exit', 'exitCode'].map((property) => ({
	object: 'process',
	property,
	message: 'Only the command line, the daemon’s main.ts and the configuration touch the process.',
}));

export default defineConfig(
	{
		ignores: [
			'dist/',
			'data/',
			'coverage/',
			'test/fixtures/',
			'rc-app/dist/',
			'test/apps-engine/engines/.cache*/',
		],
	},
	js.configs.recommended,
	tseslint.configs.strictTypeChecked,
	tseslint.configs.stylisticTypeChecked,
	importX.flatConfigs.typescript,
	{
		plugins: {
			'import-x': importX,
			local: { rules: { 'disable-needs-reason': disableNeedsReason } },
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
		rules: {
			'local/disable-needs-reason': 'error',
			'import-x/no-cycle': 'error',
			'import-x/no-self-import': 'error',
			'import-x/no-default-export': 'error',
			'import-x/no-extraneous-dependencies': ['error', { devDependencies: false }],
			// `== null` means null or undefined, and nothing else says that as briefly.
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			// Our objects are records of closures: their methods have no `this` to lose.
			'@typescript-eslint/unbound-method': 'off',
			'no-param-reassign': 'error',
			'no-template-curly-in-string': 'error',
			'prefer-const': 'error',
			'object-shorthand': 'error',
			'@typescript-eslint/consistent-type-definitions': ['error', 'type'],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
		},
	},
	{
		files: ['src/**/*.ts'],
		rules: {
			'no-console': 'error',
			'no-restricted-properties': ['error', ...restrictedProcess],
			'no-restricted-globals': [
				'error',
				{ name: 'fetch', message: 'Only src/core/http opens sockets outwards.' },
			],
		},
	},
	{
		files: processOwners.flatMap(filesOf),
		rules: { 'no-restricted-properties': 'off' },
	},
	{
		// The stand-ins are clouds of their own: they call the bridge from outside.
		files: ['src/core/http/**/*.ts', 'src/sandbox/**/*.ts'],
		rules: { 'no-restricted-globals': 'off' },
	},
	Object.entries(layers).map(layerBlock),
	Object.keys(layers).map(packageBlock),
	{
		// Migrations must keep working when the code has moved on; the app for Rocket.Chat runs inside Rocket.Chat.
		files: ['migrations/**/*.ts', 'rc-app/**/*.ts'],
		rules: {
			'import-x/no-restricted-paths': [
				'error',
				{ zones: [{ target: ['./migrations', './rc-app'], from: './src' }] },
			],
		},
	},
	{
		files: [
			'test/**/*.ts',
			'bench/**/*.ts',
			'rc-app/**/*.{ts,mjs}',
			'migrations/**/*.ts',
			'*.{ts,js}',
		],
		rules: { 'import-x/no-extraneous-dependencies': 'off' },
	},
	{ files: ['test/**/*.ts'], extends: [ava.configs.recommended[0]] },
	{
		files: ['test/**/*.ts', 'bench/**/*.ts'],
		rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
	},
	{
		// What stands in for a server answers the engine with promises, whatever is behind them.
		files: ['test/apps-engine/**/*.ts'],
		rules: { '@typescript-eslint/require-await': 'off' },
	},
	{
		// Tools read these by their default export; declarations describe packages as they are.
		files: ['knexfile.ts', '*.config.js', '**/*.d.ts'],
		rules: { 'import-x/no-default-export': 'off' },
	},
	{
		files: ['**/*.{js,mjs,cjs}'],
		extends: [tseslint.configs.disableTypeChecked],
		languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
	},
);
