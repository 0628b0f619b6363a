import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from '../domain/errors.js';
import { fields } from './fields.js';
import type { Config, Field, Surroundings } from './fields.js';

/** Where a value came from. */
export type Source = 'environment' | '.env' | 'default';

export type LoadedConfig = {
	readonly config: Config;
	readonly sources: Readonly<Record<string, { readonly text: string; readonly source: Source }>>;
};

/** A setting that can't be used; `must` completes the sentence "it must be …". */
export type ConfigProblem = {
	readonly variable: string;
	readonly must: string;
	readonly example: string;
};

export type InspectedConfig = LoadedConfig & { readonly problems: readonly ConfigProblem[] };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from `env` and the `.env` file in `cwd` (real variables win).
 * Throws one ConfigError that names every wrong value, with an example of a right one.
 */
export function loadConfig(env: Environment, cwd: string): LoadedConfig {
	const { problems, ...loaded } = inspectConfig(env, cwd);
	if (problems.length > 0) throw badConfig(problems);
	return loaded;
}

/**
 * As loadConfig, for those who look at a configuration that may be wrong: in place of a value that can't be used stands the
 * default. Throws ConfigError only when `.env` can't be read. @param file What `.env` sets.
 */
export function inspectConfig(
	env: Environment,
	cwd: string,
	file: Environment = readEnvFile(cwd),
): InspectedConfig {
	const [stateFolder] = (env['STATE_DIRECTORY'] ?? '').split(':').filter((path) => path !== '');
	const surroundings: Surroundings = { cwd, stateFolder };
	const values: Record<string, unknown> = {};
	const sources: Record<string, { text: string; source: Source }> = {};
	const problems: ConfigProblem[] = [];
	for (const [name, field] of Object.entries(fields) as [string, Field<unknown>][]) {
		const dataDir = typeof values['dataDir'] === 'string' ? values['dataDir'] : cwd;
		const fallback = field.fallback(surroundings, dataDir);
		const found = findText(field, env, file) ?? { text: fallback, source: 'default' as const };
		sources[field.env] = found;
		try {
			values[name] = field.parse(cwd)(found.text);
		} catch (error) {
			values[name] = field.parse(cwd)(fallback);
			problems.push(problemOf(field, error as Error));
		}
	}
	return { config: values as Config, sources, problems };
}

/** What the file `.env` in `cwd` sets; nothing without one. Throws ConfigError when it can't be read. */
export function readEnvFile(cwd: string): Environment {
	try {
		return parseEnv(readFileSync(join(cwd, '.env'), 'utf8'));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
		throw new ConfigError(`The file .env in ${cwd} can't be read.`, {
			code: 'CONFIG_ENV_FILE',
			help: 'Make it readable for the user that runs greenapi-rc, or remove it.',
			cause: error,
		});
	}
}

function findText(
	field: Field<unknown>,
	env: Environment,
	file: Environment,
): { text: string; source: Source } | undefined {
	const real = env[field.env];
	if (real !== undefined && real !== '') return { text: real, source: 'environment' };
	const fromFile = file[field.env];
	return fromFile === undefined || fromFile === '' ? undefined : { text: fromFile, source: '.env' };
}

function problemOf({ env, example }: Field<unknown>, { message }: Error): ConfigProblem {
	return { variable: env, must: message, example };
}

function badConfig(problems: readonly ConfigProblem[]): ConfigError {
	const lines = problems.map(
		({ variable, must, example }) =>
			`  ${variable} must be ${must}, for example ${variable}=${example}`,
	);
	const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
	return new ConfigError(`${count} wrong:\n${lines.join('\n')}`, {
		code: 'CONFIG_INVALID',
		help: 'Correct them in the environment or in .env; greenapi-rc config shows what is read from where.',
	});
}
