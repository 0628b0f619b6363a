type Told = readonly [what: string, help: string];

/** A bug. */
export const UNEXPECTED: Told = [
	'Непредвиденная ошибка.',
	'Это ошибка в greenapi-rc; сообщите о ней вместе с тем, что показывает --debug.',
];

const NOTHING = 'Ничего делать не нужно.';
const CONSOLE = 'Сверьте с консолью https://console.green-api.com.';

/** What happened and what to do, by the code of docs/error-codes.md: of everything that has no words in the tables of texts. */
export const FAILURES: Readonly<Record<string, Told>> = {
	CONFIG_INVALID: [
		'Настройки неверны.',
		'Исправьте их; что откуда прочитано, показывает greenapi-rc config.',
	],
	CONFIG_ENV_FILE: [
		'Файл .env не читается.',
		'Дайте пользователю демона право читать его или удалите его.',
	],
	CONFIG_SECRET_KEY: [
		'Ключ не подходит.',
		'Новый создаёт openssl rand -base64 32. Никогда не меняйте ключ работающей базы данных.',
	],
	CONFIG_DATA_DIR: [
		'Папку данных нельзя создать или в неё нельзя писать.',
		'Укажите в DATA_DIR папку, в которую демон может писать.',
	],
	CONFIG_TRUST_PROXY: [
		'В TRUST_PROXY не адреса.',
		'Укажите loopback, число переходов или адреса, например 10.0.0.1,192.168.0.0/16.',
	],
	LISTEN_FAILED: [
		'Порт занят или недоступен.',
		'Освободите его или укажите другой в PORT (или OPS_PORT).',
	],
	CHECK_TIMED_OUT: [
		'Ответ не пришёл за время, заданное в --timeout.',
		'Посмотрите на нагрузку и сеть того, что проверялось, или дайте больше времени.',
	],
	UNEXPECTED,
	STORAGE_UNREACHABLE: [
		'База данных не отвечает.',
		'Проверьте, что её сервер работает, и адрес, порт, пользователя и пароль в DATABASE_URL.',
	],
	STORAGE_REFUSED: [
		'База данных отказала.',
		'Что именно ей мешает, сказано выше: права, место на диске, файл только для чтения, повреждён или не база данных.',
	],
	STORAGE_BUSY: [
		'Журнал файла SQLite нельзя очистить: базу данных кто-то читает.',
		'Завершите того, кто её читает, потом выполните greenapi-rc prune --compact.',
	],
	STORAGE_COPY_DAMAGED: ['Копия читается не целиком.', 'Проверьте диск и сделайте другую копию.'],
	STORAGE_DUMP_FAILED: [
		'mariadb-dump или mysqldump завершился с ошибкой.',
		'Устраните то, что сказано выше.',
	],
	STORAGE_NO_DUMP_PROGRAM: [
		'Ни mariadb-dump, ни mysqldump не установлены.',
		'Установите mariadb-client или сделайте копию там, где они есть.',
	],
	STORAGE_MISSING: [
		'Базы данных там нет.',
		'Укажите DATA_DIR или DATABASE_URL так, как у демона. Новую базу создаёт greenapi-rc migrate.',
	],
	STORAGE_OLDER: [
		'База данных старее этой версии.',
		'Выполните greenapi-rc migrate или запустите демон: он делает это сам.',
	],
	STORAGE_NEWER: [
		'Базу данных обновила более новая версия.',
		'Установите ту версию снова или восстановите копию, сделанную до обновления.',
	],
	STORAGE_MIGRATION_LOCKED: [
		'Базу данных обновляет другой процесс.',
		'Дождитесь его или завершите его; потом запустите снова.',
	],
	STORAGE_KEY_WRONG: [
		'Сохранённые токены зашифрованы другим ключом.',
		'Верните ключ, с которым база использовалась. Если он потерян, зарегистрируйте всё заново.',
	],
	LEDGER_DOUBT: ['Вызов GREEN-API оборвался, и неясно, подействовал ли он.', NOTHING],
	LEDGER_ECHO_UNSURE: ['Возможно, это собственное сообщение моста.', NOTHING],
	LEDGER_FILE_GONE: [
		'Файла для отправки больше нет в базе данных, или он повреждён.',
		'Отправьте его заново; это сообщение снимает drop-message.',
	],
	LEDGER_LEASE_LOST: [
		'Демон стоял дольше LEASE_MS, и чат взял другой.',
		'Если это бывает часто, увеличьте LEASE_MS или посмотрите на нагрузку.',
	],
	LEDGER_TARGET_REMOVED: [
		'Рабочее пространство или инстанс сообщения больше не зарегистрированы.',
		'Зарегистрируйте их снова, потом выполните greenapi-rc retry-message <номер>.',
	],
	LEDGER_PAYLOAD_UNREADABLE: [
		'Строка изменена снаружи или записана другой версией.',
		'Посмотрите её: greenapi-rc trace <номер>; сообщите о ней, если таблицу никто не менял.',
	],
	HTTP_UNREACHABLE: [
		'Нет соединения.',
		'Проверьте, что сервер работает и доступен с этой машины: DNS, брандмауэр, сертификат.',
	],
	HTTP_TIMEOUT: ['Ответ не пришёл вовремя.', 'Проверьте нагрузку и сеть сервера.'],
	HTTP_BROKEN_OFF: ['Соединение оборвалось.', 'Проверьте сервер, сеть и прокси между ними.'],
	HTTP_ADDRESS_REFUSED: [
		'Адрес не публичный или не http(s).',
		'Rocket.Chat на частном адресе нужно назвать в ALLOWED_WORKSPACES.',
	],
	HTTP_REQUEST_INVALID: [
		'В сохранённом адресе или токене есть знаки, недопустимые в HTTP.',
		'Зарегистрируйте рабочее пространство или инстанс ещё раз.',
	],
	HTTP_ANSWER_TOO_LARGE: [
		'Ответ больше 10 МБ.',
		'Проверьте, что это адрес API, а не веб-страницы.',
	],
	HTTP_DOWNLOAD_REFUSED: ['Сервер не отдал файл.', 'Откройте файл там, откуда его отправили.'],
	HTTP_FILE_TOO_LARGE: [
		'Файл больше MAX_FILE_MB.',
		'Отправьте его по частям или ссылкой, или увеличьте MAX_FILE_MB.',
	],
	GREEN_API_FAILED: ['У GREEN-API сбой.', 'Повторите позже; состояние: https://green-api.com.'],
	GREEN_API_UNREADABLE: [
		'Ответ GREEN-API не такой, как обещано.',
		'Проверьте, что apiUrl – адрес GREEN-API и что вместо него не отвечает прокси.',
	],
	GREEN_API_RATE_LIMITED: ['Слишком много вызовов GREEN-API в секунду.', 'Повторите позже.'],
	GREEN_API_QUOTA: [
		'Тариф GREEN-API больше не позволяет чатов или вызовов в этом месяце.',
		'Смените тариф в консоли GREEN-API.',
	],
	GREEN_API_STARTING: ['Инстанс перезапускается.', 'Подождите: это занимает до пяти минут.'],
	GREEN_API_NOT_AUTHORIZED: [
		'К инстансу не привязан телефон.',
		'Привяжите его командой greenapi-rc link-instance или QR-кодом из консоли GREEN-API.',
	],
	GREEN_API_INSTANCE_GONE: [
		'Срок инстанса истёк, или он удалён.',
		'Продлите его в консоли или удалите здесь и создайте другой.',
	],
	GREEN_API_TOKEN_REFUSED: [
		'Сохранённый apiTokenInstance неверен.',
		'Скопируйте его из консоли; удалите инстанс здесь и создайте снова.',
	],
	GREEN_API_INSTANCE_REFUSED: ['idInstance и apiUrl не подходят друг к другу.', CONSOLE],
	GREEN_API_NOT_FOUND: ['Это не адрес API.', 'Скопируйте apiUrl и mediaUrl из консоли.'],
	GREEN_API_TOO_LARGE: [
		'Файл больше 100 МБ, предела GREEN-API.',
		'Отправьте меньше в одном файле или ссылку.',
	],
	GREEN_API_REFUSED: [
		'GREEN-API не принимает этот вызов.',
		'Проверьте получателя и содержание или поищите причину в «частых ошибках» GREEN-API.',
	],
	ROCKET_CHAT_UNAVAILABLE: [
		'Rocket.Chat не отвечает.',
		'Проверьте, что он работает и что адрес рабочего пространства верен.',
	],
	ROCKET_CHAT_UNEXPECTED_ANSWER: [
		'Ответил не Rocket.Chat.',
		'Проверьте, что стоит перед Rocket.Chat.',
	],
	ROCKET_CHAT_RATE_LIMITED: [
		'Rocket.Chat пока не принимает таких вызовов.',
		'Повторите позже или увеличьте предел (docs/operations.md).',
	],
	ROCKET_CHAT_NO_AGENT_ONLINE: [
		'На месте никого нет, поэтому Rocket.Chat не открывает комнату.',
		'Пусть кто-нибудь из агентов выйдет на связь, или включите приём без агентов на связи.',
	],
	ROCKET_CHAT_OMNICHANNEL_OFF: ['Omnichannel выключен.', 'Включите его.'],
	ROCKET_CHAT_ROOM_GONE: ['Комната закрыта или неизвестна.', NOTHING],
	ROCKET_CHAT_VISITOR_UNKNOWN: ['Rocket.Chat забыл посетителя.', NOTHING],
	ROCKET_CHAT_CREDENTIALS_REFUSED: [
		'Токен администратора рабочего пространства больше не действует.',
		'Создайте новый и выполните greenapi-rc update-token.',
	],
	ROCKET_CHAT_FILE_REFUSED: [
		'Посетителям запрещено загружать файлы.',
		'Включите FileUpload_Enabled и Livechat_fileupload_enabled.',
	],
	ROCKET_CHAT_FILE_SIZE: [
		'Файл слишком велик для Rocket.Chat или прокси перед ним.',
		'Увеличьте FileUpload_MaxFileSize и предел прокси.',
	],
	ROCKET_CHAT_FILE_TYPE: [
		'Rocket.Chat не принимает файлы этого типа.',
		'Измените FileUpload_MediaTypeWhiteList или FileUpload_MediaTypeBlackList.',
	],
	ROCKET_CHAT_TEXT_TOO_LONG: [
		'Текст длиннее, чем позволяет Rocket.Chat.',
		'Увеличьте Message_MaxAllowedSize или выключите Livechat_enable_message_character_limit.',
	],
	ROCKET_CHAT_DEPARTMENT_UNKNOWN: [
		'Отдела с таким идентификатором или названием нет.',
		'Укажите в настройке department тот, что есть.',
	],
	ROCKET_CHAT_CONTACT_BLOCKED: [
		'Контакт заблокирован в Rocket.Chat.',
		'Разблокируйте его в центре контактов.',
	],
	ROCKET_CHAT_NOT_ALLOWED: [
		'Править или удалять сообщения запрещено.',
		'Включите Message_AllowEditing и Message_AllowDeleting.',
	],
	ROCKET_CHAT_MESSAGE_UNKNOWN: ['Сообщение удалено в Rocket.Chat.', NOTHING],
	ROCKET_CHAT_UNSUPPORTED: [
		'Без приложения это рабочее пространство такого не умеет.',
		'Установите приложение или его более новую версию.',
	],
	ROCKET_CHAT_APP_GONE: [
		'Приложение в Rocket.Chat выключено, удалено или не узнаёт подпись моста.',
		'Включите его; если оно удалено, установите снова.',
	],
	ROCKET_CHAT_APP_FAILED: [
		'Приложение не ответило или не справилось.',
		'Почему, сказано в журнале приложения в Rocket.Chat.',
	],
	ROCKET_CHAT_APP_REFUSED: [
		'Rocket.Chat не принял пакет приложения.',
		'Почему, сказано в журнале Rocket.Chat.',
	],
	ROCKET_CHAT_PRIVATE_APPS_FORBIDDEN: [
		'Рабочее пространство не позволяет частных приложений.',
		'Используйте вебхук Omnichannel (docs/app.md): setup --without-app.',
	],
	ROCKET_CHAT_PERMISSION_MISSING: [
		'У пользователя этого токена нет на это прав в Rocket.Chat.',
		'Используйте токен пользователя с ролью admin.',
	],
	ROCKET_CHAT_TWO_FACTOR: [
		'Rocket.Chat требует второй фактор.',
		'Создайте токен с отметкой «Игнорировать двухфакторную аутентификацию».',
	],
	ROCKET_CHAT_UPLOAD_RETURNED: ['Приложение получило файл и не смогло его отправить.', NOTHING],
	ROCKET_CHAT_FILE_FORBIDDEN: [
		'Rocket.Chat не отдаёт файл агента: его комната закрыта.',
		'Отправьте его снова в открытой комнате.',
	],
	ROCKET_CHAT_FILE_GONE: ['Файла в Rocket.Chat больше нет.', 'Отправьте его снова.'],
	ROCKET_CHAT_FILE_ADDRESS_REFUSED: [
		'Файл агента лежит не в этом рабочем пространстве.',
		'Загрузите его в комнату; зарегистрируйте пространство с адресом из Site_Url.',
	],
	ROCKET_CHAT_REFUSED: [
		'Rocket.Chat отказал.',
		'Проверьте права пользователя рабочего пространства и журнал Rocket.Chat.',
	],
	DEMO_NOT_AS_EXPECTED: [
		'Не всё пришло так, как должно.',
		'Повторите на незанятой машине; если не поможет, сообщите об этом со всеми строками.',
	],
	DEMO_DAEMON_ENDED: [
		'Демон завершился сам.',
		'Почему, говорят строки его журнала; если его никто не завершал, сообщите о них.',
	],
	DEMO_INTERRUPTED: [
		'Демонстрация прервана.',
		'От неё ничего не осталось; запустите снова: npm run demo',
	],
};
