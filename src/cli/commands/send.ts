import { systemClock } from '../../core/clock.js';
import type { Config } from '../../core/config/fields.js';
import { loadTextOverrides } from '../../core/config/text-overrides.js';
import { createTrust } from '../../core/config/trust.js';
import { RefusedError } from '../../core/domain/errors.js';
import { isFailure } from '../../core/domain/ledger.js';
import { createGreenApiClient } from '../../core/green-api/client.js';
import { createHttpClient } from '../../core/http/client.js';
import { createPreferenceBook } from '../../core/ledger/preference-book.js';
import { customerName, readCustomer } from '../../core/operations/phone.js';
import { createSendMessage } from '../../core/operations/send-message.js';
import type { MessageAccepted } from '../../core/operations/send-message.js';
import { typed } from '../../core/operations/typed.js';
import type { Database } from '../../core/storage/database.js';
import type { LedgerView } from '../../core/storage/ledger-view.js';
import { largestFile } from '../../core/translate/to-whatsapp/limits.js';
import { createPhrasebook } from '../../core/texts/phrasebook.js';
import { printJson } from '../answer.js';
import { openForm } from '../form.js';
import type { Io } from '../io.js';
import { oneLine } from '../shown.js';
import { sizeText } from '../sizes.js';
import { whileWaiting } from '../waiting.js';
import { operatorOf } from '../with-ledger.js';
import { withKey } from '../with-key.js';
import { wordsOf } from '../words.js';
import type { SayWord, Words } from '../words.js';
import { openFile } from './send/file.js';
import type { OpenedFile } from './send/file.js';

export type SendOptions = {
	readonly instance?: string;
	readonly workspace?: string;
	/** Path; - is standard input. */
	readonly file?: string;
	readonly caption?: string;
	/** What the customer sees as the file's name. */
	readonly name?: string;
	/** Seconds. */
	readonly wait?: number;
	readonly json?: true;
};

const WORDS = {
	text: ['What shall be sent?', 'Что отправить?'],
	asking: ['Asking GREEN-API about the number', 'Проверяю номер в GREEN-API'],
	keeping: [
		'Asking GREEN-API about the number, and keeping the file',
		'Проверяю номер в GREEN-API и сохраняю файл',
	],
	waiting: ['Waiting for the receipt', 'Жду подтверждения'],
	accepted: [
		'Message {id} to {phone} is written down; the daemon sends it.',
		'Сообщение {id} для {phone} записано; его отправит демон.',
	],
	acceptedFile: [
		'Message {id} to {phone} with {file} ({size}) is written down; the daemon sends it.',
		'Сообщение {id} для {phone} с файлом {file} ({size}) записано; его отправит демон.',
	],
	sent: ['Message {id} to {phone}: {receipt}', 'Сообщение {id} для {phone}: {receipt}'],
	unchecked: [
		'GREEN-API did not answer: whether the number has WhatsApp shows when it is sent.',
		'GREEN-API не ответил: есть ли у номера WhatsApp, выяснится при отправке.',
	],
	trace: ['greenapi-rc trace {id} says where it is.', 'Где оно сейчас: greenapi-rc trace {id}'],
	dead: ['Message {id} was not delivered: {reason}', 'Сообщение {id} не доставлено: {reason}'],
	open: [
		'Message {id} has no receipt after {seconds} s. It goes on: it is sent as soon as that is possible.',
		'Для сообщения {id} нет подтверждения за {seconds} с. Оно будет отправлено, как только это станет возможно.',
	],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

const LOOK_EVERY_MS = 250;
const MB = 1024 * 1024;

/** `greenapi-rc send`: writes a text, or sends a file, to a customer through the ledger. The daemon sends it, now or when it runs again. */
export async function sendCommand(
	io: Io,
	phone: string,
	given: string | undefined,
	options: SendOptions,
): Promise<void> {
	const say = wordsOf(io, WORDS);
	readCustomer(phone);
	const letter =
		options.file === undefined
			? { text: given === '-' ? await readAll(io) : await askText(io, given, say) }
			: {
					text: options.caption ?? '',
					opened: await openFile(options.file, options.name, io.process.stdin),
				};
	await withKey(io, async ({ config, database }) => {
		const accepted = await accept(io, config, database, { phone, ...letter, options });
		if (!accepted.isChecked) io.err(say('unchecked'));
		const last =
			options.wait === undefined
				? undefined
				: await follow(io, database, accepted, options.wait, say);
		tell(io, accepted, last, options, say);
	}).finally(() => letter.opened?.close());
}

async function askText(io: Io, given: string | undefined, say: Say): Promise<string> {
	const form = await openForm(io, { text: { flag: '<text>', message: say('text'), given } });
	return (await form.fill()).text;
}

async function readAll({ process }: Io): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer));
	return Buffer.concat(chunks).toString('utf8');
}

