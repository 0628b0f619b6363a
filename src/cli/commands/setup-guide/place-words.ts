import type { Words } from '../../words.js';

/** What is said of the working folder. */
export const PLACE_WORDS = {
	'place.appUrlHelp': [
		'  GREEN-API and Rocket.Chat call the daemon at its public address: of a reverse proxy (deploy/nginx.conf.example) or a tunnel that leads to port {port} of this machine.',
		'  GREEN-API и Rocket.Chat обращаются к демону по его публичному адресу: это обратный прокси (deploy/nginx.conf.example) или туннель, ведущий на порт {port} этой машины.',
	],
	'place.appUrl': [
		'Public address of the daemon, e.g. https://bridge.example.org',
		'Публичный адрес демона, например https://bridge.example.org',
	],
	'place.port': [
		'Port {port} is taken by another program. Another port',
		'Порт {port} занят другой программой. Другой порт',
	],
	'place.anyPort': [
		'PORT is 0: the daemon would listen on another port at each start.',
		'PORT=0: при каждом запуске демон слушал бы другой порт.',
	],
	'place.anyPortHelp': [
		'Set PORT in .env or the environment to a number from 1 to 65535, or take it out.',
		'Укажите PORT от 1 до 65535 в .env или окружении либо удалите его.',
	],
	'place.differs': [
		'{name} is {set} by now, not {wanted}.',
		'{name} уже установлен: {set}, а не {wanted}.',
	],
	'place.differsHelp': [
		'Change it in .env or the environment; instances learn a new address by: greenapi-rc sync-app-url.',
		'Измените его в .env или окружении; новый адрес инстансам сообщит greenapi-rc sync-app-url.',
	],
	'place.wrote': ['  .env: {line}', '  .env: {line}'],
	'place.done': ['{folder}: .env, key, database', '{folder}: .env, ключ, база'],
	'place.restart': [
		'! A daemon runs here with its old settings: restart it when setup is done.',
		'! Здесь работает демон со старыми настройками: перезапустите его, когда setup закончит.',
	],
} as const satisfies Words;
