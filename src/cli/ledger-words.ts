import type { Direction, EventKind, MessageState } from '../core/domain/ledger.js';
import type { Io } from './io.js';
import { wordsOf } from './words.js';
import type { Words } from './words.js';

/** The ledger's own words, for people. In English they are those of the JSON. */
export const LEDGER_WORDS = {
	inbound: ['inbound', 'входящее'],
	outbound: ['outbound', 'исходящее'],
	message: ['message', 'сообщение'],
	edit: ['edit', 'правка'],
	deletion: ['deletion', 'удаление'],
	reaction: ['reaction', 'реакция'],
	votes: ['votes', 'голоса'],
	call: ['call', 'звонок'],
	auto: ['auto', 'автоответ'],
	notice: ['notice', 'уведомление'],
	alert: ['alert', 'предупреждение'],
	receipt: ['receipt', 'отчёт'],
	event: ['event', 'событие'],
	pending: ['pending', 'в очереди'],
	waiting: ['waiting', 'ждёт'],
	done: ['done', 'доставлено'],
	skipped: ['skipped', 'пропущено'],
	dead: ['dead', 'не доставлено'],
} as const satisfies Words & Record<Direction | EventKind | MessageState, unknown>;

/** One of these words in the language of the terminal; any other text as it is. */
export function ledgerWord(io: Pick<Io, 'language'>, word: string): string {
	return isLedgerWord(word) ? wordsOf(io, LEDGER_WORDS)(word) : word;
}

function isLedgerWord(word: string): word is keyof typeof LEDGER_WORDS {
	return Object.hasOwn(LEDGER_WORDS, word);
}
