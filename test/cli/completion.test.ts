import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { SHELLS } from '../../src/cli/completion/shells.js';
import type { Shell } from '../../src/cli/completion/shells.js';
import { startProgram } from '../support/child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Complete = (line: string) => string[];

/** In a folder with one file, `a file.zip`. */
async function shellWith(t: ExecutionContext, shell: Shell): Promise<Complete> {
	const folder = await temporaryFolder(t);
	const script = join(folder, 'script', 'completion');
	await mkdir(join(folder, 'script'));
	await writeFile(join(folder, 'a file.zip'), '');
	const { code, stdout, stderr } = await startProgram(t, ['completion', shell]).exited;
	t.deepEqual([code, stderr], [0, '']);
	await writeFile(script, `${stdout}\n`);
	return (line) => {
		const [program, ...args] = PROGRAMS[shell](script, line);
		const env = { PATH: process.env['PATH'], HOME: folder, LC_ALL: 'C.UTF-8', TERM: 'xterm' };
		const ended = spawnSync(program, args, { cwd: folder, encoding: 'utf8', timeout: 20_000, env });
		t.is(ended.status, 0, ended.stderr);
		const words = ended.stdout.split('\n').map((found) => found.split('\t')[0] ?? '');
		return words.filter((word) => word !== '');
	};
}

const BASH = `
source "$1"
# As readline cuts it.
IFS=' ' read -r -a COMP_WORDS <<<"\${2//=/ = }"
[[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_greenapi_rc
printf '%s\\n' "\${COMPREPLY[@]}"`;

/** At a terminal of its own, since its completion works nowhere else; what it leaves on the line is printed. */
const ZSH = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PS2= PROMPT_EOL_MARK=; unsetopt zle_bracketed_paste; stty cols 300; autoload -U compinit; compinit -u -D; source \${(q)1}"
zpty -w shell $'show() { print -r -- "<<$BUFFER>>"; BUFFER=; }; zle -N show; bindkey "^X" show; setopt menu_complete no_auto_param_slash; print rea""dy'
zpty -r -m shell out '*ready*'
zpty -w -n shell "$2"$'\\t\\x18'
zpty -r -m shell out '*<<*>>*'
found=\${out##*<<}
words=(\${(z)found%%>>*})
print -r -- $words[-1]`;

const PROGRAMS: Readonly<Record<Shell, (script: string, line: string) => [string, ...string[]]>> = {
	bash: (script, line) => ['bash', '--norc', '-c', BASH, 'bash', script, line],
	zsh: (script, line) => ['zsh', '-f', '-c', ZSH, 'zsh', script, line.trimEnd()],
	fish: (script, line) => [
		...(['fish', '--no-config', '-c'] as const),
		`source '${script}'; complete -C '${line}'`,
	],
};

const CASES: readonly (readonly [line: string, found: readonly string[]])[] = [
	['greenapi-rc tra', ['trace']],
	['greenapi-rc list-d', ['list-dead-letters']],
	['greenapi-rc app pac', ['package']],
	['greenapi-rc -q app package --ou', ['--out']],
	['greenapi-rc trace --lim', ['--limit']],
	['greenapi-rc trace 4711 --lan', ['--lang']],
	['greenapi-rc trace --lang r', ['ru']],
	['greenapi-rc completion fi', ['fish']],
	['greenapi-rc help retry-m', ['retry-message']],
];

/** Of what can be listed without a terminal. */
const LISTS: readonly (readonly [line: string, found: readonly string[]])[] = [
	['greenapi-rc app ', ['package', 'path']],
	['greenapi-rc completion ', ['bash', 'fish', 'zsh']],
	['greenapi-rc --lang ', ['en', 'ru']],
	['greenapi-rc trace --limit ', []],
	['greenapi-rc app package --out a', ['a file.zip']],
];

for (const shell of SHELLS) {
	const isThere = spawnSync(shell, ['--version']).error === undefined;
	if (!isThere) console.warn(`\n!! ${shell} is not installed: its completion is NOT tested.\n`);
	const check = isThere ? test : test.skip;
	check(`${shell} completes commands, options and choices`, async (t) => {
		const complete = await shellWith(t, shell);
		// A zsh with its completion takes a second to start.
		const cases = shell === 'zsh' ? CASES.filter((_, index) => index % 2 === 0) : CASES;
		for (const [line, found] of cases) t.deepEqual(complete(line), found, line);
	});
	if (shell === 'zsh') continue;
	check(`${shell} lists what there is, and files`, async (t) => {
		const complete = await shellWith(t, shell);
		for (const [line, found] of LISTS) t.deepEqual(complete(line).sort(), found, line);
		const commands = complete('greenapi-rc ');
		for (const one of ['daemon', 'trace', 'app', 'help']) t.true(commands.includes(one));
	});
}

test('refuses a shell that it does not know', async (t) => {
	const { code, stdout, stderr } = await startProgram(t, ['completion', 'powershell']).exited;
	t.deepEqual([code, stdout], [2, '']);
	t.regex(stderr, /Allowed choices are bash, zsh, fish\./u);
});
