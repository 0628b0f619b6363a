import { ledgerWord } from '../../ledger-words.js';
import { ago } from '../../shown.js';
import { action, area, showList } from './menu.js';
import type { Entry, List } from './menu.js';
import { messageEntries, newestFirst } from './messages.js';
import type { Message } from './messages.js';
import type { Text } from './text.js';

/** A dead letter, as `list-dead-letters --json` says it. */
type Letter = Message & { readonly since: string; readonly reason: string | null };

const WORDS = {
	title: ['Dead letters', 'Недоставленные'],
	about: [
		'what was given up: why, and deliver again',
		'от чего отказались: почему, и доставить снова',
	],
	choose: ['Choose one…', 'Выбрать…'],
	chooseAbout: [
		'search by number, phone, instance or reason; newest first',
		'поиск по номеру, телефону, инстансу или причине; новые первыми',
	],
	none: ['There are no dead letters.', 'Недоставленных нет.'],
	table: ['As a table', 'Таблицей'],
	tableAbout: ['the newest 50', 'последние 50'],
	all: ['Deliver all of them again', 'Доставить все снова'],
	allAbout: [
		'when the reason is gone; each goes in its order',
		'когда причина устранена; каждое в своём порядке',
	],
	sure: ['Deliver all dead letters again?', 'Доставить все недоставленные снова?'],
	no: ['No, leave them', 'Нет, оставить'],
	yes: ['Yes, all of them', 'Да, все'],
} as const satisfies Record<string, Text>;

const MOST = '1000';

/** @param count How many there are, as far as is known. */
export function deadLettersArea(count: number | undefined): Entry {
	const note = count === undefined || count === 0 ? undefined : String(count);
	return area({ title: WORDS.title, describe: WORDS.about, note }, [
		{
			title: WORDS.choose,
			describe: WORDS.chooseAbout,
			run: (desk) => showList(desk, deadLetterList([])),
		},
		action({ title: WORDS.table, describe: WORDS.tableAbout, args: ['list-dead-letters'] }),
		action({
			title: WORDS.all,
			describe: WORDS.allAbout,
			async args(desk) {
				const answers = (['no', 'yes'] as const).map((value) => ({
					value,
					name: desk.say(WORDS[value]),
				}));
				const answer = await desk.pick(desk.say(WORDS.sure), answers);
				return answer === 'yes' ? ['retry-message', '--all'] : undefined;
			},
		}),
	]);
}

/** The dead letters that `options` of list-dead-letters leave, newest first. */
export function deadLetterList(options: readonly string[]): List<Letter> {
	return {
		title: WORDS.title,
		none: WORDS.none,
		async load(desk) {
			const answer = await desk.read(['list-dead-letters', ...options, '--limit', MOST]);
			return newestFirst((answer as { items: readonly Letter[] } | undefined)?.items) as
				readonly Letter[] | undefined;
		},
		cells: ({ id, direction, kind, instance, chat, since, reason }, { io }) => [
			...[String(id), chat ?? '', ago(Date.parse(since), Date.now(), io.language())],
			(reason ?? '').split(':')[0] ?? '',
			...[direction, kind].map((word) => ledgerWord(io, word)),
			instance,
		],
		keywords: ({ reason, direction, kind }) => [reason ?? '', direction, kind],
		open: (letter) => ({
			title: `#${letter.id}`,
			entries: messageEntries({ ...letter, state: 'dead' }),
		}),
	};
}
