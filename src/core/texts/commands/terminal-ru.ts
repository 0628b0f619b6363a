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
	'refusal.terminal-needed': '--watch перерисовывает экран, а терминала здесь нет.',
	'help.terminal-needed':
		'Добавьте --json, чтобы получать по объекту в строке, или уберите --watch.',
	'refusal.link-timeout': 'За {time} к инстансу {instance} не привязали телефон.',
	'help.link-timeout':
		'Ничего не изменено; повторите ту же команду, когда телефон будет под рукой.',
	'refusal.qr-unreadable':
		'В картинке, которую дал GREEN-API, нет QR-кода, который можно прочитать.',
	'help.qr-unreadable':
		'Сохраните её как есть с --png <файл> или привяжите телефон с --phone <номер>.',
	'help.png-exists': 'Укажите другой в --png или уберите этот.',
	'help.png-failed': 'Укажите в --png файл в папке, куда вам можно писать.',
	'refusal.settings-partly': 'Не удалось с инстансами: {count} из {total}.',
	'help.settings-partly': 'Повторите ту же команду, когда причины будут устранены.',
	'prompt.which-instance': 'Какой инстанс?',
	'help.name-instance': 'Укажите один из этих: {instances}.',
	'help.yes-or-dry-run': 'Укажите --yes или --dry-run, чтобы увидеть, что было бы записано.',
	'refusal.answers': 'Файл с ответами {problem}.',
	'answers.of-agents': 'должен содержать userId и tokenFile (или token) для каждого из "agents"',
	'answers.no-object': 'не является одним объектом JSON',
	'answers.unknown': 'содержит неизвестные поля: {names}',
	'answers.wrong': 'содержит неверные значения в полях: {names}',
	'answers.open': 'содержит токен и доступен для чтения другим',
	'answers.unreadable': 'не удаётся прочитать ({code})',
	'help.answers': 'Образец есть в docs/operations.md; файлу с токенами нужно: chmod 600.',
	'refusal.address-other': 'По адресу {address} отвечает не greenapi-rc.',
	'refusal.address-nobody': 'По адресу {address} никто не отвечает.',
	'refusal.address-another':
		'По адресу {address} отвечает демон другого greenapi-rc, с другим ключом.',
	'refusal.address-ours': 'По адресу {address} отвечает демон этой папки.',
	'refusal.port-taken': 'На {address} отвечает другая программа.',
	'refusal.port-another': 'На {address} работает демон другого greenapi-rc, с другим ключом.',
	'help.port-taken': 'Выберите другой порт (--port или PORT в .env) или остановите ту программу.',
	'help.address':
		'Пусть обратный прокси (deploy/nginx.conf.example) или туннель ведёт с этого адреса на порт демона. Если адрес недоступен только с этой машины: --skip-address-check.',
	'refusal.daemon-ended': 'Демон завершился ({how}):\n{lines}',
	'help.daemon-ended': 'Его журнал: {file}; устраните причину и выполните setup снова.',
	'refusal.app-settings': 'Приложение установлено, но не приняло настройки.',
	'help.app-settings':
		'Сам сервер Rocket.Chat должен иметь доступ к демону по адресу APP_URL: посмотрите журнал приложения в Rocket.Chat и выполните setup снова, как есть или с --without-app.',
	'refusal.app-silent': 'Приложение установлено, но демон ничего о нём не услышал.',
	'help.app-silent':
		'Сам сервер Rocket.Chat должен иметь доступ к демону по адресу APP_URL, а его Site_Url должен совпадать с адресом рабочего пространства; потом выполните setup снова, как есть или с --without-app.',
	'refusal.webhook-taken': 'Вебхук Omnichannel этого рабочего пространства уже занят: {host}.',
	'help.webhook-taken':
		'Он только один: заберите его с --replace-webhook или установите приложение, которому он не нужен.',
	'receiver.another': 'другой получатель',
	'refusal.test-refused': 'Публичный адрес демона ответил на сообщение кодом {status}.',
	'help.test-refused':
		'Проверьте, что APP_URL ведёт к демону этой папки и что прокси перед ним пропускает /api/webhook/.',
	'refusal.test-not-delivered': 'Пробное сообщение не дошло до Rocket.Chat: {reason}.',
	'help.test-not-delivered':
		'Код объяснён в docs/error-codes.md; больше показывают greenapi-rc list-dead-letters и greenapi-rc trace. Потом выполните setup снова.',
	'reason.unclear': 'неясно почему',
};
