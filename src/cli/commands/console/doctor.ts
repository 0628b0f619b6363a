import { lineOf } from './command-line.js';
import { action, area } from './menu.js';
import type { Entry } from './menu.js';
import type { Text } from './text.js';

const WORDS = {
	title: ['Doctor', 'Диагностика'],
	about: ['what is wrong, and the one thing to do about it', 'что не так, и что с этим сделать'],
	check: ['Check everything', 'Проверить всё'],
	checkAbout: [
		'settings, database, key, clock, workspaces, instances; changes nothing',
		'настройки, база, ключ, часы, серверы, инстансы; ничего не меняет',
	],
	fix: ['Check and repair', 'Проверить и исправить'],
	fixAbout: ['the safe repairs; asks first', 'безопасные исправления; сначала спросит'],
	status: ['Overview', 'Обзор'],
	statusAbout: ['one screen: states, traffic, what waits', 'один экран: состояния, поток, очередь'],
	watch: ['Overview, live', 'Обзор вживую'],
	watchAbout: ['drawn anew all the time; Ctrl+C comes back', 'обновляется; Ctrl+C вернёт назад'],
	kinds: ['Sample webhooks: which there are', 'Образцы вебхуков: какие есть'],
	kindsAbout: ['their names, and what they are', 'их имена и что они значат'],
	kind: ['Which one? (its name)', 'Какой? (его имя)'],
	trigger: ['Play a sample webhook', 'Проиграть образец вебхука'],
	triggerAbout: [
		'against the running daemon, to see what becomes of it',
		'на работающем демоне, чтобы увидеть результат',
	],
} as const satisfies Record<string, Text>;

export const STATUS: Entry = action({
	title: WORDS.status,
	describe: WORDS.statusAbout,
	args: ['status'],
});

const WATCH: Entry = action({
	title: WORDS.watch,
	describe: WORDS.watchAbout,
	args: ['status', '--watch'],
});

export const DOCTOR: Entry = area({ title: WORDS.title, describe: WORDS.about }, [
	action({ title: WORDS.check, describe: WORDS.checkAbout, args: ['doctor'] }),
	action({ title: WORDS.fix, describe: WORDS.fixAbout, args: ['doctor', '--fix'] }),
	STATUS,
	WATCH,
	action({ title: WORDS.kinds, describe: WORDS.kindsAbout, args: ['trigger', '--list'] }),
	action({
		title: WORDS.trigger,
		describe: WORDS.triggerAbout,
		async args(desk) {
			const kind = await desk.text(WORDS.kind);
			return kind === undefined ? undefined : lineOf('trigger', [kind]);
		},
	}),
]);

/** The check alone, as a remedy. */
export const CHECK: Entry = action({
	title: WORDS.check,
	describe: WORDS.checkAbout,
	args: ['doctor'],
});
