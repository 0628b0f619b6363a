import { lineOf } from './command-line.js';
import type { Desk } from './desk.js';
import { action, area } from './menu.js';
import type { Entry } from './menu.js';
import type { Text } from './text.js';

const WORDS = {
	title: ['Care', 'Обслуживание'],
	about: [
		'backup, pruning, keys, what is kept of a customer',
		'копии, очистка, ключи, данные клиентов',
	],
	backup: ['Back up', 'Резервная копия'],
	backupAbout: ['the database and what belongs to it', 'база и всё, что к ней относится'],
	look: ['What pruning would remove', 'Что удалила бы очистка'],
	lookAbout: ['says how many it would be, changes nothing', 'скажет сколько, ничего не меняя'],
	prune: ['Prune what was delivered long ago', 'Удалить давно доставленное'],
	pruneAbout: [
		'asks how old, then to be sure; what waits always stays',
		'спросит возраст и подтверждение; ждущее остаётся всегда',
	],
	age: ['How old at least? e.g. 90d, 12w, 2y', 'Не моложе чем? Например 90d, 12w, 2y'],
	rotate: ['Change the key', 'Сменить ключ'],
	rotateAbout: [
		'the stored tokens are encrypted anew; asks to be sure',
		'сохранённые токены шифруются заново; попросит подтверждение',
	],
	export: ['Export a chat', 'Выгрузить чат'],
	exportAbout: ['all that is kept of it', 'всё, что о нём хранится'],
	erase: ['Erase a contact', 'Стереть контакт'],
	eraseAbout: [
		'all that is kept of a customer goes; asks for the number once more',
		'удалит всё о клиенте; попросит ввести номер ещё раз',
	],
	phone: ['Phone number or chat id', 'Номер телефона или id чата'],
	migrate: ['Bring the database up to date', 'Обновить базу данных'],
	migrateAbout: [
		'makes it where there is none; a new database gets its key, too',
		'создаст, если её нет; новая база получит и ключ',
	],
	status: ['Which migrations are applied', 'Какие миграции применены'],
	statusAbout: ['changes nothing', 'ничего не меняет'],
} as const satisfies Record<string, Text>;

export const MIGRATE: Entry = action({
	title: WORDS.migrate,
	describe: WORDS.migrateAbout,
	args: ['migrate'],
});

export const CARE: Entry = area({ title: WORDS.title, describe: WORDS.about }, [
	action({ title: WORDS.backup, describe: WORDS.backupAbout, args: ['backup'] }),
	pruning(WORDS.look, WORDS.lookAbout, ['--dry-run']),
	pruning(WORDS.prune, WORDS.pruneAbout, []),
	action({ title: WORDS.rotate, describe: WORDS.rotateAbout, args: ['rotate-key'] }),
	ofCustomer('export-chat', WORDS.export, WORDS.exportAbout),
	ofCustomer('erase-contact', WORDS.erase, WORDS.eraseAbout),
	MIGRATE,
	action({
		title: WORDS.status,
		describe: WORDS.statusAbout,
		args: ['migrate', '--status'],
	}),
]);

function pruning(title: Text, describe: Text, options: readonly string[]): Entry {
	return action({
		...{ title, describe },
		needs: ['prune', '--older-than', ...options],
		async args(desk) {
			const age = await desk.text(WORDS.age);
			return age === undefined ? undefined : ['prune', '--older-than', age, ...options];
		},
	});
}

function ofCustomer(command: string, title: Text, describe: Text): Entry {
	return action({
		...{ title, describe },
		needs: [command],
		async args(desk: Desk) {
			const whose = await desk.text(WORDS.phone);
			return whose === undefined ? undefined : lineOf(command, [whose]);
		},
	});
}
