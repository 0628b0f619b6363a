import { AGENTS } from './agents.js';
import { CARE, MIGRATE } from './care.js';
import { deadLettersArea } from './dead-letters.js';
import type { Desk } from './desk.js';
import { CHECK, DOCTOR, STATUS } from './doctor.js';
import { INSTANCES } from './instances.js';
import { choicesOf } from './menu.js';
import type { Entry, Next } from './menu.js';
import { MESSAGES } from './messages.js';
import { showOverview, showTrouble } from './overview.js';
import { CONFIG, SETTINGS } from './settings.js';
import { readStanding, remediesFor } from './standing.js';
import type { Remedy, Standing } from './standing.js';
import type { Text } from './text.js';
import { REGISTER_WORKSPACE, SETUP, workspacesArea } from './workspaces.js';

const WORDS = {
	leave: ['Leave', 'Выйти'],
	leaveAbout: ['the daemon goes on without the console', 'демон работает и без консоли'],
	bye: ['Bye.', 'До свидания.'],
} as const satisfies Record<string, Text>;

const TITLE = 'greenapi-rc';

const REMEDIES: Readonly<Record<Remedy, Entry>> = {
	setup: SETUP,
	'register-workspace': REGISTER_WORKSPACE,
	migrate: MIGRATE,
	doctor: CHECK,
	config: CONFIG,
};

const LEAVE: Entry = {
	title: WORDS.leave,
	describe: WORDS.leaveAbout,
	run: () => Promise.resolve('leave'),
};

/** The overview, then the menu, with what may help first, until it is left. */
export async function showMainMenu(desk: Desk): Promise<void> {
	let standing = await readStanding(desk.io);
	await showOverview(desk, standing);
	let start: string | undefined;
	for (;;) {
		const entries = mainEntries(standing);
		desk.trail.splice(0, desk.trail.length, TITLE);
		start = await desk.pick(TITLE, choicesOf(desk, entries), start);
		const next: Next = (await entries[Number(start ?? Number.NaN)]?.run(desk)) ?? 'leave';
		if (next === 'leave') break;
		const before = standing;
		standing = await readStanding(desk.io);
		if (remediesFor(standing).length === remediesFor(before).length) continue;
		start = undefined;
		await showTrouble(desk, standing);
	}
	desk.io.err(desk.say(WORDS.bye));
}

/** What can be done now: what helps first, then the areas. */
export function mainEntries(standing: Standing): readonly Entry[] {
	const remedies = remediesFor(standing);
	const { situation } = standing;
	return [
		...remedies.map((name) => REMEDIES[name]),
		...(situation === undefined
			? []
			: [
					workspacesArea(situation.workspaces.length),
					AGENTS,
					INSTANCES,
					MESSAGES,
					deadLettersArea(situation.deadCount),
				]),
		STATUS,
		DOCTOR,
		SETTINGS,
		CARE,
		LEAVE,
	];
}
