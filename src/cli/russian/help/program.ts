/** Helps of the program itself and of program-commands.ts, and what several groups of commands share. */
export const PROGRAM_HELP: Readonly<Record<string, string>> = {
	'Brings WhatsApp (GREEN-API) into Rocket.Chat Omnichannel.':
		'Соединяет WhatsApp (GREEN-API) с Rocket.Chat Omnichannel.',
	'print the version': 'показать версию',
	'print stacks and causes of a failure': 'показывать стек и причины ошибки',
	'print what was asked for and failures, no advice':
		'показывать только то, о чём спросили, и ошибки, без советов',
	'print without colours, as with NO_COLOR': 'не использовать цвета, как с NO_COLOR',
	'the language of help and answers': 'язык справки и ответов',
	'print this help': 'показать эту справку',
	'print the help of a command': 'показать справку о команде',

	'Getting started:': 'Начало работы:',
	'Workspaces and agents:': 'Рабочие пространства и агенты:',
	'Instances:': 'Инстансы:',
	'Messages:': 'Сообщения:',
	'Watching:': 'Наблюдение:',
	'Preferences:': 'Настройки инстансов:',
	'Care:': 'Обслуживание:',
	'Program:': 'Программа:',

	'Examples:': 'Примеры:',
	'Exit codes:': 'Коды завершения:',
	done: 'сделано',
	'it failed; standard error says why and what to do':
		'не удалось; почему и что делать, сказано в стандартном выводе ошибок',
	'unknown command, option or argument, or one that is missing':
		'неизвестная команда, параметр или аргумент, или чего-то не хватает',
	'settings are wrong; all of them are named': 'неверные настройки; названы все',
	'a part of it failed; the rest is done': 'часть не удалась; остальное сделано',
	'a check failed; what to do stands beside it': 'проверка не прошла; рядом сказано, что делать',
	'Ctrl+C; nothing was changed, or what setup did before it stays':
		'Ctrl+C; ничего не изменено, а сделанное setup до этого остаётся',

	'as JSON': 'в виде JSON',
	'which workspace, where there are several': 'какое рабочее пространство, если их несколько',

	'receive and deliver messages until SIGTERM or Ctrl+C; logs JSON, one object a line':
		'принимать и доставлять сообщения до SIGTERM или Ctrl+C; журнал в JSON, по объекту в строке',
	'bring the database up to date (the daemon does it by itself when it starts)':
		'обновить базу данных (демон делает это сам при запуске)',
	'list which migrations are applied and which are missing; changes nothing':
		'показать, какие миграции применены и каких не хватает; ничего не меняет',
	'undo what the last run applied; what its tables held is lost':
		'отменить применённое последним запуском; содержимое его таблиц пропадёт',
	'with --rollback: do not ask once more': 'с --rollback: не переспрашивать',
	'print each setting, its value and where it came from; secrets stay hidden':
		'показать все параметры, их значения и источники; секреты скрыты',
	'print the reference of all settings instead of the values':
		'вместо значений – справочник всех параметров',
	'print the reference of all texts instead of the values':
		'вместо значений – справочник всех текстов',
	'print what crosses in which direction instead of the values':
		'вместо значений – что передаётся и в какую сторону',
	'print the reference of all commands instead of the values':
		'вместо значений – справочник всех команд',
	'print the manual page instead of the values': 'вместо значений – страница man',
	'the app for Rocket.Chat, as it is uploaded there':
		'приложение для Rocket.Chat в том виде, в каком его туда загружают',
	'write the packed app into this folder': 'записать собранное приложение в текущую папку',
	'under another name, or in another folder': 'под другим именем или в другую папку',
	'print where the packed app lies': 'показать, где лежит собранное приложение',
	'print what makes a shell complete the commands':
		'вывести скрипт, с которым оболочка дополняет команды',
	'which shell': 'какая оболочка',
	'the whole bridge between stand-ins of both clouds, on this machine alone':
		'весь мост между имитациями обоих облаков, только на этой машине',
	'go on until Ctrl+C, to look around': 'работать до Ctrl+C, чтобы осмотреться',
	'print only how it ended, as JSON': 'вывести только итог, в виде JSON',
};
