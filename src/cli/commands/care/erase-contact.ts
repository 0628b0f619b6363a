import { systemClock } from '../../../core/clock.js';
import { RefusedError } from '../../../core/domain/errors.js';
import { createEraseContact } from '../../../core/operations/erase-contact.js';
import type { Erased } from '../../../core/operations/erase-contact.js';
import { readCustomer } from '../../../core/operations/phone.js';
import type { Database } from '../../../core/storage/database.js';
import { printJson } from '../../answer.js';
import { inputMissing, loadPrompter, openForm } from '../../form.js';
import { terminalOf } from '../../terminal.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { operatorOf, withDatabase } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { SayWord, Words } from '../../words.js';

export type EraseContactOptions = {
	readonly instance?: string;
	readonly dropWaiting?: true;
	/** False with `--no-compact`. */
	readonly compact: boolean;
	readonly dryRun?: true;
	readonly yes?: true;
	readonly json?: true;
};

const WORDS = {
	ask: ['Whose data shall be erased (phone number)?', 'Чьи данные стереть (номер телефона)?'],
	warning: [
		'Everything that the database holds of {phone} will be gone for good.',
		'Всё, что база данных хранит о {phone}, исчезнет навсегда.',
	],
	type: ['Type {phone} to erase it', 'Введите {phone}, чтобы стереть'],
	wrong: [
		'It is {phone}. Ctrl+C leaves everything as it is.',
		'Это {phone}. Ctrl+C оставит всё как есть.',
	],
	erasing: ['Erasing', 'Стирание'],
	compacting: ['Compacting the database', 'Сжатие базы данных'],
	unknown: ['Nothing is known of this contact.', 'Об этом контакте ничего не известно.'],
	unknownHere: [
		'Nothing is known of this contact at instance {instance}.',
		'В инстансе {instance} об этом контакте ничего не известно.',
	],
	chat: ['{chat} at instance {instance}', '{chat} в инстансе {instance}'],
	erased: [
		'Erased: {rows} rows of {chats} chats, and {elsewhere} of other chats that named the contact.',
		'Стёрто: записей — {rows} из чатов — {chats}, и {elsewhere} из других чатов, где контакт назван.',
	],
	wouldErase: [
		'It would be {rows} rows of {chats} chats, and {elsewhere} of other chats that name the contact. Nothing was changed.',
		'Было бы стёрто записей: {rows} из чатов — {chats}, и {elsewhere} из других чатов, где контакт назван. Ничего не изменено.',
	],
	left: [
		'{count} undelivered messages of other chats name the contact and stay: erase again when they are delivered; those in list-dead-letters need retry-message or drop-message first.',
		'Недоставленных сообщений других чатов, где контакт назван: {count}; они остаются. Повторите, когда они будут доставлены; тем, что в list-dead-letters, сначала нужен retry-message или drop-message.',
	],
	waiting: [
		'{count} of them are still to be delivered: erase-contact refuses until they are, or gives them up with --drop-waiting.',
		'Ещё не доставлено из них: {count}; до тех пор erase-contact откажет, а с --drop-waiting снимет их с доставки.',
	],
	rest: ['Everything else is erased.', 'Всё остальное стёрто.'],
	notCompacted: [
		'Free pages of the database may still hold what was removed: run greenapi-rc prune --compact.',
		'Свободные страницы базы данных могут ещё хранить удалённое: выполните greenapi-rc prune --compact.',
	],
	elsewhere: [
		'Not erased: the rooms and the contact in Rocket.Chat (Omnichannel, Contacts; REST: DELETE livechat/visitor/<token> removes both), the chat on the phones and at GREEN-API (delete it on the linked phone), backups, logs of the database server, and what others wrote about the person without the number.',
		'Не стёрто: комнаты и контакт в Rocket.Chat (Omnichannel, Контакты; по REST: DELETE livechat/visitor/<token> удаляет и то и другое), чат на телефонах и в GREEN-API (удалите его на привязанном телефоне), резервные копии, журналы сервера базы данных и то, что другие написали о человеке без номера.',
	],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** `greenapi-rc erase-contact`: forgets a person after their number was typed once more, or with `--yes`. */
export async function eraseContactCommand(
	io: Io,
	given: string | undefined,
	options: EraseContactOptions,
): Promise<void> {
	const say = wordsOf(io, WORDS);
	const { dryRun = false, yes = false } = options;
	const asks = !yes && !dryRun;
	if (asks && terminalOf(io) === undefined)
		throw inputMissing([...(given === undefined ? ['<phone>'] : []), '--yes']);
	const question = { flag: '<phone>', message: say('ask'), given, check: readCustomer };
	const form = await openForm(io, { phone: question });
	await withDatabase(io, async ({ database }) => {
		const { phone } = await form.fill();
		readCustomer(phone);
		if (asks) await confirm(io, say, phone);
		const erased = await erase(io, say, database, { ...options, phone });
		const isCompacted = await compact(io, say, database, options);
		if (options.json) printJson(io, itemOf(erased, dryRun, isCompacted));
		else shown(say, erased, options).forEach(io.out);
		if (!dryRun) io.err(say('elsewhere'));
		if (!dryRun && erased.left > 0) throw partly(say, say('left', { count: erased.left }));
		if (isCompacted === false) throw partly(say, say('notCompacted'));
	});
}

/** Rejects with RefusedError `interrupted`. */
async function confirm(io: Io, say: Say, phone: string): Promise<void> {
	const terminal = terminalOf(io);
	if (terminal === undefined) return;
	io.err(say('warning', { phone: oneLine(phone) }));
	const prompter = await loadPrompter(terminal, { language: io.language() });
	const wrong = say('wrong', { phone: oneLine(phone) });
	await prompter.text(say('type', { phone: oneLine(phone) }), (text) =>
		text === phone.trim() ? undefined : wrong,
	);
}

function erase(
	io: Io,
	say: Say,
	database: Database,
	{ phone, instance, dropWaiting, dryRun }: EraseContactOptions & { readonly phone: string },
): Promise<Erased> {
	const work = createEraseContact({ database, clock: systemClock })(operatorOf(io), {
		...{ phone, idInstance: instance },
		dropsWaiting: dropWaiting ?? false,
		isDryRun: dryRun ?? false,
	});
	return whileWaiting(io, say('erasing'), work);
}

/** Null: not wanted. False: it failed, which `--debug` need not explain: the advice is the same. */
async function compact(
	io: Io,
	say: Say,
	database: Database,
	{ compact: isWanted, dryRun }: EraseContactOptions,
): Promise<boolean | null> {
	if (!isWanted || dryRun) return null;
	try {
		await whileWaiting(io, say('compacting'), database.compact());
		return true;
	} catch {
		return false;
	}
}

function shown(
	say: Say,
	erased: Erased,
	{ dryRun, dropWaiting, instance }: Partial<EraseContactOptions>,
): string[] {
	const { chats, byState, elsewhere, left } = erased;
	const rows = rowsOf(erased);
	if (chats.length === 0 && elsewhere === 0 && left === 0)
		return [instance === undefined ? say('unknown') : say('unknownHere', { instance })];
	const key = dryRun ? 'wouldErase' : 'erased';
	const { pending = 0 } = byState;
	return [
		...(dryRun
			? chats.map(({ chatId, instanceId }) =>
					say('chat', { chat: oneLine(chatId), instance: instanceId }),
				)
			: []),
		say(key, { rows, chats: chats.length, elsewhere }),
		...(dryRun && !dropWaiting && pending > 0 ? [say('waiting', { count: pending })] : []),
		...(dryRun && left > 0 ? [say('left', { count: left })] : []),
	];
}

function rowsOf({ byState }: Erased): number {
	return Object.values(byState).reduce((sum, count) => sum + count, 0);
}

function itemOf(erased: Erased, isDryRun: boolean, isCompacted: boolean | null): object {
	const { chats, byState, elsewhere, left } = erased;
	return {
		dryRun: isDryRun,
		chats: chats.map(({ chatId, instanceId }) => ({ chat: chatId, instance: instanceId })),
		...{ rows: rowsOf(erased), byState, elsewhere, left, compacted: isCompacted },
	};
}

function partly(say: Say, message: string): RefusedError {
	return new RefusedError(message, {
		code: 'partly-done',
		help: say('rest'),
	});
}
