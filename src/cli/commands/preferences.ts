import { preferencesPage } from '../../core/preferences/document.js';
import type { Io } from '../io.js';
import { oneLine } from '../shown.js';
import { tableText } from '../table.js';
import { OPERATOR, withLedger } from '../with-ledger.js';

type Target = { readonly instance?: string; readonly workspace?: string };

/** `greenapi-rc set-preference`: takes effect in a running daemon within a second or two. */
export async function setPreferenceCommand(
	io: Io,
	{ name, value, ...target }: Target & { readonly name: string; readonly value: string },
): Promise<void> {
	const { message } = await withLedger(io, (operations) =>
		operations.setPreference(OPERATOR, { name, value, ...targetOf(target) }),
	);
	io.out(message);
}

/** `greenapi-rc list-preferences`: what counts, and where it comes from. */
export async function listPreferencesCommand(
	io: Io,
	options: Target & { readonly json?: true; readonly markdown?: true },
): Promise<void> {
	if (options.markdown) {
		io.out(preferencesPage().trimEnd());
		return;
	}
	const rows = await withLedger(io, (operations) =>
		operations.listPreferences(OPERATOR, targetOf(options)),
	);
	if (options.json) {
		io.out(JSON.stringify({ version: 1, items: rows }, undefined, 2));
		return;
	}
	const cells = rows.map(({ name, value, from, meaning }) => [
		name,
		value === '' ? '(none)' : oneLine(value),
		from,
		meaning,
	]);
	io.out(await tableText(io, ['preference', 'value', 'from', 'meaning'], cells));
}

function targetOf({ instance, workspace }: Target): { idInstance?: string; workspaceUrl?: string } {
	return {
		...(instance === undefined ? {} : { idInstance: instance }),
		...(workspace === undefined ? {} : { workspaceUrl: workspace }),
	};
}
