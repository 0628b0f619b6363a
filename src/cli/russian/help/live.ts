/** Helps of live-commands.ts. */
export const LIVE_HELP: Readonly<Record<string, string>> = {
	'the customer’s number with country code, or their WhatsApp id':
		'номер клиента с кодом страны или его идентификатор в WhatsApp',
	'what to send; - reads it from standard input': 'что отправить; - означает стандартный ввод',
	'by which instance, where there are several': 'через какой инстанс, если их несколько',
	'only instances of this workspace': 'только инстансы этого рабочего пространства',
	'wait until it has a receipt, 30 seconds': 'ждать отметки о доставке, 30 секунд',
	'An open conversation in Rocket.Chat shows what was sent; none is opened for it.':
		'Открытый разговор в Rocket.Chat покажет отправленное; новый ради этого не открывается.',
	'show how it goes: what is connected, what crosses, what waits, what failed':
		'показать, как идут дела: что подключено, что передаётся, что ждёт, что не удалось',
	'draw it again every 2 seconds, until q': 'обновлять каждые 2 секунды, до q',
	'only this workspace': 'только это рабочее пространство',
	'as JSON; with --watch one object a line': 'в виде JSON; с --watch по объекту в строке',
	'follow messages as they cross: a line for each thing that happens':
		'следить за сообщениями вживую: по строке на каждое событие',
	'only the chat with this number': 'только чат с этим номером',
	'only this chat, by its WhatsApp id': 'только этот чат, по его идентификатору в WhatsApp',
	'only to Rocket.Chat, or only to WhatsApp': 'только в Rocket.Chat или только в WhatsApp',
	'only steps that leave a message in this state':
		'только шаги, после которых сообщение в этом состоянии',
	'begin with what was accepted since: 10m, 2h, 1d, or a date':
		'начать с принятого не раньше: 10m, 2h, 1d назад или дата',
	'end after so many lines': 'завершить после стольких строк',
	'print what messages say, too: customers’ texts':
		'показать и содержание сообщений: тексты клиентов',
	'one JSON object a line': 'по объекту JSON в строке',
	'play a webhook to the running daemon, as the cloud would send it':
		'проиграть работающему демону вебхук, как его прислало бы облако',
	'what happens; --list prints all kinds': 'что происходит; все виды показывает --list',
	'print all kinds, and what they are': 'показать все виды и что они значат',
	'at which instance, where there are several': 'у какого инстанса, если их несколько',
	'the customer’s number': 'номер клиента',
	'the customer’s name': 'имя клиента',
	'what the message says': 'текст сообщения',
	'where a file is; of an agent’s file: its path in the workspace':
		'где лежит файл; для файла агента – путь в его рабочем пространстве',
	'the message it is about; without it the newest that fits':
		'о каком сообщении речь; если не указано, о последнем подходящем',
	'so many of them, one after the other': 'столько подряд',
	'wait until it has crossed, 30 seconds': 'ждать, пока будет передано, 30 секунд',
	'where the daemon is; without it HOST and PORT say so':
		'где демон; если не указано, это говорят HOST и PORT',
	'go by the public address, APP_URL': 'через публичный адрес, APP_URL',
	'for what Rocket.Chat sends: file with the webhookToken, - is standard input':
		'для того, что шлёт Rocket.Chat: файл с webhookToken, - означает стандартный ввод',
	'print the body, send nothing': 'показать тело, ничего не отправлять',
	'It is a real message for the daemon: it makes a room in Rocket.Chat, and what an agent answers is really':
		'Для демона это настоящее сообщение: оно открывает комнату в Rocket.Chat, а ответ агента действительно',
	'sent. +1 202 555 0123 is nobody’s number; think before you name another one.':
		'отправляется. +1 202 555 0123 – ничей номер; подумайте, прежде чем указать другой.',
};
