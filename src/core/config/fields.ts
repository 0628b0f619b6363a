import { join } from 'node:path';
import {
	addressList,
	baseAddress,
	databaseUrl,
	folder,
	oneOf,
	optional,
	retention,
	wholeNumber,
	yesOrNo,
} from './parsers.js';
import type { Parser } from './parsers.js';

/** What a default may depend on. */
export type Surroundings = { readonly cwd: string; readonly stateFolder: string | undefined };

/** One setting: the environment variable, how it is read, and what it means. The only place that knows. */
export type Field<T> = {
	readonly env: string;
	readonly meaning: string;
	readonly example: string;
	readonly fallback: (surroundings: Surroundings, dataDir: string) => string;
	readonly parse: (cwd: string) => Parser<T>;
	/** Its value is never printed whole. */
	readonly isSecret?: boolean;
};

function field<T>(
	env: string,
	fallback: string | Field<T>['fallback'],
	parse: Parser<T>,
	meaning: string,
	example: string,
): Field<T> {
	return {
		env,
		meaning,
		example,
		fallback: typeof fallback === 'string' ? () => fallback : fallback,
		parse: () => parse,
	};
}

/** Every setting of the program. Order is the order of `greenapi-rc config` and of docs/configuration.md. */
export const fields = {
	appUrl: field(
		'APP_URL',
		'',
		optional(baseAddress),
		'Public base address of the daemon, no path. Needed before an instance can be created.',
		'https://bridge.example.org',
	),
	port: field(
		'PORT',
		'3000',
		wholeNumber(0, 65535),
		'Port to listen on; 0 takes a free one.',
		'3000',
	),
	host: field(
		'HOST',
		'',
		optional((text) => text.trim()),
		'Address to listen on; empty: all interfaces.',
		'127.0.0.1',
	),
	opsPort: field(
		'OPS_PORT',
		'',
		optional(wholeNumber(0, 65535)),
		'Port of /livez, /readyz and /metrics, on loopback; empty: the same port as the webhooks.',
		'9464',
	),
	dataDir: {
		env: 'DATA_DIR',
		meaning: 'Folder of the embedded database and of the generated key.',
		example: '/var/lib/greenapi-rc',
		fallback: ({ cwd, stateFolder }) => stateFolder ?? join(cwd, 'data'),
		parse: folder,
	} satisfies Field<string>,
	databaseUrl: {
		env: 'DATABASE_URL',
		meaning: 'The database: embedded SQLite, MySQL 5.7 or higher, or MariaDB.',
		example: 'mysql://user:password@127.0.0.1:3306/greenapi_rc',
		fallback: (_surroundings, dataDir) => `sqlite:${join(dataDir, 'greenapi-rc.db')}`,
		parse: () => databaseUrl,
		isSecret: true,
	} satisfies Field<string>,
	secretKey: {
		...field(
			'SECRET_KEY',
			'',
			optional((text) => text.trim()),
			'Key that encrypts stored tokens, 32 bytes as base64 or hex. Empty: SECRET_KEY_FILE, else generated once into DATA_DIR.',
			'the output of: openssl rand -base64 32',
		),
		isSecret: true,
	},
	secretKeyFile: field(
		'SECRET_KEY_FILE',
		'',
		optional((text) => text.trim()),
		'File that holds SECRET_KEY; under systemd $CREDENTIALS_DIRECTORY/secret-key is found by itself.',
		'/etc/greenapi-rc/secret-key',
	),
	greenApiUrl: field(
		'GREEN_API_URL',
		'https://api.green-api.com',
		baseAddress,
		'Address of GREEN-API for instances that name none of their own.',
		'https://7103.api.greenapi.com',
	),
	greenApiMediaUrl: field(
		'GREEN_API_MEDIA_URL',
		'https://media.green-api.com',
		baseAddress,
		'Address of GREEN-API for uploads.',
		'https://7103.media.greenapi.com',
	),
	allowedWorkspaces: field(
		'ALLOWED_WORKSPACES',
		'',
		addressList,
		'Only these workspaces may register, and these may be on private addresses. Empty: any public one.',
		'https://chat.example.org,http://10.0.0.5:3000',
	),
	logLevel: field(
		'LOG_LEVEL',
		'info',
		oneOf('error', 'warn', 'info', 'debug', 'silent'),
		'How much is logged.',
		'debug',
	),
	trustProxy: field(
		'TRUST_PROXY',
		'loopback',
		(text) => text.trim(),
		'Proxies whose X-Forwarded-For is believed: loopback, a number of hops, or addresses.',
		'loopback',
	),
	maxFileMb: field(
		'MAX_FILE_MB',
		'100',
		wholeNumber(1, 2000),
		'Largest file that crosses, in MB.',
		'100',
	),
	concurrency: field(
		'CONCURRENCY',
		'64',
		wholeNumber(1, 1000),
		'Chats that are delivered at the same time by one daemon.',
		'64',
	),
	leaseMs: field(
		'LEASE_MS',
		'15000',
		wholeNumber(500, 600_000),
		'How long a chat stays with a daemon that died, in milliseconds, before another takes over.',
		'15000',
	),
	drainMs: field(
		'DRAIN_TIMEOUT_MS',
		'10000',
		wholeNumber(0, 600_000),
		'How long a stopping daemon waits for running calls, in milliseconds.',
		'10000',
	),
	parkSeconds: field(
		'PARK_SECONDS',
		'600',
		wholeNumber(1, 86_400),
		'How long an edit, a deletion or a reaction waits for its message before it is shown on its own.',
		'600',
	),
	statePollSeconds: field(
		'STATE_POLL_SECONDS',
		'60',
		wholeNumber(0, 86_400),
		'How often each instance is asked for its state, because webhooks of it get lost. 0: never.',
		'60',
	),
	retentionDays: field(
		'RETENTION_DAYS',
		'0',
		retention,
		'How many days delivered messages stay in the database; the daemon removes older ones by itself, every hour. 0: for ever.',
		'90',
	),
	textsFile: field(
		'TEXTS_FILE',
		'',
		optional((text) => text.trim()),
		'JSON file with the operator’s own wording of single texts (docs/texts.md).',
		'/etc/greenapi-rc/texts.json',
	),
	legacyVisitors: field(
		'LEGACY_VISITORS',
		'no',
		yesOrNo,
		'Set to yes when the workspace has visitors of the earlier adapter (token greenapi:<own number>:<customer number>).',
		'yes',
	),
};

type Fields = typeof fields;

/** The configuration, parsed. */
export type Config = {
	readonly [Name in keyof Fields]: ReturnType<ReturnType<Fields[Name]['parse']>>;
};
