import type { Words } from '../../words.js';
import { PLACE_WORDS } from './place-words.js';

/** What setup says. */
export const WORDS = {
	yes: ['yes', 'да'],
	no: ['no', 'нет'],
	'title.place': ['Working folder', 'Рабочая папка'],
	'title.workspace': ['Rocket.Chat', 'Rocket.Chat'],
	'title.daemon': ['Daemon', 'Демон'],
	'title.connection': ['Connection with Rocket.Chat', 'Связь с Rocket.Chat'],
	'title.agents': ['Agents', 'Агенты'],
	'title.instance': ['WhatsApp number', 'Номер WhatsApp'],
	'title.proof': ['First message', 'Первое сообщение'],
	intro: [
		'From here to the first message in {count} steps. Ctrl+C stops; what is done stays, and setup goes on there.',
		'До первого сообщения {count} шагов. Ctrl+C останавливает; сделанное остаётся, и setup продолжит с этого места.',
	],
	step: ['[{number}/{count}] {title}', '[{number}/{count}] {title}'],
	done: ['  ✓ {summary}', '  ✓ {summary}'],
	wasDone: ['  ✓ {summary} (was done)', '  ✓ {summary} (уже было)'],
	stopped: [
		'Stopped at step {number}, “{title}”. Done: {done}. Run greenapi-rc setup again: it goes on there.',
		'Остановлено на шаге {number}, «{title}». Сделано: {done}. Запустите greenapi-rc setup ещё раз: он продолжит оттуда.',
	],
	mustBe: ['It must be {what}.', 'Нужно: {what}.'],
	whatNow: ['What now?', 'Что делать?'],
	again: ['try again', 'попробовать ещё раз'],
	anew: ['answer anew', 'ответить заново'],
	stop: ['stop here', 'остановиться'],
	nothing: ['nothing yet', 'пока ничего'],
	interrupted: ['Interrupted.', 'Прервано.'],
	interruptedHelp: [
		'What is done stays done; nothing is half-done.',
		'Сделанное остаётся; наполовину не сделано ничего.',
	],

	'plan.step': ['step', 'шаг'],
	'plan.now': ['now', 'сейчас'],
	'plan.what': ['what setup does', 'что делает setup'],
	'plan.isDone': ['done', 'сделано'],
	'plan.toDo': ['to do', 'предстоит'],
	'plan.unknown': ['to be looked at', 'надо проверить'],
	'plan.needs': ['without a terminal it needs: {flags}', 'без терминала нужны: {flags}'],
	'plan.place': [
		'writes .env (APP_URL, PORT) in {folder}, makes key and database',
		'пишет .env (APP_URL, PORT) в {folder}, создаёт ключ и базу',
	],
	'plan.workspace': [
		'checks address, token, version, edition, Omnichannel',
		'проверяет адрес, токен, версию, редакцию, Omnichannel',
	],
	'plan.daemon': [
		'starts the daemon where none runs; checks the public address',
		'запускает демон, если он не работает; проверяет публичный адрес',
	],
	'plan.connection': [
		'registers the workspace; installs the app, or sets up Omnichannel’s webhook',
		'регистрирует рабочее пространство; ставит приложение или настраивает вебхук Omnichannel',
	],
	'plan.agents': [
		'registers those who answer customers',
		'регистрирует тех, кто отвечает клиентам',
	],
	'plan.instance': [
		'connects the GREEN-API instance, writes its settings, links the phone',
		'подключает инстанс GREEN-API, пишет его настройки, привязывает телефон',
	],
	'plan.proof': [
		'sends a test message and sees it arrive',
		'отправляет пробное сообщение и видит, что оно дошло',
	],

	...PLACE_WORDS,

	'workspace.which': ['Which workspace?', 'Какое рабочее пространство?'],
	'workspace.url': [
		'Address of Rocket.Chat, as in the browser',
		'Адрес Rocket.Chat, как в браузере',
	],
	'workspace.tokenHelp': [
		'  As an administrator in Rocket.Chat: your picture, Profile (or My Account), Personal Access Tokens; tick “Ignore Two Factor Authentication”, give it a name, Add. It shows a user id and a token, once.',
		'  В Rocket.Chat под администратором: ваш аватар, Профиль (Мой аккаунт), Personal Access Tokens; отметьте «Ignore Two Factor Authentication», введите имя, Добавить. ID и токен показываются один раз.',
	],
	'workspace.https': [
		'! https:// was tried. Where Rocket.Chat has no TLS, type http:// before the address.',
		'! Вызов был по https://. Если у Rocket.Chat нет TLS, начните адрес с http://.',
	],
	'workspace.userId': ['User id of the administrator', 'ID пользователя-администратора'],
	'workspace.token': [
		'Personal access token of the administrator',
		'Персональный токен администратора',
	],
	'workspace.private': [
		'{url} is on a private address. Allow it (ALLOWED_WORKSPACES in .env)?',
		'{url} — частный адрес. Разрешить его (ALLOWED_WORKSPACES в .env)?',
	],
	'workspace.omnichannel': [
		'Omnichannel is switched off. Switch it on?',
		'Omnichannel выключен. Включить?',
	],
	'workspace.notAdmin': ['{user} is no administrator of {url}.', '{user} не администратор {url}.'],
	'workspace.notAdminHelp': [
		'Use user id and token of somebody with the role admin.',
		'Нужны ID и токен пользователя с ролью admin.',
	],
	'workspace.noOmnichannel': ['Omnichannel is switched off.', 'Omnichannel выключен.'],
	'workspace.noOmnichannelHelp': [
		'Without Omnichannel there are no conversations: switch it on in Rocket.Chat, or with --enable-omnichannel.',
		'Без Omnichannel нет бесед: включите его в Rocket.Chat или через --enable-omnichannel.',
	],
	'workspace.notAllowed': [
		'{url} is on a private address, which is not allowed.',
		'{url} — частный адрес, он не разрешён.',
	],
	'workspace.notAllowedHelp': [
		'Say --allow-private, or name another address.',
		'Укажите --allow-private или другой адрес.',
	],
	'workspace.done': [
		'{url}, Rocket.Chat {version}, {user}',
		'{url}, Rocket.Chat {version}, {user}',
	],
	'report.what': ['what', 'что'],
	'report.found': ['found', 'найдено'],
	'report.follows': ['what follows', 'что из этого следует'],
	'report.version': ['version', 'версия'],
	'report.edition': ['edition', 'редакция'],
	'report.unknown': ['unknown', 'неизвестно'],
	'report.privateApps': ['private apps', 'частные приложения'],
	'report.appYes': [
		'the app can be installed: quicker, and no rate limit',
		'приложение можно установить: быстрее и без лимита',
	],
	'report.appNo': [
		'by Omnichannel’s webhook and REST instead of the app',
		'через вебхук Omnichannel и REST вместо приложения',
	],
	'report.appMaybe': [
		'the app is tried, else Omnichannel’s webhook',
		'пробуем приложение, иначе вебхук Omnichannel',
	],
	'report.omnichannel': ['Omnichannel', 'Omnichannel'],
	'report.on': ['on', 'включено'],
	'report.off': ['off', 'выключено'],
	'report.conversations': ['customers become conversations', 'клиенты становятся беседами'],
	'report.offline': ['nobody online', 'никого в сети'],
	'report.opens': ['opens rooms', 'комнаты открываются'],
	'report.waits': ['opens none', 'комнаты не открываются'],
	'report.opensMeans': ['conversations are queued', 'беседы встают в очередь'],
	'report.waitsMeans': [
		'messages wait here until an agent is online',
		'сообщения ждут здесь, пока агент не в сети',
	],
	'report.limiter': ['rate limiter', 'лимит вызовов'],
	'report.limit': ['{calls} calls a minute', '{calls} вызовов в минуту'],
	'report.noLimit': ['off', 'выключен'],
	'report.limitApp': ['does not slow the app’s way', 'путь приложения он не замедляет'],
	'report.limitRest': [
		'raise API_Enable_Rate_Limiter_Limit_Calls_Default for more than a few chats',
		'для многих чатов увеличьте API_Enable_Rate_Limiter_Limit_Calls_Default',
	],
	'report.limitNone': ['messages go as fast as they come', 'сообщения идут без задержек'],
	'report.files': ['files', 'файлы'],
	'report.protected': ['protected', 'защищены'],
	'report.public': ['public', 'открыты'],
	'report.uploadsOff': ['uploads off', 'загрузка выключена'],
	'report.filesMeans': [
		'agents’ files are fetched while the room is open',
		'файлы агентов забираются, пока комната открыта',
	],
	'report.publicMeans': ['agents’ files can always be fetched', 'файлы агентов доступны всегда'],
	'report.uploadsMeans': [
		'customers’ files are not shown: FileUpload_Enabled, Livechat_fileupload_enabled',
		'файлы клиентов не видны: FileUpload_Enabled, Livechat_fileupload_enabled',
	],

	'daemon.starting': ['Starting the daemon', 'Запуск демона'],
	'daemon.notListening': [
		'The daemon does not listen on {address}.',
		'Демон не отвечает на {address}.',
	],
	'daemon.log': ['Its log: {file}', 'Его журнал: {file}'],
	'daemon.asking': ['Asking {url}', 'Запрос к {url}'],
	'daemon.goOn': [
		'go on: only this machine can’t reach it',
		'продолжить: не достучаться только отсюда',
	],
	'daemon.mistyped': [
		'  Is the address itself wrong? Stop with Ctrl+C, correct APP_URL in .env or the environment, and run setup again.',
		'  Ошибка в самом адресе? Остановите через Ctrl+C, исправьте APP_URL в .env или окружении и запустите setup снова.',
	],
	'daemon.private': [
		'! {url} is a private address: GREEN-API can’t reach it from the internet.',
		'! {url} — частный адрес: GREEN-API не достучится до него из интернета.',
	],
	'daemon.started': [
		'started for the setup on {address}; {url} leads to it',
		'запущен на время настройки на {address}; {url} ведёт к нему',
	],
	'daemon.runs': [
		'runs on {address}; {url} leads to it',
		'работает на {address}; {url} ведёт к нему',
	],
	'daemon.unchecked': ['on {address}; {url} was not checked', 'на {address}; {url} не проверялся'],

	'connection.registering': ['Registering the workspace', 'Регистрация рабочего пространства'],
	'connection.installing': ['Installing the app', 'Установка приложения'],
	'connection.webhook': ['Setting up Omnichannel’s webhook', 'Настройка вебхука Omnichannel'],
	'connection.replace': [
		'Omnichannel’s webhook posts to {host} now, and there is only one. Take it?',
		'Вебхук Omnichannel сейчас ведёт на {host}, а он только один. Занять его?',
	],
	'connection.fallback': [
		'  The app may not run here: Omnichannel’s webhook takes its place.',
		'  Приложение здесь работать не может: вместо него вебхук Omnichannel.',
	],
	'connection.app': [
		'registered; the app {version} is installed and has announced itself',
		'зарегистрировано; приложение {version} установлено и вышло на связь',
	],
	'connection.hook': [
		'registered; Omnichannel’s webhook posts to the daemon',
		'зарегистрировано; вебхук Omnichannel ведёт к демону',
	],

	'agents.self': [
		'Do you, {user}, answer customers, too? (makes you an Omnichannel agent)',
		'Вы, {user}, тоже отвечаете клиентам? (станете агентом Omnichannel)',
	],
	'agents.help': [
		'  An agent’s messages go out in WhatsApp once they are registered with a token of their own, which only they can make (Profile, Personal Access Tokens). They can do it later, too: greenapi-rc register-agent.',
		'  Сообщения агента уходят в WhatsApp, когда он зарегистрирован со своим токеном, который может сделать только он сам (Профиль, Personal Access Tokens). Можно и позже: greenapi-rc register-agent.',
	],
	'agents.who': ['Register another agent now?', 'Зарегистрировать ещё агента?'],
	'agents.nobody': ['nobody else', 'больше никого'],
	'agents.token': ['Personal access token of {user}', 'Персональный токен {user}'],
	'agents.online': ['online', 'в сети'],
	'agents.away': ['away', 'отошёл'],
	'agents.busy': ['busy', 'занят'],
	'agents.notOnline': ['offline', 'не в сети'],
	'agents.registered': ['  {email} is registered.', '  {email} зарегистрирован.'],
	'agents.none': ['Nobody is registered who answers customers.', 'Нет ни одного агента.'],
	'agents.noneHelp': [
		'Say --admin-is-agent, or name an agent by --agent-id and --agent-token-file.',
		'Укажите --admin-is-agent или агента через --agent-id и --agent-token-file.',
	],
	'agents.done': ['{count} registered', 'зарегистрировано: {count}'],
	'agents.offline': [
		'! No agent is online in Rocket.Chat: go online there (the Omnichannel icon), messages wait for it.',
		'! В Rocket.Chat нет агентов в сети: включите приём чатов (значок Omnichannel), сообщения этого ждут.',
	],

	'instance.help': [
		'  idInstance and apiTokenInstance stand in https://console.green-api.com beside the instance.',
		'  idInstance и apiTokenInstance указаны в https://console.green-api.com рядом с инстансом.',
	],
	'instance.asking': ['Asking GREEN-API', 'Запрос к GREEN-API'],
	'instance.notLinked': [
		'No phone is linked to instance {instance} ({state}), and nobody can scan a code here.',
		'К инстансу {instance} не привязан телефон ({state}), и отсканировать код здесь некому.',
	],
	'instance.notLinkedHelp': [
		'Run greenapi-rc link-instance {instance} at a terminal, or say --phone for a pairing code; then setup goes on.',
		'Выполните greenapi-rc link-instance {instance} в терминале или укажите --phone для кода; затем setup продолжит.',
	],
	'instance.done': [
		'{instance} is connected and linked to {phone}',
		'{instance} подключён и привязан к {phone}',
	],
	'instance.doneUnnamed': ['{instance} is connected and linked', '{instance} подключён и привязан'],

	'proof.sending': ['Sending a test message', 'Отправка пробного сообщения'],
	'proof.text': [
		'This is a test of greenapi-rc setup. WhatsApp messages arrive here. (Nobody has to answer.)',
		'Это проверка greenapi-rc setup. Сюда приходят сообщения WhatsApp. (Отвечать не нужно.)',
	],
	'proof.waits': ['  It waits: {reason}', '  Ждём: {reason}'],
	'proof.waitsForCloud': [
		'  It waits: Rocket.Chat can not be reached now.',
		'  Ждём: Rocket.Chat сейчас недоступен.',
	],
	'proof.waitsForAgent': [
		'  It waits for an agent: go online in Rocket.Chat (the Omnichannel icon at the top).',
		'  Ждём агента: включите приём чатов в Rocket.Chat (значок Omnichannel вверху).',
	],
	'proof.leftOpen': [
		'  The test conversation could not be closed ({code}): close it in Rocket.Chat.',
		'  Пробную беседу не удалось закрыть ({code}): закройте её в Rocket.Chat.',
	],
	'proof.done': [
		'a test message came through {url} into Rocket.Chat in {time}; its conversation is closed again',
		'пробное сообщение дошло через {url} до Rocket.Chat за {time}; беседа снова закрыта',
	],
	'proof.was': ['a message has reached Rocket.Chat', 'сообщение дошло до Rocket.Chat'],
	'proof.phone': [
		'Write to {phone} from another phone now and see it arrive here?',
		'Напишете сейчас на {phone} с другого телефона, чтобы увидеть сообщение здесь?',
	],
	'proof.waiting': [
		'Waiting for a message (Ctrl+C: no more)',
		'Ожидание сообщения (Ctrl+C: хватит)',
	],
	'proof.real': [
		'  It is here: from {chat}, in Rocket.Chat after {time}.',
		'  Пришло: от {chat}, в Rocket.Chat через {time}.',
	],
	'proof.noReal': [
		'  Nothing came within {time}. greenapi-rc doctor says what may be wrong.',
		'  За {time} ничего не пришло. Что может быть не так, скажет greenapi-rc doctor.',
	],

	'end.title': ['Done. WhatsApp is in Rocket.Chat.', 'Готово. WhatsApp в Rocket.Chat.'],
	'end.stopped': [
		'The daemon that setup started has ended with it. Run it for good: greenapi-rc daemon, or by systemd',
		'Демон, запущенный на время настройки, остановлен. Запустите его насовсем: greenapi-rc daemon или через systemd',
	],
	'end.unit': ['  {file} (docs/operations.md, systemd)', '  {file} (docs/operations.md, systemd)'],
	'end.npx': [
		'! npx keeps no command: first npm install --global greenapi-rc, then run what is named here in {folder}, where its settings and its database are.',
		'! После npx команды нет: сначала npm install --global greenapi-rc, затем запускайте названное здесь в {folder}: там настройки и база.',
	],
	'end.released': [
		'The daemon runs on (process {pid}, log {file}) until it is stopped: kill {pid}',
		'Демон работает (процесс {pid}, журнал {file}), пока его не остановят: kill {pid}',
	],
	'end.next': [
		'Next: greenapi-rc status says how it goes, greenapi-rc doctor what is wrong, greenapi-rc console does the rest.',
		'Дальше: greenapi-rc status покажет, как идут дела, greenapi-rc doctor — что не так, greenapi-rc console — остальное.',
	],
} as const satisfies Words;
