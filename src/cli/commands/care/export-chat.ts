import type { Entry } from '../../../core/operations/conversation-entry.js';
import { createExportChat } from '../../../core/operations/export-chat.js';
import type { ExportedChat } from '../../../core/operations/export-chat.js';
import type { Io } from '../../io.js';
import { isoOf, isoOrNull, oneLine, safeLine, timeOf } from '../../shown.js';
import { openSink } from '../../sink.js';
import type { Sink } from '../../sink.js';
import { operatorOf, withDatabase } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { SayWord, Words } from '../../words.js';

export type ExportChatOptions = {
	readonly format: 'text' | 'json';
	readonly json?: true;
	readonly out?: string;
	/** Epoch milliseconds. */
	readonly since?: number;
	readonly until?: number;
	readonly instance?: string;
};

const WORDS = {
	head: ['Chat {chat}, {name}, instance {instance}', 'Чат {chat}, {name}, инстанс {instance}'],
	agent: ['agent', 'агент'],
	phone: ['from the phone', 'с телефона'],
	bridge: ['automatic message', 'автоматическое сообщение'],
	customer: ['customer', 'клиент'],
	edit: ['edited', 'изменено'],
	deletion: ['deleted', 'удалено'],
	reaction: ['reaction', 'реакция'],
	unreacted: ['reaction taken back', 'реакция убрана'],
	gone: ['(its words were removed, or can not be read)', '(текст удалён или не читается)'],
	pending: ['not delivered yet', 'ещё не доставлено'],
	waiting: ['waits for its message', 'ждёт своего сообщения'],
	dead: ['not delivered', 'не доставлено'],
	sent: ['sent', 'отправлено'],
	delivered: ['delivered', 'доставлено'],
	read: ['read', 'прочитано'],
	failed: ['refused by WhatsApp', 'не принято WhatsApp'],
	written: ['{count} entries were written to {path}.', 'Записей: {count}, в файле {path}.'],
	empty: ['There is nothing in that time.', 'За это время ничего нет.'],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** How a conversation is written, piece by piece. */
type Writer = {
	readonly head: string;
	entry(entry: Entry, isFirst: boolean): string;
	readonly end: string;
};

/** `greenapi-rc export-chat`: a conversation for reading or for programs, read and written piece by piece. */
export async function exportChatCommand(
	io: Io,
	chat: string,
	{ format, json, out, instance, since, until }: ExportChatOptions,
): Promise<void> {
	const say = wordsOf(io, WORDS);
	await withDatabase(io, async ({ database }) => {
		const exported = await createExportChat({ database })(operatorOf(io), {
			chat,
			idInstance: instance,
			since,
			until,
		});
		const writer = json || format === 'json' ? jsonWriter(exported) : textWriter(say, exported);
		const sink = openSink(io, out);
		try {
			const count = await writeAll(sink, writer, exported);
			sink.finish();
			if (out !== undefined) io.err(say('written', { count, path: out }));
			else if (count === 0) io.err(say('empty'));
		} catch (error) {
			sink.discard();
			throw error;
		}
	});
}

async function writeAll(sink: Sink, writer: Writer, { entries }: ExportedChat): Promise<number> {
	let count = 0;
	await sink.write(writer.head);
	for await (const entry of entries) {
		if (sink.isClosed()) return count;
		await sink.write(writer.entry(entry, count === 0));
		count += 1;
	}
	await sink.write(writer.end);
	return count;
}

function jsonWriter({ chats }: ExportedChat): Writer {
	const places = chats.map(({ chatId, instanceId, name }) => ({
		...{ chat: chatId, instance: instanceId, name },
	}));
	return {
		head: `{\n  "version": 1,\n  "chats": ${JSON.stringify(places)},\n  "items": [`,
		entry: (entry, isFirst) => `${isFirst ? '' : ','}\n    ${JSON.stringify(itemOf(entry))}`,
		end: '\n  ]\n}\n',
	};
}

function itemOf(entry: Entry): object {
	const { id, at, by, author, kind, text, file, about, quote, isUnreadable, row } = entry;
	return {
		...{ id, at: isoOf(at), by, author, kind, text },
		...{ file: file ?? null, about: about ?? null, quote: quote ?? null, isUnreadable },
		...{ state: row.state, receipt: row.receipt, instance: row.instanceId },
		...{ sourceId: row.sourceId, targetId: row.targetId },
		settledAt: isoOrNull(row.settledAt),
	};
}

function textWriter(say: Say, { chats }: ExportedChat): Writer {
	const heads = chats.map(({ chatId, instanceId, name }) =>
		say('head', { chat: oneLine(chatId), name: oneLine(name), instance: instanceId }),
	);
	return {
		head: `${heads.join('\n')}\n`,
		entry: (entry) => `\n${linesOf(say, entry).join('\n')}\n`,
		end: '',
	};
}

function linesOf(say: Say, entry: Entry): string[] {
	const { at, author, text, file, quote, isUnreadable } = entry;
	const who = author === '' ? say(entry.by) : `${oneLine(author)}${roleOf(say, entry)}`;
	const marks = [deedOf(say, entry), fateOf(say, entry)].filter((mark) => mark !== '');
	const lines = text === '' ? [] : text.split('\n').map(safeLine);
	return [
		[timeOf(at), who, ...marks].join('  '),
		...(quote === undefined ? [] : [`  > ${oneLine(`${quote.author}: ${quote.excerpt}`)}`]),
		...(file === undefined ? [] : [`  [${oneLine(file.name)}] ${oneLine(file.link)}`.trimEnd()]),
		...lines.map((line) => `  ${line}`),
		...(isUnreadable ? [`  ${say('gone')}`] : []),
	];
}

function roleOf(say: Say, { by }: Entry): string {
	return by === 'customer' ? '' : ` (${say(by)})`;
}

function deedOf(say: Say, { kind, text }: Entry): string {
	if (kind === 'edit' || kind === 'deletion') return say(kind);
	if (kind !== 'reaction') return '';
	return text === '' ? say('unreacted') : say('reaction');
}

function fateOf(say: Say, { row }: Entry): string {
	if (row.state === 'pending' || row.state === 'waiting' || row.state === 'dead')
		return say(row.state);
	if (row.receipt === null) return '';
	const isGood = row.receipt === 'sent' || row.receipt === 'delivered' || row.receipt === 'read';
	return say(isGood ? row.receipt : 'failed');
}
