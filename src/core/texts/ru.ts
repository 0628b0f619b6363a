import type { Texts } from './en.js';

/** The texts in Russian. */
export const ru: Texts = {
	// Who did it.
	'who.customer': 'Клиент',
	'who.us': 'Ваша сторона',
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
	'kind.a.unknown': 'сообщение неизвестного вида',
	// Texts.
	'text.empty': '{who}: пустое сообщение.',
	'text.advertisement': '📣 Пришли по рекламе:',
	'text.undecrypted':
		'{who}: сообщение, которое WhatsApp не смог расшифровать. Оно может прийти в течение нескольких минут; если нет, попросите отправить его ещё раз.',
	'text.keys-lost':
		'{who}: сообщение, которое WhatsApp не смог расшифровать. Телефон потерял ключи: привяжите его заново в консоли GREEN-API и попросите отправить сообщение ещё раз.',
	'text.group-too-large':
		'{who}: сообщение, которое GREEN-API не смог передать, потому что группа слишком большая: откройте WhatsApp на телефоне.',
	'text.not-handed-over':
		'{who}: сообщение, которое GREEN-API не смог передать ({marker}): откройте WhatsApp на телефоне.',
	'see-phone': '{who}: {what}. Здесь это показать нельзя: откройте WhatsApp на телефоне.',
	// Files.
	'file.no-link':
		'{who}: {what}{name}. GREEN-API не смог передать файл: откройте WhatsApp на телефоне.',
	'file.too-large':
		'{who}: {what}{name}. Файл слишком большой для передачи (больше 100 МБ): откройте WhatsApp на телефоне.',
	'file.not-shown': '📎 _{who}: файл, который нельзя показать здесь:_ *{name}*{size}. {why}',
	'file.problem.over-limit':
		'Он больше {limit} МБ, которые принимает мост: откройте WhatsApp на телефоне.',
	'file.problem.expired':
		'Ссылка на него устарела, другой у GREEN-API нет: попросите прислать его ещё раз.',
	'file.problem.address': 'Мосту нельзя открывать его адрес: откройте WhatsApp на телефоне.',
	'file.problem.unreachable':
		'Сервер с файлом не отвечает: откройте WhatsApp на телефоне или попросите прислать файл ещё раз.',
	'file.problem.type':
		'Rocket.Chat не принимает файлы этого типа: попросите администратора разрешить их или откройте WhatsApp на телефоне.',
	'file.problem.size':
		'Он слишком большой для Rocket.Chat: попросите администратора увеличить лимит или откройте WhatsApp на телефоне.',
	'file.problem.uploads-off':
		'Загрузка файлов в Rocket.Chat выключена: обратитесь к администратору или откройте WhatsApp на телефоне.',
	// Places, contacts, polls, choices, invitations.
	'location.unknown': '📍 {who}: геопозиция без координат.',
	'contact.unknown':
		'👤 {who}: контакт, который не удалось прочитать: откройте WhatsApp на телефоне.',
	'poll.title': 'Опрос:',
	'poll.several': '_(можно выбрать несколько ответов)_',
	'poll.votes': 'Текущий результат опроса:',
	'poll.votes.named': 'Текущий результат опроса «{name}»:',
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
	'notice.not-shown': '⚠️ *Что-то, присланное клиентом, не удалось показать здесь.*',
	'notice.joined':
		'Этот клиент пишет и под другим номером WhatsApp. Разговор продолжается в [другой комнате]({link}), эта закрыта.',
	'failure.too-large':
		'Файл больше 100 МБ, которые принимает WhatsApp: отправьте файл поменьше или ссылку на него.',
	'failure.file-over-limit':
		'Файл больше {limit} МБ, которые можно отправить: отправьте файл поменьше или ссылку на него.',
	'failure.instance':
		'Номер WhatsApp этого чата подключён неправильно: обратитесь к владельцу инстанса или администратору.',
	'failure.refused':
		'GREEN-API не принимает это в таком виде: проверьте текст или файл и отправьте ещё раз.',
	'failure.no-answer':
		'Другая сторона не отвечала целые сутки. Обратитесь к администратору и отправьте ещё раз, если это ещё нужно.',
	'failure.file-forbidden':
		'Rocket.Chat не отдаёт файл, вероятно, потому что диалог закрыт: откройте диалог с клиентом и отправьте файл там.',
	'failure.file-gone': 'Файла больше нет в Rocket.Chat: отправьте его ещё раз.',
	'failure.contact-blocked':
		'Этот контакт заблокирован в Rocket.Chat: разблокируйте его и попросите администратора повторить сообщение.',
	'receipt.noAccount':
		'*Не доставлено:* у этого номера нет WhatsApp. Проверьте номер или свяжитесь с клиентом иначе.',
	'receipt.notInGroup':
		'*Не доставлено:* ваш номер больше не состоит в этой группе. Попросите добавить его снова.',
	'receipt.failed':
		'*Не доставлено:* WhatsApp сообщает об ошибке{reason}. Отправьте ещё раз; если не поможет, обратитесь к администратору.',
	'receipt.suspended':
		'*Ещё не отправлено:* WhatsApp временно ограничил ваш номер. Сообщение ждёт до 24 часов и уйдёт, когда ограничение снимут; пока меньше пишите новым контактам.',
	'receipt.edit-failed':
		'*Правка не внесена:* клиент по-прежнему видит старый текст{reason}. WhatsApp разрешает правки 15 минут; отправьте новое сообщение.',
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
	'outgoing.not-edited': '⚠️ *Ваше изменение не попало в WhatsApp.*',
	'outgoing.not-deleted': '⚠️ *Сообщение не удалено в WhatsApp.*',
	'outgoing.not-reacted': '⚠️ *Ваша реакция не попала в WhatsApp.*',
	'outgoing.not-automatic': '⚠️ *Автоматическое сообщение не доставлено клиенту.*',
	'outgoing.no-chat':
		'Этот чат не относится ни к одному номеру WhatsApp этого моста, поэтому ничего не отправлено. Отвечайте в комнате, которую открыло сообщение из WhatsApp.',
	'outgoing.instance-removed':
		'Инстанс WhatsApp {instance} этого чата удалён. Создайте его снова командой create-instance.',
	'outgoing.not-registered':
		'Вы не зарегистрированы в мосте WhatsApp. Зарегистрируйтесь командой /greenapi.register-agent и отправьте сообщение ещё раз.',
	'outgoing.file-too-large':
		'Файл {name} занимает {size} МБ, отправить можно не больше {limit} МБ. Из сообщения ничего не отправлено: разделите файл на части или пришлите ссылку.',
	'outgoing.edit-too-late':
		'WhatsApp разрешает изменять сообщения в течение 15 минут: клиент по-прежнему видит прежний текст. Отправьте новое сообщение.',
	'outgoing.edit-undelivered':
		'Само сообщение не было доставлено в WhatsApp, поэтому изменять там нечего. Отправьте его ещё раз.',
	'outgoing.edit-unknown-there':
		'GREEN-API не сообщил, под каким номером отправлено это сообщение, поэтому изменить его нельзя: клиент по-прежнему видит прежний текст.',
	'outgoing.edit-length':
		'Новый текст занял бы больше или меньше сообщений WhatsApp, чем прежний: клиент по-прежнему видит прежний текст. Отправьте новое сообщение.',
	'outgoing.edit-caption':
		'WhatsApp позволяет изменять тексты, но не подпись под файлом: клиент по-прежнему видит прежнюю подпись. Отправьте новое сообщение.',
	'outgoing.deletion-too-late':
		'WhatsApp разрешает удалять сообщения в течение 72 часов: это клиент по-прежнему видит.',
	'outgoing.deletion-unknown-there':
		'GREEN-API не сообщил, под каким номером отправлено это сообщение, поэтому удалить его нельзя: клиент по-прежнему его видит.',
	'outgoing.reaction-unknown':
		'Мост не знает этого сообщения в WhatsApp, поэтому клиент не видит реакцию.',
	'outgoing.emoji-unknown': 'WhatsApp не знает эмодзи {emoji}. Выберите другой.',
	'outgoing.automatic': '🤖 _Отправлено клиенту автоматически:_\n{text}',
	// What the owner of an instance is told in a direct message.
	'alert.state.authorized':
		'✅ Инстанс WhatsApp {instance} подключён: сообщения идут в обе стороны.',
	'alert.state.notAuthorized':
		'⚠️ *Инстанс WhatsApp {instance} не подключён:* телефон не привязан. Отсканируйте его QR-код в консоли GREEN-API (WhatsApp, «Связанные устройства»). Сообщения агентов пока ждут.',
	'alert.state.blocked':
		'⛔ *WhatsApp заблокировал номер инстанса {instance}.* Сообщения не отправляются. Что можно сделать, сказано в консоли GREEN-API.',
	'alert.state.suspended':
		'⚠️ *WhatsApp временно ограничил номер инстанса {instance},* подозревая спам. Сообщения приходят; написанное агентами ждёт в GREEN-API до 24 часов. Пишите меньше новым контактам; когда ограничение снимут, отправку возобновит перезагрузка инстанса в консоли.',
	'alert.state.sleepMode':
		'⚠️ *Инстанс WhatsApp {instance} спит:* его телефон выключен. Включите телефон.',
	'alert.state.starting':
		'⚠️ *Инстанс WhatsApp {instance} запускается уже больше десяти минут.* Перезагрузите его в консоли GREEN-API.',
	'alert.state.tokenRefused':
		'⛔ *GREEN-API не принимает токен инстанса WhatsApp {instance}.* Скопируйте apiTokenInstance из консоли, затем удалите инстанс здесь и создайте его снова.',
	'alert.state.instanceRefused':
		'⛔ *GREEN-API не знает инстанса WhatsApp {instance} по его адресу.* Сверьте idInstance и apiUrl с консолью, затем удалите инстанс здесь и создайте его снова.',
	'alert.state.gone':
		'⛔ *Инстанс WhatsApp {instance} удалён или истёк в GREEN-API.* Продлите его в консоли или удалите здесь и создайте другой.',
	'alert.state.other':
		'⚠️ *Инстанс WhatsApp {instance} в состоянии «{state}».* Посмотрите его в консоли GREEN-API.',
	'alert.quota':
		'⚠️ *Тариф инстанса WhatsApp {instance} исчерпан* ({used}). Новые сообщения могут не приходить и не уходить, пока тариф не изменят в консоли GREEN-API или не закончится месяц.',
	'notice.contact-blocked':
		'🚫 _Клиент заблокировал ваш номер в WhatsApp: ваши сообщения до него не дойдут._',
	'notice.contact-unblocked': '✅ _Клиент больше не блокирует ваш номер в WhatsApp._',
};
