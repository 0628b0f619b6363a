import type { Desk } from './desk.js';
import { sayFailure } from './perform.js';
import type { Standing } from './standing.js';
import type { Text } from './text.js';

const WORDS = {
	title: ['WhatsApp in Rocket.Chat: the console', 'WhatsApp в Rocket.Chat: консоль'],
	empty: [
		'No workspace is registered yet: begin with the first line below.',
		'Ещё не зарегистрирован ни один сервер: начните с первой строки ниже.',
	],
} as const satisfies Record<string, Text>;

/** Says how it stands, on one screen. */
export async function showOverview(desk: Desk, standing: Standing): Promise<void> {
	desk.io.err(`${desk.say(WORDS.title)}\n`);
	const count = standing.situation?.workspaces.length ?? 0;
	if (count > 0) await desk.perform(['status']);
	await showTrouble(desk, standing);
}

/** Says what is wrong, or that there is nothing yet. */
export async function showTrouble(
	{ io, say }: Desk,
	{ situation, trouble }: Standing,
): Promise<void> {
	if (trouble !== undefined) await sayFailure(io, trouble);
	else if (situation?.workspaces.length === 0) io.err(say(WORDS.empty));
	else return;
	io.err('');
}
