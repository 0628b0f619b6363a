import { join } from 'node:path';
import { fields } from '../../config/fields.js';
import { readEnvFile } from '../../config/load-config.js';
import { loadTextOverrides } from '../../config/text-overrides.js';
import type { SecretKey } from '../../config/secret-key.js';
import { toBridgeError } from '../../domain/errors.js';
import { closeFile, openModeOf } from './file-modes.js';
import { BECAUSE, findingsOf, whyOf } from './findings.js';
import { nearest } from './nearest.js';
import { usableKey } from './patient.js';
import type { Patient } from './patient.js';
import type { Step } from './steps.js';
import type { Finding } from './types.js';
import { CONFIG } from './words/config.js';

const { ok, fault, skipped } = findingsOf('config', CONFIG);

/** The settings and the key. */
export function configSteps(patient: Patient): readonly Step[] {
	const base = { area: 'config', table: CONFIG, subject: '' } as const;
	return [
		{ ...base, id: 'config-settings', run: () => settings(patient) },
		{ ...base, id: 'config-unknown', run: () => unknownVariables(patient) },
		{ ...base, id: 'config-env-file', run: () => [envFile(patient)] },
		{ ...base, id: 'config-texts', run: () => [texts(patient)] },
		{ ...base, id: 'key', run: () => keys(patient) },
	];
}

function settings({ settings: { problems }, envFileError, deps }: Patient): readonly Finding[] {
	const file = envFileError && fault('config-settings', 'unreadable', join(deps.cwd, '.env'));
	const wrong = problems.map(({ variable: subject, must, example }) =>
		fault('config-settings', 'wrong', subject, { subject, must, example }),
	);
	const all = [...(file === undefined ? [] : [file]), ...wrong];
	return all.length === 0 ? [ok('config-settings', '')] : all;
}

/** What nearly is ours, in the environment and in `.env`. */
function unknownVariables({ deps, envFileError }: Patient): readonly Finding[] {
	const known = Object.values(fields).map(({ env }) => env);
	const inFile = envFileError === undefined ? readEnvFile(deps.cwd) : {};
	const names = [...new Set([...Object.keys(deps.env), ...Object.keys(inFile)])].sort();
	const typos = names.flatMap((name) => {
		const near = known.includes(name) ? undefined : nearest(name, known);
		return near === undefined ? [] : [fault('config-unknown', 'typo', name, { near })];
	});
	return typos.length === 0 ? [ok('config-unknown', '')] : typos;
}

/** A server's address without a password in it is no secret. */
function secretsIn({ deps, envFileError }: Patient): readonly string[] {
	const file = envFileError === undefined ? readEnvFile(deps.cwd) : {};
	const hasPassword = /^(?:mysql|mariadb):\/\/[^@/]*:[^@/]+@/u.test(file['DATABASE_URL'] ?? '');
	return [
		...(hasPassword ? ['DATABASE_URL'] : []),
		...((file['SECRET_KEY'] ?? '') === '' ? [] : ['SECRET_KEY']),
	];
}

function envFile(patient: Patient): Finding {
	const path = join(patient.deps.cwd, '.env');
	const mode = openModeOf(path);
	const secrets = secretsIn(patient);
	if (mode === undefined || secrets.length === 0) return ok('config-env-file', path);
	const values = { mode, path, secrets: secrets.join(', ') };
	return fault('config-env-file', 'open', path, values, closeFile(path));
}

function texts({ config: { textsFile } }: Patient): Finding {
	if (textsFile === undefined) return skipped('config-texts', '', BECAUSE.server);
	try {
		loadTextOverrides(textsFile);
		return ok('config-texts', textsFile);
	} catch (error) {
		return fault('config-texts', 'unusable', textsFile, { reason: whyOf(error).reason });
	}
}

function keys(patient: Patient): readonly Finding[] {
	const { key, config, records } = patient;
	if (patient.isWrong('SECRET_KEY', 'SECRET_KEY_FILE', 'DATA_DIR'))
		return [skipped('key', '', BECAUSE.settings), skipped('key-match', '', BECAUSE.settings)];
	const usable = usableKey(patient);
	if (usable === undefined) {
		const finding =
			key === undefined
				? fault('key', 'missing', config.dataDir)
				: fault('key', 'unusable', '', { reason: toBridgeError(key).message });
		return [finding, skipped('key-match', '', BECAUSE.key)];
	}
	return [ok('key', '', { origin: usable.origin }), ...keyFile(usable, patient), keyMatch(records)];
}

/** systemd's credentials are closed by systemd. */
function keyFile({ origin }: SecretKey, { config }: Patient): readonly Finding[] {
	const path = origin === 'SECRET_KEY_FILE' ? config.secretKeyFile : origin;
	if (path === undefined || path === 'SECRET_KEY' || path.startsWith('systemd')) return [];
	const mode = openModeOf(path);
	if (mode === undefined) return [ok('key-file', path)];
	return [fault('key-file', 'open', path, { mode, path }, closeFile(path))];
}

function keyMatch({ isUsable, registry, registryError }: Patient['records']): Finding {
	if (registry !== undefined) return ok('key-match', '');
	if (!isUsable) return skipped('key-match', '', BECAUSE.database);
	if (registryError?.code === 'STORAGE_KEY_WRONG') return fault('key-match', 'another', '');
	return skipped('key-match', '', BECAUSE.database);
}
