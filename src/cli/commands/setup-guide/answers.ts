import { readFileSync, statSync } from 'node:fs';
import { baseAddress } from '../../../core/config/parsers.js';
import type { RefusedError } from '../../../core/domain/errors.js';
import { asObject, objectsOf, parseJson } from '../../../core/domain/json.js';
import { digitsOf } from '../../../core/domain/phone-number.js';
import type { Phrase } from '../../../core/domain/phrase.js';
import { readInstanceId } from '../../../core/operations/instance-input.js';
import { refusal } from '../../../core/operations/refusals.js';
import type { JsonObject } from '../../../core/domain/json.js';
import type { Io } from '../../io.js';
import { inputMissing } from '../../form.js';
import { readSecret } from '../../secret-input.js';

/** What the command line says. */
export type SetupOptions = {
	readonly answers?: string;
	readonly appUrl?: string;
	readonly port?: string;
	readonly skipAddressCheck?: true;
	readonly url?: string;
	readonly userId?: string;
	readonly tokenFile?: string;
	readonly allowPrivate?: true;
	readonly enableOmnichannel?: true;
	readonly withoutApp?: true;
	readonly replaceWebhook?: true;
	readonly adminIsAgent?: true;
	readonly agentId?: string;
	readonly agentTokenFile?: string;
	readonly idInstance?: string;
	readonly instanceTokenFile?: string;
	readonly apiUrl?: string;
	readonly mediaUrl?: string;
	readonly phone?: string;
	readonly linkTimeout?: number;
	readonly skipPhoneTest?: true;
	readonly keepRunning?: true;
	readonly dryRun?: true;
	readonly json?: true;
};

/** Somebody's id and personal access token in Rocket.Chat. */
export type Credentials = { readonly userId: string; readonly token: string };

/** What is known before anybody is asked; the secrets are read. */
export type Answers = Omit<
	SetupOptions,
	'tokenFile' | 'agentId' | 'agentTokenFile' | 'instanceTokenFile'
> & {
	readonly token?: string | undefined;
	readonly instanceToken?: string | undefined;
	readonly agents: readonly Credentials[];
};

const TEXTS = ['appUrl', 'url', 'userId', 'tokenFile', 'agentId', 'agentTokenFile', 'idInstance'];
const MORE_TEXTS = ['instanceTokenFile', 'apiUrl', 'mediaUrl', 'phone', 'port', 'linkTimeout'];
const SWITCHES = ['skipAddressCheck', 'allowPrivate', 'enableOmnichannel', 'withoutApp'];
const MORE_SWITCHES = ['replaceWebhook', 'adminIsAgent', 'skipPhoneTest', 'keepRunning'];
const SECRETS = ['token', 'instanceToken', 'agentToken'];
const KNOWN = [...TEXTS, ...MORE_TEXTS, ...SWITCHES, ...MORE_SWITCHES, ...SECRETS, 'agents'];

/**
 * Reads the file of answers, where one is named, and all secrets; options count before the file. Rejects with RefusedError
 * `bad-answers-file` or `bad-token-file`. Nothing that was read is repeated.
 */
export async function readAnswers(io: Io, options: SetupOptions): Promise<Answers> {
	const file = options.answers === undefined ? {} : readFile(options.answers);
	const all: SetupOptions = { ...onlyOptions(file), ...options };
	const { tokenFile, agentId, agentTokenFile, instanceTokenFile, ...rest } = all;
	const [token, instanceToken, agentToken] = [
		await secret(io, tokenFile, file['token']),
		await secret(io, instanceTokenFile, file['instanceToken']),
		await secret(io, agentTokenFile, file['agentToken']),
	];
	const agents = [...oneAgent(agentId, agentToken), ...(await agentsOf(io, file))];
	return { ...rest, token, instanceToken, agents };
}

