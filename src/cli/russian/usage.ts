/**
 * What is wrong with a command line: commander's own sentences, and those that our commands give it. `{}` stands for what
 * is filled in, and is put into Russian in its turn. The first that fits counts.
 */
export const USAGE: Readonly<Record<string, string>> = {
	'error: {}': 'ошибка: {}',
	'{}\n(Did you mean one of {}?)': '{}\n(Может быть, одно из этих: {}?)',
	'{}\n(Did you mean {}?)': '{}\n(Может быть, {}?)',
	'greenapi-rc --help lists what there is.': 'Что есть, показывает greenapi-rc --help.',
	'no command is named': 'не указана команда',
	"unknown command '{}'": 'неизвестная команда «{}»',
	"unknown option '{}'": 'неизвестный параметр «{}»',
	"missing required argument '{}'": 'не указан обязательный аргумент «{}»',
	"option '{}' argument missing": 'не указано значение параметра «{}»',
	"required option '{}' not specified": 'не указан обязательный параметр «{}»',
	"option '{}' cannot be used with option '{}'": 'параметры «{}» и «{}» исключают друг друга',
	"too many arguments for '{}'. Expected {} argument but got {}.":
		'слишком много аргументов у «{}»: нужно {}, указано {}.',
	"too many arguments for '{}'. Expected {} arguments but got {}.":
		'слишком много аргументов у «{}»: нужно {}, указано {}.',
	"option '{}' argument '{}' is invalid. {}": 'параметр «{}» не принимает «{}». {}',
	"command-argument value '{}' is invalid for argument '{}'. {}":
		'значение «{}» не подходит аргументу «{}». {}',
	'Allowed choices are {}.': 'Варианты: {}.',
	'It must be a number from 1 to {}.': 'Нужно число от 1 до {}.',
	'It must be a number of seconds from 0.5 to {}.': 'Нужно число секунд от 0.5 до {}.',
	'It must be a number of seconds from 1 to {}.': 'Нужно число секунд от 1 до {}.',
	'It must be a number of seconds, such as 300.': 'Нужно число секунд, например 300.',
	'It must be a port from 1 to 65535.': 'Нужен порт от 1 до 65535.',
	'It must be an age: 90d, 12w, 2y or 48h.': 'Нужен возраст: 90d, 12w, 2y или 48h.',
	'It must be a day (2026-11-22), a time (2026-11-22T14:00Z) or an age (7d).':
		'Нужен день (2026-11-22), время (2026-11-22T14:00Z) или возраст (7d).',
	'It must be like 10m, 2h or 1d, or a date like 2026-11-29.':
		'Нужно 10m, 2h, 1d или дата, например 2026-11-29.',
	'It must be a time such as 2026-11-29T08:00:00Z, or 30m, 2h, 3d ago.':
		'Нужно время, например 2026-11-29T08:00:00Z, или сколько назад: 30m, 2h, 3d.',
	'It must be inbound or outbound.': 'Нужно inbound или outbound.',
	'It must be one or more of {}.': 'Нужно одно или несколько из {}.',
	'It must be the number of a message, such as 4711.': 'Нужен номер сообщения, например 4711.',
	'It must be an idInstance, such as 1101000001.': 'Нужен idInstance, например 1101000001.',
	'It must be country code and number, such as +49 151 1234567.':
		'Нужен код страны и номер, например +7 900 1234567.',
	'It must be an address without a path, such as https://bridge.example.org.':
		'Нужен адрес без пути, например https://bridge.example.org.',
	'name one message, or --all': 'укажите одно сообщение или --all',
	'--caption and --name belong to --file': '--caption и --name указываются вместе с --file',
	'with --file the text goes into --caption': 'вместе с --file текст указывается в --caption',
	'--file - needs --name': 'для --file - нужно --name',
	'--instance belongs to --all': '--instance указывается вместе с --all',
	'name one instance, or --all': 'укажите один инстанс или --all',
	'name a kind, or --list for all of them': 'укажите вид; все виды показывает --list',
	'say how old with --older-than, for example --older-than 90d':
		'укажите возраст в --older-than, например --older-than 90d',
	'--texts-only leaves dead letters as they are: leave --dead-letters out':
		'--texts-only не трогает недоставленные: уберите --dead-letters',
	'--yes belongs to --fix': '--yes указывается вместе с --fix',
	'--yes belongs to --rollback': '--yes указывается вместе с --rollback',
	'--phone and --png exclude each other': '--phone и --png исключают друг друга',
	'--phone and --chat exclude each other': '--phone и --chat исключают друг друга',
	'--chat and --phone exclude each other': '--chat и --phone исключают друг друга',
	'--kind and --all exclude each other': '--kind и --all исключают друг друга',
	'--markdown stands alone': '--markdown указывается отдельно',
	'--status and --rollback exclude each other': '--status и --rollback исключают друг друга',
	'--stay and --json exclude each other': '--stay и --json исключают друг друга',
	'--json, --markdown, --texts, --capabilities, --cli and --man exclude each other':
		'--json, --markdown, --texts, --capabilities, --cli и --man исключают друг друга',
};

const PATTERNS = Object.entries(USAGE).map(
	([english, russian]) => ({ pattern: patternOf(english), russian }) as const,
);

/** A complaint about the command line in Russian; one that the table does not know stays as it is. */
export function usageInRussian(english: string): string {
	for (const { pattern, russian } of PATTERNS) {
		const found = pattern.exec(english);
		if (found === null) continue;
		const places = found.slice(1).map(usageInRussian);
		let index = 0;
		return russian.replace(/\{\}/gu, () => places[index++] ?? '');
	}
	return english;
}

function patternOf(english: string): RegExp {
	const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
	return new RegExp(`^${parts.join('([^]*?)')}$`, 'u');
}
