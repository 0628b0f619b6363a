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

type Environment = Readonly<Record<string, string | undefined>>;
type Problem = { readonly field: Field<unknown>; readonly cause: Error };

/**
 * Reads the configuration from `env` and the `.env` file in `cwd` (real variables win).
 * Throws one ConfigError that names every wrong value, with an example of a right one.
 */
export function loadConfig(env: Environment, cwd: string): LoadedConfig {
	const file = readEnvFile(cwd);
	const [stateFolder] = (env['STATE_DIRECTORY'] ?? '').split(':').filter((path) => path !== '');
	const surroundings: Surroundings = { cwd, stateFolder };
	const values: Record<string, unknown> = {};
	const sources: Record<string, { text: string; source: Source }> = {};
	const problems: Problem[] = [];
	for (const [name, field] of Object.entries(fields) as [string, Field<unknown>][]) {
		const dataDir = typeof values['dataDir'] === 'string' ? values['dataDir'] : cwd;
		const found = findText(field, env, file) ?? {
			text: field.fallback(surroundings, dataDir),
			source: 'default' as const,
		};
		sources[field.env] = found;
		try {
			values[name] = field.parse(cwd)(found.text);
		} catch (error) {
			problems.push({ field, cause: error as Error });
		}
	}
	if (problems.length > 0) throw badConfig(problems);
	return { config: values as Config, sources };
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

function readEnvFile(cwd: string): Environment {
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

function badConfig(problems: readonly Problem[]): ConfigError {
	const lines = problems.map(
		({ field, cause }) =>
			`  ${field.env} must be ${cause.message}, for example ${field.env}=${field.example}`,
	);
	const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
	return new ConfigError(`${count} wrong:\n${lines.join('\n')}`, {
		code: 'CONFIG_INVALID',
		help: 'Correct them in the environment or in .env; greenapi-rc config shows what is read from where.',
		cause: problems[0]?.cause,
	});
}
