import { toBridgeError } from '../../domain/errors.js';
import { FAILURES } from '../../texts/failures-ru.js';
import { createPhrasebook, sayEnglish } from '../../texts/phrasebook.js';
import { sentence, wordsOfError } from '../refusals.js';
import type { Area, CheckTable, CheckWords, Finding, Repair, Text, Values } from './types.js';

type IdOf<Table> = keyof Table & string;
type FaultOf<Table extends CheckTable, Id extends IdOf<Table>> = keyof Table[Id]['faults'] & string;

/** Makes the findings of an area in the words of its table. */
export type Findings<Table extends CheckTable> = {
	ok(id: IdOf<Table>, subject: string, values?: Values): Finding;
	fault<Id extends IdOf<Table>>(
		id: Id,
		fault: FaultOf<Table, Id>,
		subject: string,
		values?: Values,
		repair?: Repair,
	): Finding;
	/** It could not be looked at, because something else is wrong, which has its own finding. */
	skipped(id: IdOf<Table>, subject: string, because: Text): Finding;
	/** Looking failed with an error, whose own words say what to do. */
	unexplained(id: IdOf<Table>, subject: string, error: unknown): Finding;
};

/** Reasons for not looking. */
export const BECAUSE = {
	settings: [
		'not looked at: a setting it needs is wrong',
		'не проверено: неверна нужная настройка',
	],
	database: ['not looked at: the database does not work', 'не проверено: база данных не работает'],
	schema: [
		'not looked at: the database is of another version',
		'не проверено: база данных другой версии',
	],
	key: [
		'not looked at: the stored tokens can’t be opened without the key',
		'не проверено: без ключа токены не открыть',
	],
	unreachable: ['not looked at: it can’t be reached', 'не проверено: нет связи'],
	untold: [
		'not looked at: GREEN-API does not tell it now',
		'не проверено: GREEN-API сейчас не сообщает',
	],
	credentials: [
		'not looked at: the administrator’s token is not good',
		'не проверено: токен администратора не действует',
	],
	daemon: ['not looked at: no daemon answers', 'не проверено: демон не отвечает'],
	server: ['not looked at: it is of no concern here', 'не проверено: здесь это не нужно'],
	late: ['not looked at: the time was up', 'не проверено: вышло время'],
} as const satisfies Record<string, Text>;

const UNEXPLAINED: Text = ['it could not be looked at: {reason}', 'проверить не удалось: {reason}'];

export function findingsOf<Table extends CheckTable>(area: Area, table: Table): Findings<Table> {
	const wordsOf = (id: string): CheckWords => {
		const words = table[id];
		if (words === undefined) throw new TypeError(`There is no check ${id}.`);
		return words;
	};
	const base = (id: string, subject: string) => {
		const { looks } = wordsOf(id);
		const none = { advice: undefined, repair: undefined, fault: '' };
		return { id, area, subject, looked: looks, ...none } as const;
	};
	return {
		ok: (id, subject, values) => ({
			...base(id, subject),
			status: 'ok',
			found: filled(wordsOf(id).ok, values),
		}),
		fault(id, fault, subject, values, repair) {
			const words = wordsOf(id).faults[fault];
			if (words === undefined) throw new TypeError(`The check ${id} has no fault ${fault}.`);
			return {
				...base(id, subject),
				...{ status: words.isWarning === true ? 'warning' : 'failed', fault, repair },
				found: filled(words.found, values),
				advice: filled(words.advice, values),
			};
		},
		skipped: (id, subject, because) => ({
			...base(id, subject),
			status: 'skipped',
			found: because,
		}),
		unexplained(id, subject, thrown) {
			const { reason, help } = whyOf(thrown);
			const found = filled(UNEXPLAINED, { reason });
			return {
				...base(id, subject),
				...{ status: 'failed', fault: 'unexplained', found, advice: help },
			};
		},
	};
}

/** The text with its places filled, in both languages. */
export function filled(text: Text, values: Values = {}): Text {
	return [fill(text[0], values, 0), fill(text[1], values, 1)];
}

const sayRussian = createPhrasebook().say('ru');

/** What an error says, and what to do, in both languages; where only English has the details they stand in both. */
export function whyOf(thrown: unknown): { readonly reason: Text; readonly help: Text } {
	const error = toBridgeError(thrown);
	const { message, help } = wordsOfError(error, sayEnglish);
	const russian = wordsOfError(error, sayRussian);
	const [lead, advice] = FAILURES[error.code] ?? [];
	return {
		reason: [
			sentence(message),
			sentence(lead === undefined ? russian.message : `${lead} ${russian.message}`),
		],
		help: [help, advice ?? russian.help],
	};
}

function fill(text: string, values: Values, language: 0 | 1): string {
	return text.replace(/\{(\w+)\}/gu, (place, name: string) =>
		Object.hasOwn(values, name) ? wordOf(values[name], language) : place,
	);
}

function wordOf(value: Values[string] | undefined, language: 0 | 1): string {
	return typeof value === 'object' ? value[language] : String(value);
}
