import { ledgerWord } from '../../ledger-words.js';
import { ago, oneLine } from '../../shown.js';
import { lineOf } from './command-line.js';
import { action, area, showList } from './menu.js';
import type { Entry, List } from './menu.js';
import type { Text } from './text.js';

/** A message, as far as the lists print it with `--json`. */
export type Message = {
	readonly id: number;
	readonly direction: string;
	readonly kind: string;
	readonly instance: string;
	readonly chat: string | null;
	/** Of dead letters there is none: they are in no other. */
	readonly state?: string;
	readonly acceptedAt?: string;
};

const WORDS = {
	title: ['Messages', 'Сообщения'],
	about: ['where is it? search, trace, send', 'где оно? поиск, путь, отправка'],
	newest: ['The newest…', 'Последние…'],
	newestAbout: [
		'search by number, phone or chat as you type; newest first',
		'поиск по номеру, телефону или чату при вводе; новые первыми',
	],
	waiting: ['What waits…', 'Ждущие…'],
	waitingAbout: ['accepted, not delivered yet', 'приняты, ещё не доставлены'],
	none: ['There are no such messages.', 'Таких сообщений нет.'],
	find: ['Find by phone number or id', 'Найти по телефону или id'],
	findAbout: [
		'of any age: a number of a message, its id on either side, a phone, a chat',
		'любой давности: номер, id с любой стороны, телефон, чат',
	],
	what: ['Phone number, chat or id', 'Телефон, чат или id'],
	beyond: ['Look for it among all messages', 'Искать среди всех сообщений'],
	beyondAbout: ['also those that are not in this list', 'и среди тех, которых нет в этом списке'],
	trace: ['Trace it', 'Проследить путь'],
	traceAbout: [
		'its whole way: attempts, errors, receipts, what to do',
		'весь путь: попытки, ошибки, отметки, что делать',
	],
	text: ['Trace it with what it says', 'Проследить путь вместе с текстом'],
	textAbout: ['shows the customer’s text on this screen', 'покажет текст клиента на экране'],
	chat: ['Trace its whole chat', 'Проследить весь чат'],
	chatAbout: ['the newest messages, both ways', 'последние сообщения в обе стороны'],
	retry: ['Deliver it again', 'Доставить снова'],
	retryAbout: ['a dead letter; it may arrive twice', 'недоставленное; может прийти дважды'],
	drop: ['Give it up', 'Отказаться от доставки'],
	dropAbout: [
		'asks for its number; it is never delivered, what is behind it goes on',
		'попросит ввести номер; доставлено не будет, очередь пойдёт дальше',
	],
	send: ['Send a message', 'Отправить сообщение'],
	sendAbout: ['to a WhatsApp number, as an instance', 'на номер WhatsApp от имени инстанса'],
	sendFile: ['Send a file', 'Отправить файл'],
	sendFileAbout: ['a picture, a document, a recording, …', 'картинку, документ, запись, …'],
	path: ['Path of the file', 'Путь к файлу'],
	phone: ['Phone number, e.g. +49 151 2345678', 'Номер телефона, например +49 151 2345678'],
	say: ['What to send', 'Что отправить'],
	listen: ['Follow live', 'Следить вживую'],
	listenAbout: ['messages as they cross; Ctrl+C comes back', 'по мере прохождения; Ctrl+C вернёт'],
	export: ['Export the chat', 'Выгрузить чат'],
	exportAbout: [
		'all that is kept of it, into a new file; asks for its name',
		'всё, что о нём хранится, в новый файл; спросит его имя',
	],
	whose: ['Phone number or chat id', 'Номер телефона или id чата'],
	file: ['New file, e.g. chat.txt', 'Новый файл, например chat.txt'],
	erase: ['Erase the contact', 'Стереть контакт'],
	eraseAbout: [
		'asks for the number; all that is kept of this customer goes',
		'попросит ввести номер; всё об этом клиенте будет удалено',
	],
} as const satisfies Record<string, Text>;

const MOST = '500';

export const MESSAGES: Entry = area({ title: WORDS.title, describe: WORDS.about }, [
	listEntry(WORDS.newest, WORDS.newestAbout, []),
	listEntry(WORDS.waiting, WORDS.waitingAbout, ['--state', 'pending']),
	action({
		title: WORDS.find,
		describe: WORDS.findAbout,
		async args(desk) {
			const what = await desk.text(WORDS.what);
			return what === undefined ? undefined : lineOf('trace', [what]);
		},
	}),
	...sendEntries({}),
	action({ title: WORDS.listen, describe: WORDS.listenAbout, args: ['listen'] }),
]);

