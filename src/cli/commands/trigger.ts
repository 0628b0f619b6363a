import { RefusedError } from '../../core/domain/errors.js';
import { readCustomer } from '../../core/operations/phone.js';
import { findTriggerTarget } from '../../core/operations/trigger-target.js';
import type { TriggerTarget } from '../../core/operations/trigger-target.js';
import type { LedgerView } from '../../core/storage/ledger-view.js';
import type { Database } from '../../core/storage/database.js';
import type { Config } from '../../core/config/fields.js';
import { GREEN_API_PATH, ROCKET_PATH } from '../../core/config/webhook-paths.js';
import { printJson } from '../answer.js';
import { inputMissing, openForm } from '../form.js';
import type { Io } from '../io.js';
import { oneLine } from '../shown.js';
import { tableText } from '../table.js';
import { operatorOf } from '../with-ledger.js';
import { withKey } from '../with-key.js';
import { wordsOf } from '../words.js';
import type { SayWord } from '../words.js';
import { daemonUrl, openOwnClient } from './live/daemon-at.js';
import { bodyOf, SAMPLES } from './trigger/bodies.js';
import type { Played, Sample } from './trigger/bodies.js';
import { isOpen, rowOf, settled } from './trigger/outcome.js';
import { postWebhook } from './trigger/post.js';
import type { Door } from './trigger/post.js';
import { WORDS } from './trigger/words.js';

export type TriggerOptions = {
	readonly instance?: string;
	readonly workspace?: string;
	readonly phone: string;
	readonly name: string;
	readonly text?: string;
	readonly fileUrl?: string;
	readonly messageId?: string;
	readonly count: number;
	readonly url?: string;
	readonly public?: true;
	readonly tokenFile?: string;
	readonly dryRun?: true;
	/** Seconds. */
	readonly wait?: number;
	readonly json?: true;
};

type Say = SayWord<typeof WORDS>;

/** A small picture that is there for everybody. */
const PUBLIC_FILE = 'https://www.w3.org/Icons/w3c_home.png';

/** `greenapi-rc trigger --list`: what can be played. */
export async function listTriggers(io: Io, json: boolean): Promise<void> {
	const say = wordsOf(io, WORDS);
	const column = io.language() === 'ru' ? 1 : 0;
	const items = SAMPLES.map(({ side, sample: { kind, meaning } }) => ({
		...{ kind, from: side === 'whatsapp' ? 'green-api' : 'rocket-chat' },
		meaning: meaning[column],
	}));
	if (json) {
		printJson(io, { items });
		return;
	}
	const rows = SAMPLES.map(({ side, sample: { kind, meaning } }) => [
		...[kind, say(side), meaning[column]],
	]);
	io.out(await tableText(io, [say('kind'), say('from'), say('meaning')], rows));
}

/** `greenapi-rc trigger`: plays a webhook to the running daemon as the cloud would send it. */
export async function triggerCommand(io: Io, kind: string, options: TriggerOptions): Promise<void> {
	const say = wordsOf(io, WORDS);
	const sample = sampleOf(kind, say);
	if (sample.side === 'rocketChat' && sample.sample.hasFile && options.fileUrl === undefined)
		throw inputMissing(['--file-url']);
	const chatId = readCustomer(options.phone);
	const wish = {
		...{ chatId, name: options.name, text: options.text ?? `Sample: ${kind}` },
		...{ fileUrl: options.fileUrl ?? PUBLIC_FILE, about: options.messageId ?? '' },
	};
	await withKey(io, async ({ config, database }) => {
		const scope = { idInstance: options.instance, workspaceUrl: options.workspace, chatId };
		const actor = operatorOf(io);
		const target = await findTriggerTarget({ database }, actor, scope);
		const make = (): Played => bodyOf(sample, target, wish, say);
		const first = make();
		const door = await doorOf(io, sample, target, config, options, say);
		if (options.dryRun) {
			io.err(say('dryRun', { url: `${door.url}${door.path}` }));
			io.err(`${door.header}: ***`);
			io.out(JSON.stringify(first.body, undefined, 2));
			return;
		}
		const rest = Array.from({ length: options.count - 1 }, () => make);
		await play(io, { sample, target, database, door, options, say }, [() => first, ...rest]);
	});
}

type Play = {
	readonly sample: Sample;
	readonly target: TriggerTarget;
	readonly database: Database;
	readonly door: Door;
	readonly options: TriggerOptions;
	readonly say: Say;
};

type Ended = { readonly row: LedgerView | undefined; readonly message: string };

