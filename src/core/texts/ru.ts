import { commandsRu } from './commands/ru.js';
import { terminalRu } from './commands/terminal-ru.js';
import type { Texts } from './en.js';

/** The texts in Russian. */
export const ru: Texts = {
	// Who did it.
	'who.customer': 'Клиент',
	'who.us': 'Ваш номер',
	// Marks in front of a message.
	'mark.phone': '_(отправлено с телефона)_',
	'mark.api': '_(отправлено другой программой)_',
	'mark.forwarded': '_(переслано)_',
	'mark.forwarded.often': '_(переслано много раз)_',
	// Kinds, in the middle of a sentence.
	'kind.a.image': 'фото',
	'kind.a.video': 'видео',
	'kind.a.audio': 'голосовое сообщение',
	'kind.a.document': 'документ',
	'kind.a.sticker': 'стикер',
	'kind.a.buttons': 'сообщение с кнопками',
	'kind.a.list': 'список для выбора',
	'kind.a.unknown': 'сообщение неизвестного типа',
	// Texts.
	'text.empty': '{who}: пустое сообщение.',
	'text.advertisement': '📣 Переход по рекламе:',
	'text.undecrypted':
		'{who}: сообщение, которое WhatsApp не смог расшифровать. Оно ещё может прийти в течение нескольких минут; если не придёт, попросите отправить его ещё раз.',
	'text.keys-lost':
		'{who}: сообщение, которое WhatsApp не смог расшифровать. Телефон потерял ключи: привяжите его заново в консоли GREEN-API и попросите отправить сообщение ещё раз.',
	'text.group-too-large':
		'{who}: сообщение, которое GREEN-API не смог передать, потому что группа слишком большая. Посмотрите его в WhatsApp на телефоне.',
	'text.not-handed-over':
		'{who}: сообщение, которое GREEN-API не смог передать ({marker}). Посмотрите его в WhatsApp на телефоне.',
	'see-phone': '{who}: {what}. Здесь это показать нельзя: посмотрите в WhatsApp на телефоне.',
	// Files.
	'file.no-link':
		'{who}: {what}{name}. GREEN-API не смог передать файл: посмотрите его в WhatsApp на телефоне.',
	'file.too-large':
		'{who}: {what}{name}. Файл слишком большой для передачи (больше 100 МБ): посмотрите его в WhatsApp на телефоне.',
	'file.not-shown': '📎 {who}: *{name}*{size}. _Этот файл нельзя показать здесь._ {why}',
	'file.size': '({size} МБ)',
	'file.problem.over-limit':
		'Мост принимает файлы до {limit} МБ, а этот больше: посмотрите его в WhatsApp на телефоне.',
	'file.problem.expired':
		'Ссылка на него устарела, а другой у GREEN-API нет: попросите прислать файл ещё раз.',
	'file.problem.address':
		'Адрес файла не из тех, которые мосту разрешено открывать: посмотрите файл в WhatsApp на телефоне.',
	'file.problem.unreachable':
		'Сервер с файлом не отвечает: посмотрите файл в WhatsApp на телефоне или попросите прислать его ещё раз.',
	'file.problem.type':
		'Rocket.Chat не принимает файлы этого типа: попросите администратора разрешить их или посмотрите файл в WhatsApp на телефоне.',
	'file.problem.size':
		'Он слишком большой для Rocket.Chat: попросите администратора увеличить лимит или посмотрите файл в WhatsApp на телефоне.',
	'file.problem.uploads-off':
		'Загрузка файлов в Rocket.Chat выключена: обратитесь к администратору или посмотрите файл в WhatsApp на телефоне.',
	// Places, contacts, polls, choices, invitations.
	'location.unknown': '📍 {who}: геопозиция без координат.',
	'contact.unknown':
		'👤 {who}: контакт, который не удалось прочитать. Посмотрите его в WhatsApp на телефоне.',
	'poll.title': 'Опрос:',
	'poll.several': '_(можно выбрать несколько ответов)_',
	'poll.votes': 'Текущие результаты опроса:',
	'poll.votes.named': 'Текущие результаты опроса «{name}»:',
	choice: '☑ Выбрано: {chosen}',
	'choice.unknown': '{who}: выбран пункт без названия.',
	invite: 'Приглашение в группу WhatsApp',
	'invite.named': 'Приглашение в группу WhatsApp *{group}*',
	'invite.until': '_(действует до {until})_',
	// What is said of an earlier message, as a line of its own.
	reaction: 'реакция: {emoji}',
	'reaction.removed': 'реакция снята',
	edit: '✏️ _сообщение изменено, теперь:_',
	'edit.unknown': '✏️ _сообщение изменено_',
	deletion: '🗑 _сообщение удалено в WhatsApp_',
	// Changes of a message that are shown at it.
	'change.before': '_(изменено; было:)_',
	'change.caption': '_(подпись изменена, теперь:)_',
	'change.deleted': '🗑 _(удалено в WhatsApp)_',
	'change.reaction.removed': '_(реакция снята)_',
	// What the bridge itself says in a room.
	'notice.not-shown': '⚠️ *Не удалось показать здесь то, что прислал клиент.*',
	'notice.joined':
		'Этот клиент пишет и под другим идентификатором WhatsApp. Разговор продолжается в [другой комнате]({link}), эта закрыта.',
	'failure.too-large':
		'WhatsApp принимает файлы до 100 МБ, а этот больше: отправьте файл поменьше или ссылку на него.',
	'failure.file-over-limit':
		'Можно отправлять файлы до {limit} МБ, а этот больше: отправьте файл поменьше или ссылку на него.',
	'failure.instance':
		'Номер WhatsApp этого чата подключён неправильно: обратитесь к владельцу инстанса или администратору.',
	'failure.refused':
		'GREEN-API не принимает это в таком виде: измените и попробуйте ещё раз или спросите у администратора причину.',
	'failure.no-answer':
		'GREEN-API или Rocket.Chat не отвечал целые сутки. Обратитесь к администратору и отправьте ещё раз, если это ещё нужно.',
	'failure.file-forbidden':
		'Rocket.Chat не отдаёт файл — вероятно, потому что диалог закрыт: откройте диалог с клиентом и отправьте файл там.',
	'failure.file-gone': 'Файла больше нет в Rocket.Chat: отправьте его ещё раз.',
	'failure.kept-file-gone':
		'Файла больше нет в базе данных моста: администратору нужно отправить его ещё раз.',
	'failure.contact-blocked':
		'Этот контакт заблокирован в Rocket.Chat: разблокируйте его в контакт-центре и попросите администратора повторить сообщение.',
	'receipt.noAccount':
		'*Не доставлено:* у этого номера нет WhatsApp. Проверьте номер или свяжитесь с клиентом иначе.',
	'receipt.notInGroup':
		'*Не доставлено:* ваш номер больше не состоит в этой группе. Попросите добавить его снова.',
	'receipt.failed':
		'*Не доставлено:* WhatsApp сообщает об ошибке{reason}. Отправьте ещё раз; если не поможет, обратитесь к администратору.',
	'receipt.suspended':
		'*Ещё не отправлено:* WhatsApp временно ограничил ваш номер. Сообщение ждёт до 24 часов и уйдёт, когда ограничение снимут; пока реже пишите новым контактам.',
	'receipt.edit-failed':
		'*Правка не внесена:* клиент по-прежнему видит старый текст{reason}. WhatsApp разрешает правки в течение 15 минут; отправьте новое сообщение.',
	// Calls.
	'call.voice': 'звонок',
	'call.video': 'видеозвонок',
	'call.ringing': 'Входящий {kind} WhatsApp: звонит телефон.',
	'call.answered': 'Входящий {kind} WhatsApp: ответили на телефоне{length}.',
	'call.missed': 'Пропущенный {kind} WhatsApp.',
	'call.declined': 'Отклонённый {kind} WhatsApp.',
	'call.called': 'Входящий {kind} WhatsApp{length}.',
	'call.out.answered': 'Исходящий {kind} WhatsApp с телефона: ответили{length}.',
	'call.out.missed': 'Исходящий {kind} WhatsApp с телефона: без ответа.',
	'call.out.failed': 'Исходящий {kind} WhatsApp с телефона: не удался.',
	'call.out.called': 'Исходящий {kind} WhatsApp с телефона{length}.',
	// What a quote shows of its message.
	'quote.unknown': 'более раннее сообщение',
	'quote.image': '📷 фото',
	'quote.video': '🎬 видео',
	'quote.audio': '🎤 голосовое сообщение',
	'quote.document': '📄 документ',
	'quote.sticker': '🏷 стикер',
	'quote.location': '📍 геопозиция',
	'quote.contact': '👤 контакт',
	'quote.contacts': '👥 контакты',
	'quote.poll': '📊 опрос',
	'quote.invite': '👥 приглашение в группу',
	'quote.buttons': '🔘 сообщение с кнопками',
	'quote.list': '☰ список',

	'outgoing.not-delivered': '⚠️ *Ваше сообщение не доставлено в WhatsApp.*',
	'outgoing.not-edited': '⚠️ *Ваша правка не попала в WhatsApp.*',
	'outgoing.not-deleted': '⚠️ *Сообщение не удалено в WhatsApp.*',
	'outgoing.not-reacted': '⚠️ *Ваша реакция не попала в WhatsApp.*',
	'outgoing.not-automatic': '⚠️ *Автоматическое сообщение не доставлено клиенту.*',
	'outgoing.no-chat':
		'Этот чат не относится ни к одному номеру WhatsApp этого моста, поэтому ничего не отправлено. Отвечайте в комнате, которую открыло сообщение из WhatsApp.',
	'outgoing.instance-removed':
		'Инстанс WhatsApp {instance} этого чата удалён. Создайте его снова командой create-instance.',
	'outgoing.not-registered':
		'Вы не зарегистрированы как агент моста WhatsApp. Зарегистрируйтесь командой /greenapi.register-agent и отправьте сообщение ещё раз.',
	'outgoing.file-too-large':
		'Файл {name} занимает {size} МБ, а отправить можно не больше {limit} МБ. Сообщение не отправлено совсем: разделите файл на части или пришлите ссылку.',
	'outgoing.edit-too-late':
		'WhatsApp разрешает изменять сообщения в течение 15 минут: клиент по-прежнему видит старый текст. Отправьте новое сообщение.',
	'outgoing.edit-undelivered':
		'Само сообщение не было доставлено в WhatsApp, поэтому изменять там нечего. Отправьте его ещё раз.',
	'outgoing.edit-unknown-there':
		'GREEN-API не сообщил идентификатор этого сообщения, поэтому изменить его нельзя: клиент по-прежнему видит старый текст.',
	'outgoing.edit-length':
		'Новый текст занял бы больше или меньше сообщений WhatsApp, чем старый: клиент по-прежнему видит старый текст. Отправьте новое сообщение.',
	'outgoing.edit-caption':
		'WhatsApp позволяет изменять тексты, но не подпись под файлом: клиент по-прежнему видит старую подпись. Отправьте новое сообщение.',
	'outgoing.deletion-too-late':
		'WhatsApp разрешает удалять сообщения в течение 72 часов: клиент по-прежнему видит это сообщение.',
	'outgoing.deletion-unknown-there':
		'GREEN-API не сообщил идентификатор этого сообщения, поэтому удалить его нельзя: клиент по-прежнему его видит.',
	'outgoing.reaction-unknown':
		'Мост не знает этого сообщения в WhatsApp, поэтому клиент не видит реакцию.',
	'outgoing.emoji-unknown': 'WhatsApp не знает эмодзи {emoji}. Выберите другой.',
	'outgoing.dropped': 'Оператор моста убрал его из очереди. Отправьте снова, если это ещё нужно.',
	'outgoing.dropped-in-doubt':
		'⚠️ *Оператор моста убрал ваше сообщение из очереди.* Возможно, клиент его всё же получил; повторных попыток не будет.',
	'outgoing.automatic': '🤖 _Отправлено клиенту автоматически:_\n{text}',
	'outgoing.terminal': '🖥️ _Отправлено клиенту администратором моста:_\n{text}',
	'outgoing.terminal-file': '🖥️ _Отправлено клиенту администратором моста:_ 📎 {name}\n{text}',
	// What the app of a workspace is told.
	'app.other-workspace':
		'Токен вебхука в настройках этого приложения принадлежит рабочему пространству {workspace}, а не {url}. Если Rocket.Chat переехал, зарегистрируйте пространство по новому адресу, иначе впишите токен этого пространства.',
	// What the owner of an instance is told in a direct message.
	'alert.state.authorized':
		'✅ Инстанс WhatsApp {instance} подключён: сообщения идут в обе стороны.',
	'alert.state.notAuthorized':
		'⚠️ *Инстанс WhatsApp {instance} не подключён:* телефон не привязан. Привяжите его командой /greenapi.link-instance {instance}, greenapi-rc link-instance {instance} или QR-кодом из консоли GREEN-API. Сообщения агентов пока ждут.',
	'alert.state.blocked':
		'⛔ *WhatsApp заблокировал номер инстанса {instance}.* Сообщения не отправляются. Что можно сделать, сказано в консоли GREEN-API.',
	'alert.state.suspended':
		'⚠️ *WhatsApp временно ограничил номер инстанса {instance}* из-за подозрения в спаме. Входящие сообщения приходят, а сообщения агентов ждут в GREEN-API до 24 часов. Реже пишите новым контактам; когда ограничение снимут, отправку возобновит перезагрузка инстанса в консоли.',
	'alert.state.sleepMode':
		'⚠️ *Инстанс WhatsApp {instance} спит:* его телефон выключен. Включите телефон.',
	'alert.state.starting':
		'⚠️ *Инстанс WhatsApp {instance} запускается уже больше десяти минут.* Перезагрузите его в консоли GREEN-API.',
	'alert.state.tokenRefused':
		'⛔ *GREEN-API не принимает токен инстанса WhatsApp {instance}.* Скопируйте apiTokenInstance из консоли, затем удалите инстанс здесь и создайте его снова.',
	'alert.state.instanceRefused':
		'⛔ *GREEN-API не знает инстанса WhatsApp {instance} по его адресу.* Сверьте idInstance и apiUrl с консолью, затем удалите инстанс здесь и создайте его снова.',
	'alert.state.gone':
		'⛔ *Инстанс WhatsApp {instance} удалён в GREEN-API, или его срок истёк.* Продлите его в консоли или удалите здесь и создайте другой.',
	'alert.state.other':
		'⚠️ *Инстанс WhatsApp {instance} в состоянии «{state}».* Посмотрите его в консоли GREEN-API.',
	'alert.quota':
		'⚠️ *Лимит тарифа инстанса WhatsApp {instance} исчерпан* ({used}). Новые сообщения могут не приходить и не уходить, пока тариф не изменят в консоли GREEN-API или не закончится месяц.',
	'alert.department':
		'⚠️ *В Rocket.Chat нет отдела «{department}»* для диалогов инстанса WhatsApp {instance}: они начинаются без отдела. Укажите в настройке department существующий отдел.',
	'notice.contact-blocked':
		'🚫 _Клиент заблокировал ваш номер в WhatsApp: ваши сообщения до него не дойдут._',
	'notice.contact-unblocked': '✅ _Клиент больше не блокирует ваш номер в WhatsApp._',
	...commandsRu,
	...terminalRu,
};
