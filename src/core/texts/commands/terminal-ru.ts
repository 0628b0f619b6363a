import type { terminalEn } from './terminal-en.js';

/** What the program says at a terminal before an operation runs, in Russian; part of the table in ../ru.ts. */
export const terminalRu: Readonly<Record<keyof typeof terminalEn, string>> = {
	'refusal.input-missing': 'Не указано: {flags}. Спросить здесь некого.',
	'refusal.inputs-missing': 'Не указано: {flags}. Спросить здесь некого.',
	'help.input-missing':
		'Укажите это в командной строке (как именно, показывает --help) или выполните команду в терминале.',
	'refusal.interrupted': 'Прервано.',
	'help.interrupted': 'Ничего не изменено.',
	'token.of-input': 'Стандартный ввод',
	'token.of-file': 'Файл {path}',
	'refusal.token-empty': '{place}: токена нет, пусто.',
	'refusal.token-lines': '{place}: больше одной строки.',
	'refusal.token-unreadable': '{place}: не удаётся прочитать ({code}).',
	'refusal.token-long': '{place}: больше 4 КБ, это не токен.',
	'help.bad-token-file': 'Там должен быть только токен, одной строкой.',
	'refusal.out-file-exists': 'Файл {path} уже есть.',
	'help.out-file-exists': 'Укажите другой в --out или уберите этот.',
	'refusal.out-file-failed': 'Не удаётся записать файл {path} ({code}).',
	'help.out-file-failed': 'Укажите в --out файл в папке, куда вам можно писать.',
	'refusal.partly-synchronized': 'Не удалось сообщить адрес инстансам: {count} из {total}.',
	'help.partly-synchronized':
		'Адрес сохранён; повторите ту же команду, когда причины будут устранены.',
	'refusal.app-package-missing': 'Собранного приложения нет: {path}.',
	'help.app-package-missing':
		'Переустановите пакет; в исходном коде выполните: npm run app:package',
};
