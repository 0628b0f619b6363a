/** Helps of `send` in live-commands.ts. */
export const SEND_HELP: Readonly<Record<string, string>> = {
	'write to a customer, or send a file; the daemon sends it, now or when it runs again':
		'написать клиенту или послать файл; отправит демон, сейчас или когда снова заработает',
	'send this file instead of a text; - is standard input':
		'отправить этот файл вместо текста; - означает стандартный ввод',
	'what stands below the file': 'подпись под файлом',
	'how the file is called for the customer; the extension says as what it is shown':
		'имя файла для клиента; от расширения зависит, как он будет показан',
};
