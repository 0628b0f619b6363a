import type { Page, Place } from '../reference/tree.js';
import {
	HELP,
	isPath,
	optionsAt,
	placesOf,
	quoted,
	stepCases,
	summary,
	valueCases,
} from './paths.js';

const HEAD = `#compdef greenapi-rc
# zsh completion for greenapi-rc, made by: greenapi-rc completion zsh
_greenapi_rc() {
	local at='' prev=$words[CURRENT-1] i
	local -a names flags
	# --lang=ru is one word here.
	if [[ $PREFIX == --*=* ]]; then
		prev=\${PREFIX%%=*}
		compset -P '*='
	fi
	for ((i = 2; i < CURRENT; i++)); do
		case "$at $words[i]" in`;

const TAIL = `	if [[ $PREFIX == -* ]]; then
		_describe -o option flags
	elif (( $#names )); then
		_describe -V command names
	fi
}
# Found in $fpath it is called at once; read by a shell it waits.
if [[ $funcstack[1] == _greenapi_rc ]]; then _greenapi_rc "$@"; else compdef _greenapi_rc greenapi-rc; fi
`;

/** The script for zsh, to be put into \`$fpath\` as \`_greenapi-rc\`, or to be read. */
export function zshCompletion(program: Page): string {
	const places = placesOf(program);
	return [
		HEAD,
		...stepCases(program),
		'		esac',
		'	done',
		'	case "$at $prev" in',
		...valueCases(program, (option) => `${offer(option)}; return`),
		'	esac',
		'	case $at in',
		...places.map((page) => wordsAt(page, program)),
		`	${HELP}) names=(${program.commands.map(described).join(' ')}) ;;`,
		'	esac',
		TAIL,
	].join('\n');
}

function offer(place: Place): string {
	if (isPath(place)) return '_files';
	const { choices, value = '' } = place;
	return choices === undefined
		? `_message ${quoted(value)}`
		: `compadd -- ${choices.map(quoted).join(' ')}`;
}

function wordsAt(page: Page, program: Page): string {
	const flags = optionsAt(page, program).flatMap((option) =>
		option.flags.map((flag) => pair(flag, option.description)),
	);
	const words = [
		...page.commands.map(described),
		...page.arguments.flatMap(({ choices = [], description }) =>
			choices.map((choice) => pair(choice, description)),
		),
	];
	const files = page.arguments.some(isPath) ? ' [[ $PREFIX == -* ]] || _files ;' : '';
	return `	${quoted(page.name)}) flags=(${flags.join(' ')}); names=(${words.join(' ')}) ;${files};`;
}

function described({ name, description }: Page): string {
	return pair(name.split(' ').at(-1) ?? '', description);
}

function pair(word: string, description: string): string {
	return quoted(`${word}:${summary(description)}`);
}