/** Rejects half of an agent: nobody would notice that it was not registered. */
function oneAgent(userId: string | undefined, token: string | undefined): Credentials[] {
	if (userId === undefined && token === undefined) return [];
	if (userId === undefined) throw inputMissing(['--agent-id']);
	if (token === undefined) throw inputMissing(['--agent-token-file']);
	return [{ userId, token }];
}

async function secret(
	{ process }: Io,
	path: string | undefined,
	text: unknown,
): Promise<string | undefined> {
	// What is typed at a terminal would be seen there: it is asked for later, without an echo.
	if (path === '-' && process.stdin.isTTY) return undefined;
	if (path !== undefined) return readSecret(path, process.stdin);
	return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

async function agentsOf(io: Io, file: JsonObject): Promise<Credentials[]> {
	const agents: Credentials[] = [];
	const { agents: listed = [] } = file;
	const named = objectsOf(listed);
	// Nobody would notice that one of them was left out.
	if (Array.isArray(listed) && named.length < listed.length)
		throw badFile({ key: 'answers.of-agents' });
	for (const { userId, tokenFile, token: text } of named) {
		const path = typeof tokenFile === 'string' ? tokenFile : undefined;
		const token = await secret(io, path, text);
		if (typeof userId !== 'string' || token === undefined)
			throw badFile({ key: 'answers.of-agents' });
		agents.push({ userId, token });
	}
	return agents;
}

function readFile(path: string): JsonObject {
	const text = read(path);
	const file = asObject(parseJson(text));
	if (file === undefined) throw badFile({ key: 'answers.no-object' });
	const unknown = Object.keys(file).filter((name) => !KNOWN.includes(name));
	if (unknown.length > 0)
		throw badFile({ key: 'answers.unknown', values: { names: unknown.join(', ') } });
	const wrong = Object.entries(file).filter(([name, value]) => !hasRightType(name, value));
	if (wrong.length > 0)
		throw badFile({
			key: 'answers.wrong',
			values: { names: wrong.map(([name]) => name).join(', ') },
		});
	const isOpen = (statSync(path).mode & 0o077) !== 0;
	if (isOpen && /"(?:token|instanceToken|agentToken)"\s*:/u.test(text))
		throw badFile({ key: 'answers.open' });
	return file;
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		const { code = 'unknown' } = error as NodeJS.ErrnoException;
		throw badFile({ key: 'answers.unreadable', values: { code } }, error);
	}
}

function hasRightType(name: string, value: unknown): boolean {
	if (name === 'agents') return Array.isArray(value);
	if ([...SWITCHES, ...MORE_SWITCHES].includes(name)) return typeof value === 'boolean';
	if (name === 'linkTimeout') return typeof value === 'number' && value >= 1;
	if (name === 'port') return isPort(String(value));
	if (name === 'idInstance') return isReadBy(readInstanceId, String(value));
	if (name === 'phone') return digitsOf(String(value).trim()) !== undefined;
	if (name === 'appUrl') return isReadBy(baseAddress, String(value));
	return typeof value === 'string' || (typeof value === 'number' && !SECRETS.includes(name));
}

function isReadBy(read: (text: string) => unknown, text: string): boolean {
	try {
		read(text);
		return true;
	} catch {
		return false;
	}
}

function isPort(text: string): boolean {
	return /^\d{1,5}$/u.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** As the command line would give them. */
function onlyOptions(file: JsonObject): SetupOptions {
	const names = [...TEXTS, ...MORE_TEXTS, ...SWITCHES, ...MORE_SWITCHES];
	const entries = Object.entries(file).flatMap(([name, value]) => {
		if (!names.includes(name) || value === false) return [];
		return [[name, typeof value === 'number' && name !== 'linkTimeout' ? String(value) : value]];
	});
	return Object.fromEntries(entries) as SetupOptions;
}

function badFile(problem: Phrase, cause?: unknown): RefusedError {
	return refusal({
		code: 'bad-answers-file',
		status: 400,
		message: 'refusal.answers',
		help: 'help.answers',
		values: { problem },
		cause,
	});
}
