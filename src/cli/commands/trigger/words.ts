import type { Words } from '../../words.js';

/** What `trigger` says. */
export const WORDS = {
	kind: ['kind', 'вид'],
	meaning: ['what happens', 'что происходит'],
	whatsapp: ['by GREEN-API', 'от GREEN-API'],
	rocketChat: ['by Rocket.Chat', 'от Rocket.Chat'],
	from: ['from', 'от кого'],
	unknownKind: ['There is no sample of the kind {kind}.', 'Нет примера вида {kind}.'],
	similar: [
		'Did you mean {kinds}? greenapi-rc trigger --list prints all.',
		'Возможно, {kinds}? Все виды: greenapi-rc trigger --list.',
	],
	noneSimilar: [
		'greenapi-rc trigger --list prints all kinds.',
		'Все виды: greenapi-rc trigger --list.',
	],
	nothingEarlier: [
		'The conversation with {phone} has no message that this could be about.',
		'В переписке с {phone} нет сообщения, к которому это относится.',
	],
	playFirst: [
		'Name one with --message-id, or play one first: greenapi-rc trigger {kind} --phone {phone}',
		'Укажите его через --message-id или сначала выполните: greenapi-rc trigger {kind} --phone {phone}',
	],
	noRoom: [
		'{phone} has no open conversation in Rocket.Chat.',
		'С {phone} нет открытого диалога в Rocket.Chat.',
	],
	noAgent: [
		'No agent is registered in {workspace}.',
		'В {workspace} не зарегистрирован ни один оператор.',
	],
	registerAgent: [
		'Register one: greenapi-rc register-agent',
		'Зарегистрируйте: greenapi-rc register-agent',
	],
	noDaemon: ['No daemon answers at {url}.', 'Демон не отвечает: {url}.'],
	startDaemon: [
		'Start it with greenapi-rc daemon, or say with --url where it is.',
		'Запустите его командой greenapi-rc daemon или укажите адрес через --url.',
	],
	noUrl: [
		'It is not known where the daemon listens.',
		'Неизвестно, по какому адресу слушает демон.',
	],
	sayUrl: ['Say it with --url.', 'Укажите адрес через --url.'],
	noPublicUrl: ['APP_URL is not set.', 'APP_URL не задан.'],
	setPublicUrl: [
		'Set it, or name the address with --url.',
		'Задайте его или укажите адрес через --url.',
	],
	refused: ['The daemon answered {status}: {message}', 'Демон ответил {status}: {message}'],
	refusedHelp: [
		'Its log may say more. For 401 see whether the token is the right one.',
		'Подробности могут быть в его журнале. При 401 проверьте токен.',
	],
	token: ['webhookToken of the workspace', 'webhookToken рабочего пространства'],
	accepted: ['message {id}: {state}', 'сообщение {id}: {state}'],
	noRow: ['accepted; it makes no message of its own', 'принято; отдельного сообщения не создаёт'],
	ignored: ['accepted; nothing was to be done', 'принято; делать нечего'],
	answered: ['the agent is told: {message}', 'оператору сообщено: {message}'],
	traceAdvice: [
		'greenapi-rc trace {id} says where it is.',
		'Где оно сейчас: greenapi-rc trace {id}',
	],
	notWell: ['{count} of {all} did not cross.', 'Не доставлено: {count} из {all}.'],
	stillOpen: ['It is not settled after {seconds} s.', 'За {seconds} с обработка не завершилась.'],
	dryRun: [
		'Nothing was sent. It would be: POST {url}',
		'Ничего не отправлено. Было бы: POST {url}',
	],
	'state.pending': ['to be delivered', 'ожидает доставки'],
	'state.waiting': ['waits for its message', 'ждёт своего сообщения'],
	'state.done': ['delivered', 'доставлено'],
	'state.skipped': ['kept, nothing to deliver', 'сохранено, доставлять нечего'],
	'state.dead': ['given up', 'не доставлено'],
} as const satisfies Words;
