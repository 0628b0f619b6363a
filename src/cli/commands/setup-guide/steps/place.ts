import { existsSync } from 'node:fs';
import { ConfigError } from '../../../../core/domain/errors.js';
import { writeEnvFile } from '../../../../core/config/env-file.js';
import { localUrl } from '../../../../core/config/local-url.js';
import { fields } from '../../../../core/config/fields.js';
import type { Config } from '../../../../core/config/fields.js';
import { wholeNumber } from '../../../../core/config/parsers.js';
import { loadSecretKey } from '../../../../core/config/secret-key.js';
import { whoAnswers } from '../../../../core/operations/who-answers.js';
import { openDatabase } from '../../../../core/storage/database.js';
import { createTokenCipher } from '../../../../core/storage/token-cipher.js';
import { credentialsFolder, readConfig } from '../../../io.js';
import type { Io } from '../../../io.js';
import { keyOf, portTaken } from '../address-check.js';
import { refuse, text } from '../asking.js';
import type { Guide, Step } from '../step.js';
import { flagsOf } from '../step.js';

/** `.env`, key and database. */
export const place: Step = {
	name: 'place',
	isDone: ({ config, hasDatabase }) => hasDatabase && config.appUrl !== undefined,
	missing: ({ config }, { appUrl }) => flagsOf({ '--app-url': config.appUrl ?? appUrl }),
	async run(guide) {
		const { io, say, tell, found } = guide;
		const before = await guide.state();
		const values = await settingsToWrite(guide);
		const isNew = Object.keys(values).length > 0;
		if (isNew) await writeSettings(guide, values);
		const applied = await makeDatabase(io);
		const { config } = readConfig(io);
		if (isNew && before.hasDatabase) tell(await restartAdvice(guide, config));
		Object.assign(found.facts, { folder: io.cwd, appUrl: config.appUrl });
		const wasDone = !isNew && before.hasDatabase && applied === 0;
		return { summary: say('place.done', { folder: io.cwd }), wasDone };
	},
};

/** What `.env` lacks. Rejects with RefusedError `setting-differs` for an option that says something else than what is set. */
async function settingsToWrite(guide: Guide): Promise<Record<string, string>> {
	const { io, answers, say, tell, ask } = guide;
	const { config, sources } = readConfig(io);
	const isPortSet = sources['PORT']?.source !== 'default';
	if (isPortSet && config.port === 0) throw anyPort(guide);
	if (isPortSet) refuseOther(guide, 'PORT', String(config.port), answers.port);
	if (config.appUrl !== undefined && answers.appUrl !== undefined)
		refuseOther(guide, 'APP_URL', config.appUrl, parsedAppUrl(guide, answers.appUrl));
	const port = isPortSet ? String(config.port) : await freePort(guide, config);
	if (config.appUrl === undefined && ask !== undefined && answers.appUrl === undefined)
		tell(say('place.appUrlHelp', { port }));
	const appUrl =
		config.appUrl ??
		(await text(guide, {
			flag: '--app-url',
			given: answers.appUrl,
			message: say('place.appUrl'),
			check: fields.appUrl.parse(io.cwd),
		}));
	return {
		...(isPortSet ? {} : { PORT: port }),
		...(config.appUrl === undefined ? { APP_URL: parsedAppUrl(guide, appUrl) } : {}),
	};
}

/** What was said is checked already. */
function parsedAppUrl({ io }: Guide, typed: string): string {
	return String(fields.appUrl.parse(io.cwd)(typed));
}

function refuseOther({ say }: Guide, name: string, set: string, wanted: string | undefined): void {
	if (wanted === undefined || wanted === set) return;
	throw refuse({
		code: 'setting-differs',
		message: say('place.differs', { name, set, wanted }),
		help: say('place.differsHelp'),
	});
}

/** Nobody could be told where such a daemon listens. */
function anyPort({ say }: Guide) {
	return refuse({
		code: 'setting-differs',
		message: say('place.anyPort'),
		help: say('place.anyPortHelp'),
	});
}

/** The port that was asked for or the usual one, unless another program has it. */
async function freePort(guide: Guide, config: Config): Promise<string> {
	const { say, answers } = guide;
	let port = answers.port ?? String(config.port);
	for (;;) {
		const address = localUrl(config.host, Number(port));
		const answerer = await whoAnswers(address, keyOf(guide.io));
		if (answerer === 'nobody' || answerer === 'ours') return port;
		if (guide.ask === undefined) throw portTaken(address, answerer);
		port = await text(guide, {
			flag: '--port',
			given: undefined,
			message: say('place.port', { port }),
			check: wholeNumber(1, 65_535),
		});
	}
}

async function writeSettings({ io, say, tell }: Guide, values: Record<string, string>) {
	writeEnvFile(io.cwd, values);
	for (const [name, value] of Object.entries(values))
		tell(say('place.wrote', { line: `${name}=${value}` }));
	return Promise.resolve();
}

/** Makes key and database where they are missing, and applies migrations; answers how many. */
async function makeDatabase(io: Io): Promise<number> {
	const { config } = readConfig(io);
	refuseLostKey(config);
	const { bytes } = loadSecretKey(config, credentialsFolder(io));
	const database = openDatabase(config.databaseUrl, createTokenCipher(bytes));
	try {
		const { applied } = await database.migrate();
		// Opens the stored tokens: with another key it fails here.
		await database.stores.workspaces.list();
		return applied.length;
	} finally {
		await database.close();
	}
}

/** A database whose key is gone gets no new one: its tokens would stay closed for ever. */
function refuseLostKey({ databaseUrl, dataDir, secretKey, secretKeyFile }: Config): void {
	const path = databaseUrl.replace(/^sqlite:/u, '');
	const hasKey = secretKey !== undefined || secretKeyFile !== undefined;
	if (path === databaseUrl || !existsSync(path) || hasKey || existsSync(`${dataDir}/secret.key`))
		return;
	throw new ConfigError(`There is a database at ${path}, and its key is missing.`, {
		code: 'CONFIG_SECRET_KEY',
		help: 'Bring back the key that belongs to it (SECRET_KEY, SECRET_KEY_FILE or secret.key in DATA_DIR), or move the database away.',
	});
}

async function restartAdvice({ io, say }: Guide, config: Config): Promise<string> {
	const answerer = await whoAnswers(localUrl(config.host, config.port), keyOf(io));
	return answerer === 'ours' ? say('place.restart') : '';
}
