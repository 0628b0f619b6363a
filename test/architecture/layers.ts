import { importsOf } from './imports.js';
import type { SourceFile } from './source-tree.js';

const CORE_WIDE = ['src/core/domain/', 'src/core/clock.ts', 'src/core/logging.ts'];
const GROUND = [...CORE_WIDE, 'src/core/http/', 'src/core/config/'];
const PORTS = ['translate/', 'green-api/', 'rocket-chat/', 'storage/'].map((x) => `src/core/${x}`);
const WORDS = ['src/core/texts/', 'src/core/preferences/'];
const USE_CASES = ['src/core/ledger/', 'src/core/operations/'];
const CORE = ['src/core/capabilities/', ...USE_CASES, ...PORTS, ...WORDS, ...GROUND];
const BRIDGE = 'src/core/bridge.ts';

/**
 * Places, by the beginning of their files' paths, and what they may import besides themselves. The longest beginning that
 * fits a file counts. The same rules stand in eslint.config.js, in ESLint's terms; CONTRIBUTING.md explains them.
 */
const PLACES: Readonly<Record<string, readonly string[]>> = {
	'src/core/domain/': [],
	'src/core/clock.ts': ['src/core/domain/'],
	'src/core/logging.ts': ['src/core/domain/', 'src/core/clock.ts'],
	'src/core/config/': [...CORE_WIDE, 'src/core/texts/'],
	'src/core/http/': CORE_WIDE,
	'src/core/green-api/': GROUND,
	'src/core/rocket-chat/': GROUND,
	'src/core/storage/': [...GROUND, 'migrations/'],
	'src/core/texts/': ['src/core/domain/'],
	'src/core/preferences/': ['src/core/domain/', 'src/core/texts/'],
	'src/core/translate/': [
		'src/core/domain/',
		...WORDS,
		'src/core/green-api/events.ts',
		'src/core/rocket-chat/events.ts',
	],
	'src/core/ledger/': [...PORTS, ...WORDS, ...GROUND],
	'src/core/operations/': ['src/core/ledger/', ...PORTS, ...WORDS, ...GROUND],
	'src/core/capabilities/': ['src/core/translate/'],
	'src/core/bridge.ts': CORE,
	'src/sandbox/': CORE,
	'src/daemon/': [...CORE, BRIDGE],
	'src/cli/': [...CORE, BRIDGE],
	'src/cli/commands/daemon.ts': ['src/cli/', ...CORE, BRIDGE, 'src/daemon/main.ts'],
	'src/cli/commands/demo': ['src/cli/', ...CORE, BRIDGE, 'src/daemon/', 'src/sandbox/'],
	'src/cli/commands/trigger': ['src/cli/', ...CORE, BRIDGE, 'src/sandbox/samples/'],
	'migrations/': [],
	'rc-app/': [],
};

/** The version stands there. */
const FREE_FOR_ALL = ['package.json'];

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
	knex: ['src/core/storage/', 'migrations/'],
	mysql2: ['src/core/storage/'],
	libsql: ['src/core/storage/'],
	undici: ['src/core/http/'],
	express: ['src/daemon/', 'src/sandbox/'],
	'express-rate-limit': ['src/daemon/'],
	commander: ['src/cli/'],
	inquirer: ['src/cli/'],
	chalk: ['src/cli/'],
	'cli-table3': ['src/cli/'],
};

const PROCESS_PLACES = ['src/cli/', 'src/daemon/main.ts', 'src/core/config/'];

const governed = ['src/', 'migrations/', 'rc-app/'];

/** A sentence for each import, and each use of the process, that the layers forbid. */
export function findLayerViolations(files: readonly SourceFile[]): string[] {
	return files
		.filter((file) => /\.[cm]?tsx?$/u.test(file.path) && isUnder(file.path, governed))
		.flatMap((file) => [...wrongFiles(file), ...wrongPackages(file), ...wrongProcess(file)]);
}

function wrongFiles(file: SourceFile): string[] {
	const place = placeOf(file.path);
	if (place === undefined) return [`${file.path} lies in no layer`];
	const allowed = [place, ...(PLACES[place] ?? []), ...FREE_FOR_ALL];
	return importsOf(file)
		.files.filter((path) => !isUnder(path, allowed))
		.map((path) => `${file.path} imports ${path}`);
}

function wrongPackages(file: SourceFile): string[] {
	return importsOf(file)
		.packages.filter((name) => !isUnder(file.path, PACKAGES[name] ?? governed))
		.map((name) => `${file.path} imports the package ${name}`);
}

function wrongProcess(file: SourceFile): string[] {
	if (isUnder(file.path, PROCESS_PLACES) || !file.path.startsWith('src/')) return [];
	const uses = file.text.match(/\bprocess\.(?:env|exit|exitCode)\b/gu) ?? [];
	return uses.map((use) => `${file.path} uses ${use}`);
}

function placeOf(path: string): string | undefined {
	return Object.keys(PLACES)
		.filter((place) => path.startsWith(place))
		.reduce<string | undefined>(
			(longest, place) => (place.length > (longest?.length ?? 0) ? place : longest),
			undefined,
		);
}

function isUnder(path: string, places: readonly string[]): boolean {
	return places.some((place) => path.startsWith(place));
}
