import { lineOf } from './command-line.js';
import type { Desk } from './desk.js';
import { action, area } from './menu.js';
import type { Entry } from './menu.js';
import { exportEntry } from './messages.js';
import type { Text } from './text.js';

const WORDS = {
	title: ['Care', 'Обслуживание'],
	about: [
		'backup, pruning, keys, what is kept of a customer',
		'копии, очистка, ключи, данные клиентов',
	],
	backup: ['Back up', 'Резервная копия'],
	backupAbout: [
		'the database, into a new file; asks for its name',
		'база данных, в новый файл; спросит его имя',
	],
	copy: ['New file for the copy, e.g. backup.db', 'Новый файл для копии, например backup.db'],
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
	pruneSure: ['Remove it for good?', 'Удалить навсегда?'],
	rotateSure: ['Put a new key in place?', 'Установить новый ключ?'],
	newKey: ['Change the key, the new one into a file', 'Сменить ключ, новый – в файл'],
	newKeyAbout: [
		'where you put keys in place yourself: asks for a new file',
		'если ключи вы устанавливаете сами: спросит новый файл',
	],
	keyFile: ['New file for the key', 'Новый файл для ключа'],
	yes: ['Yes', 'Да'],
	no: ['No, leave everything as it is', 'Нет, оставить как есть'],
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
	intoFile('backup', { title: WORDS.backup, describe: WORDS.backupAbout, ask: WORDS.copy }),
	pruning(WORDS.look, WORDS.lookAbout, ['--dry-run']),
	pruning(WORDS.prune, WORDS.pruneAbout, [], WORDS.pruneSure),
	action({
		title: WORDS.rotate,
		describe: WORDS.rotateAbout,
		args: async (desk) => ((await isSure(desk, WORDS.rotateSure)) ? ['rotate-key'] : undefined),
	}),
	intoFile('rotate-key', {
		title: WORDS.newKey,
		describe: WORDS.newKeyAbout,
		ask: WORDS.keyFile,
	}),
	exportEntry(undefined),
	action({
		title: WORDS.erase,
		describe: WORDS.eraseAbout,
		async args(desk) {
			const whose = await desk.text(WORDS.phone);
			return whose === undefined ? undefined : lineOf('erase-contact', [whose]);
		},
	}),
	MIGRATE,
	action({
		title: WORDS.status,
		describe: WORDS.statusAbout,
		args: ['migrate', '--status'],
	}),
]);

function pruning(title: Text, describe: Text, options: readonly string[], question?: Text): Entry {
	return action({
		...{ title, describe },
		async args(desk) {
			const age = await desk.text(WORDS.age);
			if (age === undefined || (question && !(await isSure(desk, question)))) return undefined;
			return ['prune', '--older-than', age, ...options];
		},
	});
}

function intoFile(
	command: string,
	{ ask, ...look }: Pick<Entry, 'title' | 'describe'> & { readonly ask: Text },
): Entry {
	return action({
		...look,
		async args(desk) {
			const file = await desk.text(ask);
			return file === undefined ? undefined : [command, `--out=${file}`];
		},
	});
}

/** The commands themselves do not ask: in a shell they are typed on purpose. */
async function isSure(desk: Desk, question: Text): Promise<boolean> {
	const answers = (['no', 'yes'] as const).map((value) => ({
		value,
		name: desk.say(WORDS[value]),
	}));
	return (await desk.pick(desk.say(question), answers)) === 'yes';
}
