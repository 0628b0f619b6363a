import type { commandsEn } from './en.js';

/** What commands answer, in Russian; part of the table in ../ru.ts. */
export const commandsRu: Readonly<Record<keyof typeof commandsEn, string>> = {
	// How the bridge answers as a whole.
	'command.unexpected': 'Произошла непредвиденная ошибка. Подробности в журнале greenapi-rc.',
	'command.unavailable':
		'greenapi-rc временно не работает; ничего не потеряно. Повторите через минуту или обратитесь к тому, кто его обслуживает.',
	'command.broken':
		'В greenapi-rc произошла внутренняя ошибка. Тот, кто его обслуживает, найдёт причину в журнале.',
	'refusal.unknown-command': 'Такой команды нет.',
	'help.unknown-command': 'Есть команды {commands}.',
	'refusal.wrong-type': 'Это не тело команды {command}: в поле type указана другая.',
	'help.wrong-type': 'Укажите в поле type {command} или не указывайте его совсем.',
	'refusal.bad-body': 'Тело команды не является объектом JSON.',
	'help.bad-body': 'Отправьте поля команды одним объектом JSON.',
	'refusal.missing-fields': 'Не хватает полей: {names}.',
	'help.missing-fields': 'Отправьте команду ещё раз со всеми полями.',
	'refusal.bad-fields': 'Неправильно заполнены поля: {names}.',
	'help.bad-fields': 'Каждое из них должно быть текстом не длиннее {limit} символов.',
	// Who may.
	'refusal.admins-only': 'Команда {command} доступна только администраторам (роль {role}).',
	'help.admins-only': 'Попросите администратора рабочего пространства выполнить её.',
	'refusal.agents-only': 'Команда {command} доступна только агентам Omnichannel (роль {role}).',
	'help.agents-only':
		'Попросите администратора добавить вас в разделе Omnichannel, «Агенты», и повторите команду.',
	'refusal.all-admins-only':
		'Команда {command} без указания инстанса доступна только администраторам (роль {role}).',
	'help.all-admins-only':
		'Укажите один из своих инстансов (idInstance) или попросите администратора рабочего пространства выполнить команду.',
	'refusal.owner-only': 'Команда {command} доступна только администраторам и владельцу инстанса.',
	'help.owner-only': 'Попросите кого-нибудь из них выполнить её.',
	'refusal.not-owner': 'Инстанс {instance} принадлежит другому агенту.',
	'help.not-owner': 'Попросите владельца или администратора удалить его.',
	'help.not-yours': 'Обратитесь к владельцу или администратору.',
	'refusal.workspace-needed': 'Неясно, о каком рабочем пространстве идёт речь.',
	'help.workspace-needed': 'Укажите адрес одного из зарегистрированных.',
	'refusal.no-workspaces': 'Не зарегистрировано ни одного рабочего пространства.',
	'help.no-workspaces': 'Сначала зарегистрируйте его командой /greenapi.register-workspace.',
	'refusal.which-workspace':
		'Неясно, о каком рабочем пространстве идёт речь (зарегистрировано: {count}).',
	'refusal.unknown-workspace': 'Рабочего пространства с таким адресом нет.',
	'help.which-workspace': 'Укажите одно из этих: {urls}.',
	'refusal.email-needed': 'Неясно, о каком агенте идёт речь.',
	'help.email-needed': 'Укажите адрес электронной почты агента.',
	'refusal.not-registered': 'Агент {email} не зарегистрирован.',
	'help.not-registered': 'Сначала зарегистрируйтесь командой /greenapi.register-agent.',
	// Workspaces and their users.
	'refusal.workspace-not-registered': 'Это рабочее пространство не зарегистрировано.',
	'help.workspace-not-registered':
		'Администратор регистрирует его командой /greenapi.register-workspace.',
	'refusal.wrong-token': 'Командный токен не подходит к этому рабочему пространству.',
	'help.wrong-token':
		'Зарегистрируйте рабочее пространство ещё раз с новыми токенами (rotate) и укажите их в настройках приложения.',
	'refusal.bad-url':
		'Адрес рабочего пространства {problem}; правильный выглядит так: https://chat.example.org',
	'url.no-address': 'не похож на адрес',
	'url.scheme': 'должен начинаться с https:// или http://',
	'url.secrets': 'не должен содержать имя пользователя и пароль',
	'help.bad-url':
		'Укажите адрес Rocket.Chat так, как он записан в браузере, например https://chat.example.org.',
	'refusal.workspace-not-allowed': 'Этому рабочему пространству здесь нельзя регистрироваться.',
	'help.workspace-not-allowed':
		'Попросите того, кто обслуживает greenapi-rc, добавить его адрес в ALLOWED_WORKSPACES.',
	'refusal.workspace-registered': 'Это рабочее пространство уже зарегистрировано.',
	'help.workspace-registered':
		'Ничего делать не нужно; если токены утеряны, зарегистрируйте его ещё раз с rotate, чтобы получить новые.',
	'refusal.agent-registered': 'Агент {email} уже зарегистрирован.',
	'help.agent-registered':
		'Ничего делать не нужно; новый токен сохраняет команда /greenapi.update-token.',
	'refusal.wrong-credentials': 'Rocket.Chat не принимает эти идентификатор пользователя и токен.',
	'help.wrong-credentials':
		'Создайте новый персональный токен доступа (профиль, «Персональные токены доступа», «Игнорировать двухфакторную аутентификацию») и используйте показанные вместе идентификатор и токен.',
	'refusal.wrong-user':
		'Токен принадлежит пользователю {user}, а ваш адрес электронной почты к нему не относится.',
	'help.wrong-user':
		'Используйте собственный токен; если он ваш, проверьте адрес электронной почты в профиле Rocket.Chat (администратор может изменить его в разделе «Пользователи»).',
	'refusal.missing-role': 'Токен принадлежит пользователю {user}, у которого нет роли {role}.',
	'help.missing-role':
		'Используйте токен того, у кого она есть, или попросите администратора выдать её этому пользователю.',
	'refusal.workspace-private': 'К рабочему пространству нельзя обратиться: {reason}',
	'help.workspace-private':
		'Зарегистрируйте его под публичным адресом или попросите того, кто обслуживает greenapi-rc, добавить его в ALLOWED_WORKSPACES.',
	'refusal.workspace-unreachable': 'Рабочее пространство ответило не так, как ожидалось: {reason}',
	'help.workspace-unreachable':
		'Проверьте, что Rocket.Chat работает, что в Site_Url указан его правильный адрес и что сервер greenapi-rc может к нему подключиться, и повторите.',
	'command.agent-registered':
		'Агент {email} зарегистрирован. Теперь подключите номер WhatsApp командой /greenapi.create-instance.',
	'command.token-updated': 'Токен агента {email} обновлён.',
	'command.tokens-updated': 'Токен агента {email} обновлён, а с ним и токен рабочего пространства.',
	// Instances.
	'refusal.bad-instance-id': 'idInstance — это число из 1–12 цифр, например 1101000001.',
	'refusal.bad-api-token': 'apiTokenInstance — это одно слово из букв и цифр.',
	'help.from-console': 'Скопируйте его из {console}.',
	'refusal.bad-address':
		'{name} — это адрес вида http:// или https:// без пути, например https://7103.api.greenapi.com.',
	'help.bad-address': 'Скопируйте его из {console} или не указывайте.',
	'refusal.foreign-address': '{host} — не адрес GREEN-API.',
	'help.foreign-address':
		'Скопируйте apiUrl и mediaUrl из {console} или не указывайте их; для собственного GREEN-API тот, кто обслуживает greenapi-rc, задаёт GREEN_API_URL.',
	'refusal.app-url-missing':
		'GREEN-API нельзя сообщить, куда отправлять сообщения: не задан публичный адрес greenapi-rc.',
	'refusal.no-picture': 'QR-код нельзя показать: не задан публичный адрес greenapi-rc.',
	'help.app-url-missing':
		'Попросите того, кто обслуживает greenapi-rc, задать APP_URL, или администратора выполнить /greenapi.sync-app-url, и повторите.',
	'refusal.instance-exists-here':
		'Инстанс {instance} уже зарегистрирован в этом рабочем пространстве.',
	'refusal.instance-exists-there':
		'Инстанс {instance} уже зарегистрирован в другом рабочем пространстве.',
	'help.instance-exists': 'Сначала удалите его там командой /greenapi.remove-instance.',
	'refusal.instance-not-found': 'В этом рабочем пространстве нет инстанса {instance}.',
	'help.instance-not-found': 'Администратор видит их все командой /greenapi.list-instances.',
	'refusal.green-api': 'Запрос к GREEN-API не удался. {reason}',
	'refusal.green-api-not-registered':
		'Запрос к GREEN-API не удался. {reason} Инстанс не зарегистрирован.',
	'refusal.green-api-not-right':
		'Запрос к GREEN-API не удался. {reason} Инстанс остаётся зарегистрированным, но его настройки неверны.',
	'help.wrong-instance': 'Сверьте idInstance и apiUrl с {console} и повторите.',
	'help.wrong-api-token': 'Неверный apiTokenInstance: скопируйте его из {console} и повторите.',
	'help.instance-gone':
		'Срок инстанса истёк, или он удалён: продлите его в {console} или возьмите другой.',
	'help.in-seconds': 'Повторите через несколько секунд.',
	'help.restarts': 'Инстанс перезапускается, это занимает до пяти минут: повторите после этого.',
	'help.green-api-says': 'Совет: {advice}',
	'help.green-api-unreachable':
		'Проверьте apiUrl и то, что сервер greenapi-rc может подключиться к GREEN-API, и повторите.',
	'instance.authorized': 'Инстанс {instance} подключён к WhatsApp ({state}).',
	'instance.notAuthorized':
		'К инстансу {instance} ещё не привязан телефон ({state}): привяжите его командой greenapi-rc link-instance {instance}, в Rocket.Chat командой /greenapi.link-instance {instance} или QR-кодом из {console}.',
	'instance.starting': 'Инстанс {instance} запускается, это занимает до пяти минут ({state}).',
	'instance.sleepMode':
		'Инстанс {instance} спит, потому что его телефон выключен: включите телефон ({state}).',
	'instance.blocked':
		'WhatsApp заблокировал номер инстанса {instance}: что можно сделать, сказано в {console} ({state}).',
	'instance.tokenRefused':
		'Инстанс {instance} использовать нельзя: GREEN-API не принимает его токен ({state}).',
	'instance.instanceRefused':
		'Инстанс {instance} использовать нельзя: GREEN-API не знает его по его адресу ({state}).',
	'instance.gone': 'Инстанс {instance} удалён в GREEN-API, или его срок истёк ({state}).',
	'instance.suspended':
		'Инстанс {instance} временно не может отправлять сообщения из-за подозрения WhatsApp в спаме: подробности в {console} ({state}).',
	'instance.other': 'Инстанс {instance} в состоянии {state}: подробности в {console}.',
	'command.restarting':
		'GREEN-API перезапускает его с новыми настройками, это занимает до пяти минут.',
	'command.repaired':
		'Он уже был зарегистрирован. Его настройки записаны заново. GREEN-API перезапускает его с новыми настройками, это занимает до пяти минут.',
	'command.was-right': 'Он уже был зарегистрирован. Его настройки верны.',
	'command.removed': 'Инстанс {instance} удалён. GREEN-API больше ничего сюда не отправляет.',
	'command.removed-other':
		'Инстанс {instance} удалён. GREEN-API отправляет его вебхуки на {host} и будет отправлять дальше.',
	'command.taken-from':
		'До сих пор его вебхуки приходили на {host}; туда сообщения больше не придут.',
	'command.removed-uncleared':
		'Инстанс {instance} удалён. Не удалось очистить адрес вебхука в GREEN-API; очистите его в {console}. Причина: {reason}',
	'command.synchronized':
		'Синхронизировано инстансов: {count} из {total}. Вебхуки теперь приходят на {url}.',
	'refusal.app-url-not-public': 'Адрес {address} не публичный: GREEN-API его не достигнет.',
	'help.app-url-not-public':
		'Ничего не изменено. Укажите адрес, по которому демон доступен из интернета, например {example}',
	'refusal.app-url-not-ours': 'По адресу {address} отвечает не этот greenapi-rc.',
	'help.app-url-not-ours':
		'Ничего не изменено, чтобы сообщения не потерялись. Проверьте адрес, прокси перед демоном и работает ли демон. Если адрес недоступен только с самого сервера: greenapi-rc sync-app-url {full} --force',
	'refusal.bad-app-url':
		'appUrl — это публичный адрес greenapi-rc, который заканчивается на {path}.',
	'help.bad-app-url': 'Например, {example}',
	// Linking a phone.
	'link.scan':
		'К инстансу {instance} ещё не привязан телефон. Откройте на телефоне WhatsApp, «Связанные устройства», «Привязка устройства» и отсканируйте этот код; он меняется каждые 20 секунд.',
	'link.code':
		'К инстансу {instance} ещё не привязан телефон. Откройте на телефоне WhatsApp, «Связанные устройства», «Привязка устройства», «Связать по номеру телефона» и введите {code} в течение двух минут.',
	'refusal.bad-phone': 'phone — это номер с кодом страны, например +79001234567.',
	'help.bad-phone': 'Укажите от 7 до 15 цифр; пробелы, дефисы и скобки не мешают.',
	'refusal.no-code': 'GREEN-API не выдал код привязки для инстанса {instance}.',
	'help.no-code': 'Повторите через минуту или привяжите телефон по QR-коду: не указывайте phone.',
	'refusal.not-done': 'GREEN-API ответил, что не выполнил это для инстанса {instance}.',
	'refusal.still-starting': 'Инстанс {instance} всё ещё запускается.',
	'help.still-starting':
		'Подождите и проверьте снова; если прошло больше пяти минут, перезагрузите его ещё раз, затем обратитесь в поддержку GREEN-API.',
	'refusal.no-instances': 'Инстансов пока нет.',
	'help.no-instances': 'Сначала подключите один командой /greenapi.create-instance.',
	'refusal.instance-blocked':
		'WhatsApp заблокировал номер инстанса {instance}: привязать к нему телефон нельзя.',
	'help.instance-blocked':
		'Подайте апелляцию в WhatsApp на телефоне или возьмите другой номер: выйдите из аккаунта на https://console.green-api.com и привяжите инстанс заново.',
	'refusal.no-qr': 'GREEN-API не выдал QR-код: {reason}',
	'refusal.linked-already': 'Телефон уже привязан, QR-кода больше нет.',
	'help.linked-already': 'Ничего делать не нужно.',
	'refusal.picture-gone': 'Этого изображения больше нет или никогда не было.',
	'help.picture-gone': 'Запросите новое: его показывает /greenapi.create-instance.',
	// Beginning a chat.
	'chat.opened': 'Чат с {customer} открыт.',
	'chat.opened-served': 'Чат с {customer} открыт. Его ведёт {agent}.',
	'refusal.bad-chat-phone':
		'phone — это номер с кодом страны, например +79001234567, или идентификатор WhatsApp, например 79001234567@c.us.',
	'refusal.which-instance-none': 'У вас нет номера WhatsApp, с которого можно написать.',
	'help.which-instance-none':
		'Подключите его командой /greenapi.create-instance или спросите у администратора, какой инстанс указать.',
	'refusal.which-instance': 'Неясно, с какого номера WhatsApp писать.',
	'help.which-instance': 'Укажите один из этих инстансов (idInstance): {instances}.',
	'refusal.no-text': 'Отправлять нечего: текст пуст.',
	'help.no-text': 'Укажите его после номера; - читает его из стандартного ввода.',
	'refusal.file-unreadable': 'Не удалось прочитать файл {path} ({code}).',
	'help.file-unreadable': 'Укажите существующий файл, который вам разрешено читать.',
	'refusal.file-directory': '{path} — папка, а не файл.',
	'help.file-directory': 'Укажите один файл; несколько отправляйте по одному или в архиве.',
	'refusal.file-empty': 'Файл {name} пуст: отправлять нечего.',
	'help.file-empty': 'Проверьте, тот ли это файл.',
	'refusal.file-too-large':
		'Файл {name} занимает {size} МБ, а отправить можно не больше {limit} МБ.',
	'refusal.file-over-limit': 'Файл {name} больше {limit} МБ, которые можно отправить.',
	'help.file-too-large':
		'Разделите файл на части или пришлите ссылку. GREEN-API принимает не больше 100 МБ, меньший предел задаёт MAX_FILE_MB.',
	'refusal.file-too-slow': 'Чтение файла {name} заняло слишком много времени и было прекращено.',
	'help.file-too-slow': 'Ничего не отправлено; отправьте ещё раз.',
	'refusal.no-whatsapp': 'У номера {phone} нет WhatsApp.',
	'help.no-whatsapp': 'Проверьте номер или свяжитесь с клиентом иначе.',
	'refusal.not-connected': '{text} Сейчас он не может отправлять сообщения.',
	'help.not-connected':
		'Сначала подключите его: QR-код показывает владельцу или администратору команда /greenapi.create-instance.',
	'refusal.room-not-opened': 'Rocket.Chat не открыл комнату: {reason}',
	'reason.no-agent-online': 'ни одного агента нет в сети.',
	'reason.omnichannel-off': 'Omnichannel выключен.',
	'reason.contact-blocked': 'этот контакт там заблокирован.',
	'help.no-agent-online':
		'Включите приём обращений в Omnichannel (значок телефона или гарнитуры) и повторите.',
	'help.omnichannel-off': 'Попросите администратора включить Omnichannel и повторите.',
	'help.contact-blocked': 'Разблокируйте контакт в контакт-центре и повторите.',
	'help.room-not-opened': 'Повторите через минуту; если не поможет, обратитесь к администратору.',
	// Lists.
	'list.no-instances': 'Инстансов пока нет. Агент добавляет их командой /greenapi.create-instance.',
	'list.instance': '{id}: {state}, владелец {owner}, создан {day}',
	'list.instance-unowned': '{id}: {state}, без владельца, создан {day}',
	'list.no-users':
		'Пользователей пока нет. Агент регистрируется командой /greenapi.register-agent.',
	'list.user': '{email}: идентификатор Rocket.Chat {user}, инстансов: {count}, создан {day}',
	'list.user-one': '{email}: идентификатор Rocket.Chat {user}, инстансов: 1, создан {day}',
	'list.none': 'нет',
	'list.paused': '{state} (приостановлен)',
	'list.instance-value': '{name}: {value} (инстанс)',
	'list.workspace-value': '{name}: {value} (рабочее пространство)',
	'list.default-value': '{name}: {value} (по умолчанию)',
	'command.preference-all':
		'{name} для всех инстансов без собственного значения, начиная со следующего сообщения: {value} ({origin})',
	'command.preference-one':
		'{name} для инстанса {instance}, начиная со следующего сообщения: {value} ({origin})',
	'origin.instance': 'инстанс',
	'origin.workspace': 'рабочее пространство',
	'origin.default': 'по умолчанию',
	// Preferences.
	'refusal.unknown-preference': 'Настройки с таким именем нет.',
	'help.unknown-preference': 'Есть настройки {names}.',
	'refusal.bad-value': 'Допустимое значение: {expected}.',
	'refusal.bad-value-of': '{name}: допустимое значение — {expected}.',
	'help.bad-value': 'Ничего не изменено; задайте настройку ещё раз с таким значением.',
	'value.one-of': 'одно из слов {words}',
	'value.groups': 'off, all или идентификаторы вида 120363043968066561@g.us',
	'value.message': 'текст не длиннее {limit} символов',
	'value.signature': 'шаблон из текста, {agent}, {username} и частей в [ ]',
	'value.hours': 'дни и часы вида mon-fri 09:00-18:00, sat 10:00-14:00',
	'value.time-zone': 'часовой пояс, например Europe/Berlin или UTC',
	// The ledger, for operators.
	'refusal.message-not-found-row': 'Сообщения {id} в журнале сообщений нет.',
	'help.message-not-found-drop':
		'greenapi-rc list-messages --state pending показывает номера тех, которые ждут, list-dead-letters — недоставленных.',
	'help.message-not-found-row':
		'greenapi-rc list-dead-letters показывает номера тех, которые можно отправить повторно.',
	'refusal.message-not-dead':
		'Сообщение {id} не относится к недоставленным: его состояние — {state}.',
	'help.message-not-dead': 'greenapi-rc trace {id} покажет, где оно находится.',
	'refusal.bad-chat': 'Это не идентификатор чата и не номер телефона.',
	'help.bad-chat': 'Укажите +4915112345678 или идентификатор чата, например 79001112233@c.us.',
	'refusal.message-settled': 'От сообщения {id} нельзя отказаться: его состояние — {state}.',
	'refusal.message-under-way': 'Сообщение {id} доставляется прямо сейчас.',
	'help.message-under-way':
		'Повторите через минуту; greenapi-rc pause-instance {instance} не даст отправлять его снова.',
	'refusal.nothing-found': 'Ничего не найдено: {looked}.',
	'looked.row': 'нет записи с номером {id}',
	'looked.message': 'нет сообщения с идентификатором {id}',
	'looked.chat': 'нет сообщений чата {id} у зарегистрированных инстансов',
	'help.nothing-found':
		'Укажите номер записи, идентификатор сообщения в WhatsApp или Rocket.Chat, номер телефона с кодом страны или идентификатор чата.',
	'help.nothing-found-group':
		'Сообщения группы, которая не показывается (настройка groups), находятся только по их собственным идентификаторам. Укажите номер записи, идентификатор сообщения в WhatsApp или Rocket.Chat, номер телефона с кодом страны или идентификатор чата.',
	// Care of the data.
	'refusal.prune-too-young': 'То, чему меньше {days} дней, никогда не удаляется.',
	'help.prune-too-young':
		'Укажите {days}d или больше: до этого GREEN-API и Rocket.Chat могут повторить событие, а люди — изменить или удалить сообщение.',
	'refusal.contact-busy': 'Ещё не доставлено сообщений этого контакта: {count}.',
	'help.contact-busy':
		'Дождитесь доставки (чего они ждут, скажет greenapi-rc trace) или откажитесь от них с --drop-waiting.',
	'refusal.contact-held': 'Сообщение этого контакта доставляется прямо сейчас.',
	'help.contact-held': 'Повторите через несколько секунд.',
	'refusal.contact-is-instance': 'Это номер самого инстанса {instance}.',
	'help.contact-is-instance':
		'Укажите номер клиента. Чтобы забыть инстанс, используйте greenapi-rc remove-instance и greenapi-rc prune.',
	'refusal.chat-not-found': 'Чата {chat} в журнале нет.',
	'help.chat-not-found':
		'Укажите номер телефона с кодом страны или идентификатор чата, как его печатает greenapi-rc trace.',
	'refusal.key-not-in-use': 'Настроенный ключ — не ключ этой базы данных.',
	'help.key-not-in-use':
		'Ничего не изменено. Задайте SECRET_KEY, SECRET_KEY_FILE или DATA_DIR так же, как у демона.',
	'refusal.backup-failed': 'Резервную копию сделать не удалось: {reason}.',
	'help.backup-failed':
		'От неё ничего не осталось. Укажите место, где достаточно свободно и куда можно писать, и повторите.',
	'refusal.backup-exists': 'Файл {path} уже есть.',
	'help.backup-exists': 'Укажите другой с --out или уберите этот.',
	// Status.
	'status.version': '*Мост WhatsApp* greenapi-rc {version}',
	'status.no-instances': 'Инстансов пока нет: подключите номер командой /greenapi.create-instance.',
	'status.instances': '*Инстансы*',
	'status.number': 'номер {number}',
	'status.no-number': 'без номера',
	'status.paused': 'приостановлен, прошло: {age}',
	'status.paused-why': 'приостановлен, прошло: {age} ({reason})',
	'status.owner': 'владелец {owner}',
	'status.no-owner': 'без владельца',
	'status.way-app':
		'Сообщения попадают в Rocket.Chat через приложение (версия {version}, на связи {ago}).',
	'status.way-app-gone':
		'Сообщения попадают в Rocket.Chat через REST: приложение (версия {version}, на связи {ago}) не отвечает. Проверьте, включено ли оно.',
	'status.way-rest': 'Сообщения попадают в Rocket.Chat через REST.',
	'status.waiting': '*Сообщения в очереди*',
	'status.in': '• в Rocket.Chat: {count}',
	'status.in-since': '• в Rocket.Chat: {count}, самое старое ждёт {age}',
	'status.out': '• в WhatsApp: {count}',
	'status.out-since': '• в WhatsApp: {count}, самое старое ждёт {age}',
	'status.more': '• и ещё {count}: все показывает /greenapi.list-instances',
	'status.held': '• чаты, которые ждут: {count} ({reason})',
	'status.parked': '• правки, удаления и реакции, чьё сообщение ещё не пришло: {count}',
	'status.dead': 'Не удалось доставить за последние 24 часа: {count}.',
	'status.dead-help':
		'Не удалось доставить за последние 24 часа: {count}. Тот, кто обслуживает greenapi-rc, увидит их командой greenapi-rc list-dead-letters.',
	'state.authorized': 'подключён',
	'state.notAuthorized': 'телефон не привязан',
	'state.starting': 'запускается',
	'state.sleepMode': 'телефон выключен',
	'state.blocked': 'заблокирован WhatsApp',
	'state.suspended': 'ограничен WhatsApp',
	'state.tokenRefused': 'токен не принимается',
	'state.instanceRefused': 'неизвестен по своему адресу',
	'state.gone': 'удалён в GREEN-API, или срок истёк',
	'state.other': 'в состоянии {state}',
	'age.now': 'меньше минуты',
	'age.minutes': '{count} мин',
	'age.hours': '{count} ч',
	'age.days': '{count} дн.',
	'ago.now': 'только что',
	'ago.age': '{age} назад',
};
