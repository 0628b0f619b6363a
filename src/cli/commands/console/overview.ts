import type { Situation } from '../../../core/operations/situation.js';
import { duration, oneLine } from '../../shown.js';
import { fold } from '../../table.js';
import type { Desk } from './desk.js';
import { sayFailure } from './perform.js';
import type { Standing } from './standing.js';
import type { Text } from './text.js';

const WORDS = {
	title: ['WhatsApp in Rocket.Chat: the console', 'WhatsApp в Rocket.Chat: консоль'],
	workspaces: ['Workspaces', 'Серверы'],
	instances: ['Instances', 'Инстансы'],
	waiting: ['Waiting', 'Ждут доставки'],
	oldest: ['{count}, the oldest for {age}', '{count}, самое старое {age}'],
	dead: ['Dead letters', 'Не доставлены'],
	look: [
		'{count}: «Dead letters» says why, and delivers again',
		'{count}: «Недоставленные» скажут почему и доставят снова',
	],
	none: ['none', 'нет'],
	empty: [
		'No workspace is registered yet: begin with the first line below.',
		'Ещё не зарегистрирован ни один сервер: начните с первой строки ниже.',
	],
} as const satisfies Record<string, Text>;

const WELL = 'authorized';

/** Says how it stands, on one screen: as `status` does where there is that command. */
export async function showOverview(desk: Desk, { situation, trouble }: Standing): Promise<void> {
	const { io, say } = desk;
	io.err(`${say(WORDS.title)}\n`);
	const isNew = situation?.workspaces.length === 0;
	if (situation !== undefined && !isNew) {
		if (desk.has(['status'])) await desk.perform(['status']);
		else {
			const lines = overviewLines(desk, situation, Date.now());
			for (const line of lines) io.out(fold(line, desk.columns() - 1));
			io.err('');
		}
	}
	await showTrouble(desk, { situation, trouble });
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

/** The figures, one a line. */
export function overviewLines(
	{ say }: Pick<Desk, 'say'>,
	{ workspaces, instances, waiting, deadCount }: Situation,
	now: number,
): string[] {
	const { count, oldestAt } = waiting;
	const rows: readonly (readonly [Text, string])[] = [
		[WORDS.workspaces, `${workspaces.length}: ${workspaces.map(oneLine).join(', ')}`],
		[WORDS.instances, instances.length === 0 ? say(WORDS.none) : statesText(instances)],
		[
			WORDS.waiting,
			oldestAt === undefined
				? say(WORDS.none)
				: say(WORDS.oldest, { count, age: duration(Math.max(0, now - oldestAt)) }),
		],
		[WORDS.dead, deadCount === 0 ? say(WORDS.none) : say(WORDS.look, { count: deadCount })],
	];
	const labels = rows.map(([label]) => say(label));
	const width = Math.max(...labels.map((label) => label.length));
	return rows.map(([, value], row) => `${(labels[row] ?? '').padEnd(width)}  ${value}`);
}

/** What works comes first. */
function statesText(instances: Situation['instances']): string {
	const sorted = [...instances].sort((one, other) => rankOf(one.state) - rankOf(other.state));
	return sorted.map(({ state, count }) => `${count} ${oneLine(state)}`).join(', ');
}

function rankOf(state: string): number {
	return state === WELL ? 0 : 1;
}
