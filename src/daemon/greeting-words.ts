import type { Language } from '../core/texts/languages.js';

/** What the daemon says to whoever started it; `{name}` is filled in. Its log is English. */
const GREETING_WORDS = {
	database: ['Database: {name}', 'База данных: {name}'],
	listening: ['Listening on {url}', 'Принимает запросы: {url}'],
	all: ['Listening on {url} (all interfaces)', 'Принимает запросы: {url} (все интерфейсы)'],
	ops: ['Health and metrics on {url}', 'Состояние и метрики: {url}'],
	stop: ['Stop with Ctrl+C or: kill {pid}', 'Остановить: Ctrl+C или kill {pid}'],
	stopping: [
		'{signal}: stopping; what is under way may end',
		'{signal}: остановка; начатое может завершиться',
	],
	again: ['{signal} again: ending at once', 'Снова {signal}: завершение без ожидания'],
	stopped: ['Stopped', 'Остановлен'],
	appUrl: [
		'APP_URL is not set: without it no instance can be created. Set the address that GREEN-API can reach, for example:',
		'APP_URL не задан: без него нельзя подключить инстанс. Укажите адрес, доступный для GREEN-API, например:',
	],
	workspace: [
		'No Rocket.Chat workspace is registered yet. In Rocket.Chat, with the app installed (docs/app.md), an admin types',
		'Ни одно рабочее пространство Rocket.Chat ещё не зарегистрировано. В Rocket.Chat с установленным приложением (docs/app.md) администратор вводит',
	],
	form: ['and gives in the form that opens the address', 'и в открывшейся форме указывает адрес'],
	file: [
		'Without the app: write this into workspace.json',
		'Без приложения: запишите это в workspace.json',
	],
	run: ['and run:', 'и выполните:'],
} as const satisfies Record<string, readonly [en: string, ru: string]>;

export type SayGreeting = (
	key: keyof typeof GREETING_WORDS,
	values?: Readonly<Record<string, string | number>>,
) => string;

/** The texts in a language. */
export function greetingWords(language: Language): SayGreeting {
	const column = language === 'ru' ? 1 : 0;
	return (key, values = {}) =>
		GREETING_WORDS[key][column].replace(/\{(\w+)\}/gu, (_, name: string) =>
			String(values[name] ?? ''),
		);
}
