/** Helps of setup-guide-commands.ts, doctor-commands.ts and console-commands.ts. */
export const GETTING_STARTED_HELP: Readonly<Record<string, string>> = {
	'the whole way from an empty folder to the first message; goes on where it stopped':
		'весь путь от пустой папки до первого сообщения; продолжает с места остановки',
	'public address of the daemon, without a path': 'публичный адрес демона без пути',
	'port that the daemon listens on': 'порт, на котором демон принимает запросы',
	'the public address can not be reached from here; go on':
		'публичный адрес отсюда недоступен; всё равно продолжать',
	'Rocket.Chat may be on a private address': 'Rocket.Chat может быть на частном адресе',
	'switch Omnichannel on where it is off': 'включить Omnichannel, если он выключен',
	'use Omnichannel’s webhook also where the app may run':
		'использовать вебхук Omnichannel, даже если можно установить приложение',
	'take Omnichannel’s webhook from its present receiver':
		'забрать вебхук Omnichannel у нынешнего получателя',
	'the administrator answers customers, too': 'администратор тоже отвечает клиентам',
	'Rocket.Chat’s id of an agent': 'идентификатор одного из агентов в Rocket.Chat',
	'file with the agent’s personal access token': 'файл с персональным токеном доступа агента',
	'idInstance, as in https://console.green-api.com':
		'idInstance, как в https://console.green-api.com',
	'file with its apiTokenInstance': 'файл с его apiTokenInstance',
	'link this phone by a pairing code, not by a QR code':
		'привязать этот телефон кодом, а не QR-кодом',
	'how long to wait for the phone': 'сколько ждать телефона',
	'do not wait for a message from another phone': 'не ждать сообщения с другого телефона',
	'JSON file with answers (docs/operations.md); options count before it':
		'файл JSON с ответами (docs/operations.md); параметры важнее',
	'let a daemon that setup started run on': 'не останавливать демон, запущенный командой setup',
	'say what is done and what would be done; change nothing':
		'сказать, что сделано и что было бы сделано; ничего не менять',
	'as JSON, at the end': 'в виде JSON, в конце',

	'menus over all this; without a command at a terminal it opens, too':
		'меню для всего этого; открывается и без команды, в терминале',

	'look whether all is well, and say of each fault what to do; changes nothing':
		'проверить, всё ли в порядке, и о каждом сбое сказать, что делать; ничего не меняет',
	'only this workspace and its instances': 'только это рабочее пространство и его инстансы',
	'only this instance and its workspace': 'только этот инстанс и его рабочее пространство',
	'only these checks': 'только эти проверки',
	'print what is well, too, and what could not be looked at':
		'показать и то, что в порядке, и то, что не удалось проверить',
	'end with 7 for warnings, too': 'завершаться с кодом 7 и при предупреждениях',
	'offer the safe repairs one by one, then look again':
		'предложить безопасные исправления по одному, потом проверить снова',
	'with --fix: make all of them': 'вместе с --fix: выполнить все',
	'how long one call may take': 'сколько секунд может занять один вызов',
	'print the reference of all checks instead': 'вместо проверок – справочник о них',
};
