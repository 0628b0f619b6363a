/** Helps of care-commands.ts. */
export const CARE_HELP: Readonly<Record<string, string>> = {
	'print a conversation as it passed: what customers wrote, by its nature':
		'показать разговор, как он шёл; в нём, понятно, и тексты клиентов',
	'phone number with country code, or chat id': 'номер телефона с кодом страны или чат',
	'for reading, or for programs': 'для чтения или для программ',
	'as --format json': 'то же, что --format json',
	'into a new file, mode 0600, instead of standard output':
		'в новый файл с правами 0600 вместо стандартного вывода',
	'from this day, time or age on: 2026-11-01, 30d':
		'начиная с этого дня, времени или возраста: 2026-11-01, 30d',
	'before this day, time or age': 'до этого дня, времени или возраста',
	'only what this instance knows': 'только то, что известно этому инстансу',
	'forget a person: all that the database holds of them':
		'забыть человека: всё, что о нём есть в базе данных',
	'number with country code, or WhatsApp id': 'номер с кодом страны или идентификатор в WhatsApp',
	'give up what is still to be delivered; without it that is refused':
		'отказаться от ещё не доставленного; без этого, если такое есть, команда не выполняется',
	'leave what was removed in the free pages of the file':
		'оставить удалённое в свободных страницах файла',
	'say how many rows it would be, and change nothing':
		'сказать, сколько будет строк, ничего не менять',
	'do not ask for the number once more': 'не переспрашивать номер',
	'copy the database while the daemon runs, and check the copy':
		'скопировать базу данных, не останавливая демон, и проверить копию',
	'a new file, mode 0600; it is never overwritten':
		'новый файл с правами 0600; существующий не перезаписывается',
	'the key of the stored tokens, too, into <file>.key': 'и ключ сохранённых токенов, в <файл>.key',
	'remove what was delivered long ago; what is not settled always stays':
		'удалить давно доставленное; незавершённое остаётся всегда',
	'what was settled before that: 90d, 12w, 2y; at least 7d':
		'что завершено раньше: 90d, 12w, 2y; не меньше 7d',
	'keep the rows, remove only what they say': 'строки оставить, удалить только содержание',
	'old dead letters, too; without it they stay':
		'и старые недоставленные; если не указано, они остаются',
	'give the space back, too; without --older-than only that':
		'и вернуть место на диске; без --older-than только это',
	'say how many it would be, and change nothing': 'сказать, сколько их будет, ничего не менять',
	'seal the stored tokens with a new key; it is never printed':
		'зашифровать сохранённые токены новым ключом; он нигде не показывается',
	'write the new key into a new file, and put it in place yourself':
		'записать новый ключ в новый файл, чтобы установить его самостоятельно',
};
