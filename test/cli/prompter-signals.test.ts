import { join } from 'node:path';
import process from 'node:process';
import test from 'ava';
import { repositoryRoot } from '../support/repository.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { hasTerminals, startAtTerminal } from '../support/terminal.js';

const atTerminal = hasTerminals() ? test : test.skip;

const PROGRAM = join(repositoryRoot, 'bin', 'greenapi-rc.js');
/** Says its process, becomes the program, and says how that left the terminal. */
const SCRIPT = `sh -c 'echo "process $$;"; exec "${process.execPath}" "${PROGRAM}" console'
echo "code $?"; stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo);?$' | tr '\\n' ' '; echo end`;

for (const [signal, code] of [
	['SIGTERM', 143],
	['SIGINT', 0],
] as const)
	atTerminal(`${signal} at a question gives the terminal back`, async (t) => {
		const cwd = await temporaryFolder(t);
		const shell = { program: ['/bin/sh', '-c'], cwd, env: {} };
		const { window, screen, raw } = startAtTerminal(t, [SCRIPT], shell);
		await window(/Esc back/u);
		const pid = Number(/process (\d+);/u.exec(screen())?.[1]);
		process.kill(pid, signal);
		const end = await window(/ end$/u);
		t.true(end.includes(`code ${code}`), end);
		t.regex(end, /(?:^|\s)icanon echo end|(?:^|\s)echo icanon end/u);
		t.true(raw().lastIndexOf('\u001b[?25h') > raw().lastIndexOf('\u001b[?25l'));
	});