function listEntry(title: Text, describe: Text, options: readonly string[]): Entry {
	return {
		...{ title, describe },
		run: (desk) => showList(desk, messageList(options)),
	};
}

/** The newest messages that `options` of list-messages leave, newest first. */
export function messageList(options: readonly string[]): List<Message> {
	return {
		title: WORDS.title,
		none: WORDS.none,
		async load(desk) {
			const answer = await desk.read(['list-messages', ...options, '--limit', MOST]);
			return newestFirst((answer as { items: readonly Message[] } | undefined)?.items);
		},
		cells: ({ id, direction, kind, instance, chat, state = '', acceptedAt }, { io }) => [
			...[String(id), chat ?? ''],
			acceptedAt === undefined ? '' : ago(Date.parse(acceptedAt), Date.now(), io.language()),
			...[state, direction, kind].map((word) => ledgerWord(io, word)),
			instance,
		],
		keywords: ({ state = '', direction, kind }) => [state, direction, kind],
		open: (message) => ({ title: `#${message.id}`, entries: messageEntries(message) }),
		beyond: (typed) =>
			action({
				title: WORDS.beyond,
				describe: WORDS.beyondAbout,
				args: lineOf('trace', [typed]),
			}),
	};
}

export function newestFirst(messages: readonly Message[] | undefined) {
	return messages && [...messages].sort((one, other) => other.id - one.id);
}

/** What can be done with a message. */
export function messageEntries({ id, chat, instance, state }: Message): readonly Entry[] {
	const number = String(id);
	return [
		action({ title: WORDS.trace, describe: WORDS.traceAbout, args: ['trace', number] }),
		...(state === 'dead'
			? [
					action({
						title: WORDS.retry,
						describe: WORDS.retryAbout,
						args: ['retry-message', number],
						after: 'back',
					}),
				]
			: []),
		action({
			title: WORDS.text,
			describe: WORDS.textAbout,
			args: ['trace', number, '--show-text'],
		}),
		...(chat === null ? [] : chatEntries(chat, instance)),
		...(state === 'done' || state === 'skipped'
			? []
			: [
					action({
						title: WORDS.drop,
						describe: WORDS.dropAbout,
						args: ['drop-message', number],
						after: 'back',
					}),
				]),
	];
}

function chatEntries(chat: string, instance: string): readonly Entry[] {
	return [
		action({ title: WORDS.chat, describe: WORDS.chatAbout, args: lineOf('trace', [chat]) }),
		...sendEntries({ chat, instance }),
		exportEntry(chat),
		action({
			title: WORDS.erase,
			describe: WORDS.eraseAbout,
			args: lineOf('erase-contact', [chat]),
		}),
	];
}

/** What is not said is asked for. */
export function exportEntry(known: string | undefined): Entry {
	return action({
		title: WORDS.export,
		describe: WORDS.exportAbout,
		async args(desk) {
			const chat = known ?? (await desk.text(WORDS.whose));
			const file = chat === undefined ? undefined : await desk.text(WORDS.file);
			if (chat === undefined || file === undefined) return undefined;
			return lineOf('export-chat', [chat], [`--out=${file}`]);
		},
	});
}

type Recipient = { readonly chat?: string; readonly instance?: string };

/** What is not said is asked for: the number here, the instance by the command where there are several. */
export function sendEntries(from: Recipient): Entry[] {
	return [
		sendEntry(from, {
			...{ title: WORDS.send, describe: WORDS.sendAbout, question: WORDS.say },
			line: (to, text, options) => lineOf('send', [to, text], options),
		}),
		sendEntry(from, {
			...{ title: WORDS.sendFile, describe: WORDS.sendFileAbout, question: WORDS.path },
			line: (to, path, options) => lineOf('send', [to], [`--file=${path}`, ...options]),
		}),
	];
}

type Sending = {
	readonly title: Text;
	readonly describe: Text;
	/** What is asked besides the number. */
	readonly question: Text;
	line(to: string, what: string, options: readonly string[]): readonly string[];
};

function sendEntry({ chat, instance }: Recipient, sending: Sending): Entry {
	const options = instance === undefined ? [] : ['--instance', instance];
	const { title, describe, question, line } = sending;
	return action({
		...{ title, describe },
		note: chat === undefined ? undefined : oneLine(chat),
		async args(desk) {
			const to = chat ?? (await desk.text(WORDS.phone));
			const what = to === undefined ? undefined : await desk.text(question);
			return to === undefined || what === undefined ? undefined : line(to, what, options);
		},
	});
}
