import type { SettingRow } from '../../../core/green-api/settings.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { tableText } from '../../table.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';

const WORDS = {
	name: ['setting', 'настройка'],
	wanted: ['wanted', 'нужно'],
	actual: ['is', 'сейчас'],
	right: ['ok', 'верно'],
	yes: ['yes', 'да'],
	no: ['no', 'нет'],
} as const satisfies Words;

/** Settings beside the wanted ones. */
export async function settingsTable(io: Io, rows: readonly SettingRow[]): Promise<string> {
	const say = wordsOf(io, WORDS);
	const head = [say('name'), say('right'), say('wanted'), say('actual')];
	const cells = rows.map(({ name, wanted, actual, isRight }) =>
		[name, say(isRight ? 'yes' : 'no'), wanted, actual].map(oneLine),
	);
	return tableText(io, head, cells);
}

/** The same for programs; a token is `***`. */
export function settingItem({ name, wanted, actual, isRight }: SettingRow): object {
	return { name, wanted, actual, isRight };
}