type Wanted = {
	readonly phone: string;
	readonly text: string;
	readonly opened?: OpenedFile;
	readonly options: SendOptions;
};

/** GREEN-API is reached as the daemon reaches it. */
async function accept(
	io: Io,
	config: Config,
	database: Database,
	{ phone, text, opened, options }: Wanted,
): Promise<MessageAccepted> {
	const clock = systemClock;
	const { stores } = database;
	const http = createHttpClient({ isTrusted: createTrust({ ...config, allowedWorkspaces: [] }) });
	const send = typed(
		createSendMessage({
			...{ database, clock, preferences: createPreferenceBook({ stores, clock }) },
			phrasebook: createPhrasebook(loadTextOverrides(config.textsFile)),
			createClient: (access) => createGreenApiClient({ http, access, clock }),
			async reportState(id, state) {
				await stores.instanceStates.report(id, { state, wid: '', at: clock.now() });
			},
		}),
	);
	try {
		const actor = operatorOf(io);
		const scope = { idInstance: options.instance, workspaceUrl: options.workspace };
		const file = opened && { ...opened, largest: largestFile(config.maxFileMb * MB) };
		const sending = send(actor, { phone, text, file, ...scope });
		const say = wordsOf(io, WORDS);
		return await whileWaiting(io, say(file === undefined ? 'asking' : 'keeping'), sending);
	} finally {
		await http.close();
	}
}

/** The last of its rows as it is when it has a receipt or is given up, or when the time is over. */
function follow(
	io: Io,
	{ stores }: Database,
	{ ids }: MessageAccepted,
	seconds: number,
	say: Say,
): Promise<readonly LedgerView[]> {
	const until = Date.now() + seconds * 1000;
	const look = async (): Promise<readonly LedgerView[]> => {
		for (;;) {
			const rows = await stores.inspection.view(ids);
			if (rows.every(isThrough) || Date.now() > until) return rows;
			await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
		}
	};
	return whileWaiting(io, say('waiting'), look());
}

function isThrough({ state, receipt }: LedgerView): boolean {
	return ['dead', 'skipped'].includes(state) || (receipt !== null && receipt !== 'suspended');
}

/** Throws RefusedError `not-settled` when somebody waited and it has not arrived. */
function tell(
	io: Io,
	accepted: MessageAccepted,
	rows: readonly LedgerView[] | undefined,
	{ json, wait }: SendOptions,
	say: Say,
): void {
	const [id = 0] = accepted.ids;
	const phone = customerName(accepted.chatId);
	const unlucky = rows?.find((row) => !isThrough(row) || hasFailed(row));
	if (json) printJson(io, itemOf(accepted, rows));
	else if (rows === undefined) io.out(acceptedText(accepted, phone, say));
	else if (unlucky === undefined)
		for (const row of rows) io.out(say('sent', { id: row.id, phone, receipt: row.receipt ?? '' }));
	if (unlucky === undefined) {
		io.err(say('trace', { id }));
		return;
	}
	const reason = oneLine(unlucky.lastError ?? unlucky.note ?? unlucky.receipt ?? '');
	const message = hasFailed(unlucky)
		? say('dead', { id: unlucky.id, reason })
		: say('open', { id: unlucky.id, seconds: wait ?? 0 });
	throw new RefusedError(message, {
		code: 'not-settled',
		help: say('trace', { id: unlucky.id }),
	});
}

function acceptedText({ ids, file }: MessageAccepted, phone: string, say: Say): string {
	const id = ids.join(', ');
	if (file === undefined) return say('accepted', { id, phone });
	return say('acceptedFile', { id, phone, file: oneLine(file.name), size: sizeText(file.size) });
}

function hasFailed({ state, receipt }: LedgerView): boolean {
	return ['dead', 'skipped'].includes(state) || (receipt !== null && isFailure(receipt));
}

function itemOf(
	{ ids, instanceId, chatId, isChecked, file }: MessageAccepted,
	rows: readonly LedgerView[] | undefined,
): object {
	return {
		...{ instance: instanceId, chat: chatId, isChecked },
		...(file && { file: { name: file.name, size: file.size, sha256: file.sha256 } }),
		items: ids.map((id) => {
			const row = rows?.find((one) => one.id === id);
			const { state = 'pending', targetId = null, receipt = null, lastError = null } = row ?? {};
			return { id, state, targetId, receipt, lastError };
		}),
	};
}
