import { oneLine } from '../../shown.js';
import { lineOf } from './command-line.js';
import { deadLetterList } from './dead-letters.js';
import { action, area, showList } from './menu.js';
import type { Entry, List } from './menu.js';
import { messageList, sendEntries } from './messages.js';
import { changePreferences } from './preferences.js';
import type { Text } from './text.js';

/** An instance, as `list-instances --json` says it. */
export type Instance = {
	readonly instance: string;
	readonly state: string;
	readonly owner: string | null;
	readonly workspace: string;
};

const WORDS = {
	title: ['Instances', 'Инстансы'],
	about: ['the WhatsApp numbers that are connected', 'подключённые номера WhatsApp'],
	choose: ['Choose one…', 'Выбрать…'],
	chooseAbout: [
		'by id, state or owner; then: link, settings, pause, messages, remove',
		'по id, состоянию, владельцу; затем: привязка, настройки, пауза, удаление',
	],
	none: ['No instance is connected yet.', 'Ещё не подключён ни один инстанс.'],
	table: ['As a table', 'Таблицей'],
	tableAbout: ['all of them, oldest first', 'все, начиная с первых'],
	connect: ['Connect one', 'Подключить'],
	connectAbout: [
		'asks for idInstance and apiTokenInstance of the GREEN-API console',
		'спросит idInstance и apiTokenInstance из консоли GREEN-API',
	],
	show: ['Show it', 'Показать'],
	showAbout: [
		'state, settings against the wanted ones, the queue at GREEN-API',
		'состояние, отличия настроек от нужных, очередь в GREEN-API',
	],
	link: ['Link WhatsApp by a QR code', 'Привязать WhatsApp по QR-коду'],
	linkAbout: [
		'drawn here, and anew as it expires; Ctrl+C comes back',
		'рисуется здесь и обновляется, пока не отсканирован; Ctrl+C вернёт назад',
	],
	pair: ['Link WhatsApp by a pairing code', 'Привязать WhatsApp по коду'],
	pairAbout: [
		'asks for the phone number; the code is typed on the phone',
		'спросит номер телефона; код вводится на телефоне',
	],
	phone: ['Phone number, e.g. +49 151 2345678', 'Номер телефона, например +49 151 2345678'],
	settings: ['Put its settings right', 'Исправить настройки'],
	settingsAbout: [
		'shows the difference first; the instance restarts',
		'сначала покажет отличия; инстанс перезапустится',
	],
	messages: ['Its newest messages…', 'Последние сообщения…'],
	messagesAbout: ['search, trace, deliver again', 'поиск, путь, повторная доставка'],
	dead: ['Its dead letters…', 'Недоставленные…'],
	deadAbout: ['what was given up, and why', 'что не удалось доставить и почему'],
	preferences: ['Preferences as a table', 'Настройки поведения таблицей'],
	preferencesAbout: ['what counts for it, and where it comes from', 'что действует и откуда взято'],
	pause: ['Pause it', 'Приостановить'],
	pauseAbout: [
		'nothing is delivered, everything is kept, until it is resumed',
		'ничего не доставляется, всё сохраняется до возобновления',
	],
	resume: ['Resume it', 'Возобновить'],
	resumeAbout: ['deliver what was kept', 'доставить накопленное'],
	reboot: ['Restart it at GREEN-API', 'Перезапустить в GREEN-API'],
	rebootAbout: ['when it hangs; takes a minute', 'если завис; занимает минуту'],
	logout: ['Log out of WhatsApp', 'Выйти из WhatsApp'],
	logoutAbout: [
		'asks for its id; it must be linked again afterwards',
		'попросит ввести id; потом нужна новая привязка',
	],
	remove: ['Remove it', 'Удалить'],
	removeAbout: [
		'asks for its id; what has crossed stays in the database',
		'попросит ввести id; доставленное остаётся в базе',
	],
} as const satisfies Record<string, Text>;

export const INSTANCES: Entry = area({ title: WORDS.title, describe: WORDS.about }, [
	{
		title: WORDS.choose,
		describe: WORDS.chooseAbout,
		run: (desk) => showList(desk, instanceListOf(undefined)),
	},
	action({ title: WORDS.table, describe: WORDS.tableAbout, args: ['list-instances'] }),
	action({ title: WORDS.connect, describe: WORDS.connectAbout, args: ['create-instance'] }),
]);

/** The instances of a workspace, or of all. */
export function instanceListOf(workspace: string | undefined): List<Instance> {
	const options = workspace === undefined ? [] : ['--workspace', workspace];
	return {
		title: WORDS.title,
		none: WORDS.none,
		async load(desk) {
			const answer = await desk.read(['list-instances', ...options]);
			return (answer as { items: readonly Instance[] } | undefined)?.items;
		},
		cells: ({ instance, state, owner, workspace: place }) => [
			...[instance, state, owner ?? '', place],
		],
		open: (row) => ({
			// Without its state: what is done here changes it.
			title: oneLine(row.instance),
			entries: instanceEntries(row.instance),
		}),
	};
}

/** What can be done with an instance, the most wanted first and the most dangerous last. */
export function instanceEntries(id: string): readonly Entry[] {
	return [
		action({ title: WORDS.show, describe: WORDS.showAbout, args: ['show-instance', id] }),
		...linking(id),
		{
			title: WORDS.messages,
			describe: WORDS.messagesAbout,
			run: (desk) => showList(desk, messageList(['--instance', id])),
		},
		{
			title: WORDS.dead,
			describe: WORDS.deadAbout,
			run: (desk) => showList(desk, deadLetterList(['--instance', id])),
		},
		...sendEntries({ instance: id }),
		changePreferences({ instance: id }),
		action({
			title: WORDS.preferences,
			describe: WORDS.preferencesAbout,
			args: ['list-preferences', '--instance', id],
		}),
		...states(id),
	];
}

function linking(id: string): readonly Entry[] {
	return [
		action({
			title: WORDS.link,
			describe: WORDS.linkAbout,
			args: ['link-instance', id],
		}),
		action({
			title: WORDS.pair,
			describe: WORDS.pairAbout,
			async args(desk) {
				const phone = await desk.text(WORDS.phone);
				return phone === undefined ? undefined : lineOf('link-instance', [id], ['--phone', phone]);
			},
		}),
		action({ title: WORDS.settings, describe: WORDS.settingsAbout, args: ['apply-settings', id] }),
	];
}

function states(id: string): readonly Entry[] {
	return [
		action({ title: WORDS.pause, describe: WORDS.pauseAbout, args: ['pause-instance', id] }),
		action({ title: WORDS.resume, describe: WORDS.resumeAbout, args: ['resume-instance', id] }),
		action({ title: WORDS.reboot, describe: WORDS.rebootAbout, args: ['reboot-instance', id] }),
		action({ title: WORDS.logout, describe: WORDS.logoutAbout, args: ['logout-instance', id] }),
		action({
			title: WORDS.remove,
			describe: WORDS.removeAbout,
			args: ['remove-instance', id],
			after: 'back',
		}),
	];
}
