import test from 'ava';
import { agentEntries } from '../../../src/cli/commands/console/agents.js';
import { sayIn } from '../../../src/cli/commands/console/desk.js';
import type { Desk } from '../../../src/cli/commands/console/desk.js';
import { instanceEntries } from '../../../src/cli/commands/console/instances.js';
import { mainEntries } from '../../../src/cli/commands/console/main-menu.js';
import { messageEntries } from '../../../src/cli/commands/console/messages.js';
import { workspaceEntries } from '../../../src/cli/commands/console/workspaces.js';
import type { Situation } from '../../../src/core/operations/situation.js';
import { createIo } from '../../../src/cli/io.js';
import { createProgram } from '../../../src/cli/program.js';

const READY: Situation = { workspaces: ['https://chat.example.org'], deadCount: 1 };
const LETTER = {
	...{ id: 7, direction: 'outbound', kind: 'message', instance: '1101000001', state: 'dead' },
	chat: '79001112233@c.us',
};

const silent = (): undefined => undefined;
const io = { ...createIo(process), out: silent, err: silent, fail: silent };

/** A desk at which every line of every menu is chosen once, and every question answered; keeps what would be run. */
function createWalker(): { desk: Desk; lines: string[][]; questions: string[] } {
	const chosen = new Map<string, number>();
	const lines: string[][] = [];
	const questions: string[] = [];
	const desk: Desk = {
		...{ io, trail: [] },
		columns: () => 80,
		say: (text, values) => sayIn({ language: () => 'en' }, text, values),
		perform: (args) => Promise.resolve(lines.push([...args]) > 0),
		read(args) {
			lines.push([...args, '--json']);
			return Promise.resolve(undefined);
		},
		text(message) {
			const [english] = message;
			questions.push(english);
			return Promise.resolve(english.includes('How old') ? '90d' : '+49 151 2345678');
		},
		pick(title, choices) {
			if (choices.some(({ value }) => value === 'yes')) return Promise.resolve('yes');
			const place = chosen.get(title) ?? 0;
			chosen.set(title, place + 1);
			return Promise.resolve(choices[place]?.value);
		},
		search: () => Promise.resolve(undefined),
	};
	return { desk, lines, questions };
}

/** Reads a line as the program does, and runs nothing. Rejects with commander's complaint. */
async function parse(args: readonly string[]): Promise<void> {
	const program = createProgram(io);
	const quiet = { writeErr: silent, writeOut: silent };
	for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])])
		command.exitOverride().configureOutput(quiet).action(silent);
	await program.parseAsync([...args], { from: 'user' });
}

test('every line that the console composes is one that the program takes', async (t) => {
	const { desk, lines, questions } = createWalker();
	const entries = [
		...mainEntries({ situation: READY, trouble: undefined }),
		...workspaceEntries('https://chat.example.org'),
		...agentEntries(),
		...instanceEntries('1101000001'),
		...messageEntries(LETTER),
	];
	for (const entry of entries) await entry.run(desk);
	for (const line of lines) await t.notThrowsAsync(parse(line), `${line.join(' ')} is one`);
	const names = new Set(lines.map(([name]) => name));
	for (const name of ['backup', 'prune', 'rotate-key', 'export-chat', 'erase-contact', 'send'])
		t.true(names.has(name), `${name} is offered`);
	t.true(lines.length > 40);
	for (const question of ['New file for the copy', 'How old', 'Phone number', 'New file, e.g.'])
		t.true(
			questions.some((text) => text.startsWith(question)),
			`${question} is asked`,
		);
	await t.throwsAsync(parse(['backup']));
	await t.throwsAsync(parse(['doctor', '--repair']));
});
