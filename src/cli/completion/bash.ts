import type { Page, Place } from '../reference/tree.js';
import { HELP, isPath, optionsAt, placesOf, quoted, stepCases, valueCases } from './paths.js';

const HEAD = `# bash completion for greenapi-rc, made by: greenapi-rc completion bash
_greenapi_rc() {
	local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} at='' words='' files='' i
	local IFS=$' \\t\\n'
	COMPREPLY=()
	# --lang=ru comes as three words.
	if [[ $cur == '=' ]]; then
		cur=''
	elif [[ $prev == '=' ]]; then
		prev=\${COMP_WORDS[COMP_CWORD - 2]}
	fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		case "$at \${COMP_WORDS[i]}" in`;

const TAIL = `	if [[ -n $files ]]; then
		IFS=$'\\n'
		COMPREPLY=($(compgen -f -- "$cur"))
		compopt -o filenames 2>/dev/null
	else
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
	fi
}
complete -F _greenapi_rc greenapi-rc
`;

/** The script for bash 3.2 and newer. */
export function bashCompletion(program: Page): string {
	const places = placesOf(program);
	return [
		HEAD,
		...stepCases(program),
		'		esac',
		'	done',
		'	case "$at $prev" in',
		...valueCases(program, offer),
		'	*)',
		'		case $at in',
		...places.map((page) => wordsAt(page, program)),
		`		${HELP}) words=${quoted(names(program))} ;;`,
		'		esac',
		'		;;',
		'	esac',
		TAIL,
	].join('\n');
}

function offer(place: Place): string {
	return isPath(place) ? 'files=1' : `words=${quoted((place.choices ?? []).join(' '))}`;
}

/** What may stand behind a command: words, and options once a dash is typed. */
function wordsAt(page: Page, program: Page): string {
	const flags = optionsAt(page, program).flatMap((option) => option.flags);
	const words = [
		...page.commands.map(({ name }) => name.split(' ').at(-1)),
		...(page === program ? [HELP] : []),
		...page.arguments.flatMap(({ choices }) => choices ?? []),
	];
	const files = page.arguments.some(isPath) ? ' files=1 ;' : '';
	return [
		`		${quoted(page.name)})`,
		`			if [[ $cur == -* ]]; then words=${quoted(flags.join(' '))} ; else words=${quoted(words.join(' '))} ;${files} fi`,
		'			;;',
	].join('\n');
}

function names({ commands }: Page): string {
	return commands.map(({ name }) => name).join(' ');
}
