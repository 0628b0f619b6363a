import { systemClock } from '../../clock.js';
import type { Config } from '../../config/fields.js';
import { inspectConfig } from '../../config/load-config.js';
import type { InspectedConfig } from '../../config/load-config.js';
import { findSecretKey } from '../../config/secret-key.js';
import type { SecretKey } from '../../config/secret-key.js';
import { createTrust } from '../../config/trust.js';
import { toBridgeError } from '../../domain/errors.js';
import type { BridgeError } from '../../domain/errors.js';
import { withAnswerDates } from '../../http/answer-dates.js';
import type { ToldTime } from '../../http/answer-dates.js';
import { createHttpClient } from '../../http/client.js';
import type { HttpClient } from '../../http/types.js';
import { openRecords } from './records.js';
import type { Records } from './records.js';
import type { Area } from './types.js';

export type DoctorDeps = {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Folder of `.env`. */
	readonly cwd: string;
	/** systemd's $CREDENTIALS_DIRECTORY. */
	readonly credentialsFolder: string | undefined;
	/** For each call, milliseconds. */
	readonly timeoutMs: number;
	/** This version of greenapi-rc. */
	readonly version: string;
	/** Only this area. */
	readonly only?: Area | undefined;
	/** Only this workspace, by its address. */
	readonly workspace?: string | undefined;
	/** Only this instance. */
	readonly instance?: string | undefined;
	/** Hears how many of the steps are done. */
	readonly onProgress?: ((done: number, total: number) => void) | undefined;
};

/** What is looked at: as much of it as could be opened. */
export type Patient = {
	readonly deps: DoctorDeps;
	/** With defaults in place of what is wrong. */
	readonly config: Config;
	readonly settings: InspectedConfig;
	/** Why `.env` could not be read. */
	readonly envFileError: BridgeError | undefined;
	/** True when one of these variables can't be used. */
	isWrong(...variables: readonly string[]): boolean;
	/** Undefined when there is none; an error when it can't be used. */
	readonly key: SecretKey | BridgeError | undefined;
	readonly records: Records;
	/** To GREEN-API, and to workspaces, which may be on private addresses that the operator named. */
	readonly http: HttpClient;
	readonly workspaceHttp: HttpClient;
	/** What the clocks of the others said so far. */
	readonly toldTimes: readonly ToldTime[];
	now(): number;
	close(): Promise<void>;
};

/** Opens what can be opened; nothing is changed, and no key is made. Rejects only when the choice names nothing. */
export async function openPatient(deps: DoctorDeps): Promise<Patient> {
	const { settings, envFileError } = readSettings(deps);
	const { config } = settings;
	const wrong = new Set(settings.problems.map(({ variable }) => variable));
	const isWrong = (...variables: readonly string[]): boolean =>
		variables.some((variable) => wrong.has(variable));
	const key = readKey(config, deps);
	const toldTimes: ToldTime[] = [];
	const now = (): number => systemClock.now();
	const connect = (allowedWorkspaces: readonly string[]): HttpClient => {
		const isTrusted = createTrust({ ...config, allowedWorkspaces });
		const { timeoutMs } = deps;
		const http = createHttpClient({ isTrusted, limits: { connectMs: timeoutMs, timeoutMs } });
		return withAnswerDates(hurried(http, timeoutMs), now, (time) => toldTimes.push(time));
	};
	const records = await openRecords({
		...deps,
		databaseUrl: config.databaseUrl,
		isConfigured: !isWrong('DATABASE_URL', 'DATA_DIR'),
		key: usableKey({ key }),
	});
	const [http, workspaceHttp] = [connect([]), connect(config.allowedWorkspaces)];
	return {
		...{ deps, config, settings, envFileError, isWrong, key, records, now },
		...{ http, workspaceHttp, toldTimes },
		async close() {
			await Promise.all([http.close(), workspaceHttp.close(), records.close()]);
		},
	};
}

function readSettings({ env, cwd }: DoctorDeps): Pick<Patient, 'settings' | 'envFileError'> {
	try {
		return { settings: inspectConfig(env, cwd), envFileError: undefined };
	} catch (error) {
		return { settings: inspectConfig(env, cwd, {}), envFileError: toBridgeError(error) };
	}
}

function readKey(config: Config, { credentialsFolder }: DoctorDeps): Patient['key'] {
	try {
		return findSecretKey(config, credentialsFolder);
	} catch (error) {
		return toBridgeError(error);
	}
}

/** The key, when it is one. */
export function usableKey({ key }: Pick<Patient, 'key'>): SecretKey | undefined {
	return key !== undefined && 'bytes' in key ? key : undefined;
}

/** No call takes longer than somebody at a terminal wants to wait. */
function hurried(http: HttpClient, timeoutMs: number): HttpClient {
	return { ...http, send: (request) => http.send({ ...request, timeoutMs }) };
}