async function play(io: Io, scene: Play, makers: readonly (() => Played)[]): Promise<void> {
	const { sample, options, say } = scene;
	const ended: Ended[] = [];
	const http = await openOwnClient();
	try {
		for (const make of makers) {
			const one = await playOne(scene, http, make());
			ended.push(one);
			if (options.json === undefined) io.out(lineOf(sample, one, say));
		}
	} finally {
		await http.close();
	}
	if (options.json) printJson(io, { items: ended.map((one) => itemOf(sample, one)) });
	judge(io, ended, options, say);
}

async function playOne(
	{ target, database, door, options, say }: Play,
	http: Awaited<ReturnType<typeof openOwnClient>>,
	played: Played,
): Promise<Ended> {
	const { stores } = database;
	const before = await stores.traffic.newestId();
	const message = await postWebhook(http, door, played.body, say);
	const row = await rowOf(stores, played, before, target.instance.id);
	if (row === undefined || options.wait === undefined) return { row, message };
	return { row: await settled(stores, row, options.wait * 1000), message };
}

function lineOf({ sample }: Sample, { row, message }: Ended, say: Say): string {
	const answered = message === '' ? '' : say('answered', { message: oneLine(message) });
	const noRow = sample.leavesNoRow ? say('noRow') : say('ignored');
	const outcome =
		row === undefined
			? answered || noRow
			: say('accepted', { id: row.id, state: say(`state.${row.state}`) });
	const error = row?.state === 'dead' ? `: ${oneLine(row.lastError ?? '')}` : '';
	return `${sample.kind}  ${outcome}${error}`;
}

function itemOf({ sample }: Sample, { row, message }: Ended): object {
	return {
		kind: sample.kind,
		id: row?.id ?? null,
		state: row?.state ?? null,
		targetId: row?.targetId ?? null,
		lastError: row?.lastError ?? null,
		note: row?.note ?? null,
		message: message === '' ? null : message,
	};
}

/** Throws RefusedError `not-settled` when somebody waited and not everything crossed. */
function judge(io: Io, ended: readonly Ended[], { wait }: TriggerOptions, say: Say): void {
	const rows = ended.flatMap(({ row }) => row ?? []);
	const bad = rows.filter((row) => row.state === 'dead' || isOpen(row));
	const [first = rows[0]] = bad;
	const advice = first === undefined ? '' : say('traceAdvice', { id: first.id });
	if (wait === undefined || first === undefined || bad.length === 0) {
		if (first !== undefined) io.err(advice);
		return;
	}
	const isLate = bad.every(isOpen);
	const message = isLate
		? say('stillOpen', { seconds: wait })
		: say('notWell', { count: bad.length, all: ended.length });
	throw new RefusedError(message, { code: 'not-settled', help: advice });
}

/** GREEN-API's token is in the database; of a workspace's only a fingerprint is: whoever plays its webhook must have it. */
async function doorOf(
	io: Io,
	{ side }: Sample,
	{ instance }: TriggerTarget,
	config: Config,
	options: TriggerOptions,
	say: Say,
): Promise<Door> {
	const url = urlOf(config, options, say);
	if (side === 'whatsapp') {
		const token = `Bearer ${instance.webhookToken}`;
		return { url, path: GREEN_API_PATH, header: 'Authorization', token };
	}
	const rest = { url, path: ROCKET_PATH, header: 'X-Rocketchat-Livechat-Token' };
	if (options.dryRun) return { ...rest, token: '' };
	const flag = '--token-file';
	const given = options.tokenFile;
	const question = { flag, message: say('token'), given, isSecret: true } as const;
	const { token } = await (await openForm(io, { token: question })).fill();
	return { ...rest, token };
}

function urlOf(config: Config, options: TriggerOptions, say: Say): string {
	const missing = (what: 'noUrl' | 'noPublicUrl', help: 'sayUrl' | 'setPublicUrl') =>
		new RefusedError(say(what), { code: 'daemon-not-running', help: say(help) });
	if (options.url !== undefined) return options.url.replace(/\/+$/u, '');
	if (options.public) {
		if (config.appUrl === undefined) throw missing('noPublicUrl', 'setPublicUrl');
		return config.appUrl;
	}
	const url = daemonUrl(config);
	if (url === undefined) throw missing('noUrl', 'sayUrl');
	return url;
}

function sampleOf(kind: string, say: Say): Sample {
	const found = SAMPLES.find(({ sample }) => sample.kind === kind);
	if (found !== undefined) return found;
	const start = kind.slice(0, 3).toLowerCase();
	const kinds = SAMPLES.map(({ sample }) => sample.kind).filter((one) => one.includes(start));
	throw new RefusedError(say('unknownKind', { kind: oneLine(kind) }), {
		code: 'unknown-kind',
		help: kinds.length === 0 ? say('noneSimilar') : say('similar', { kinds: kinds.join(', ') }),
	});
}
