/** What the program says at a terminal before an operation runs, in English; part of the table in ../en.ts. */
export const terminalEn = {
	'refusal.input-missing': '{flags} is missing, and nobody can be asked here.',
	'refusal.inputs-missing': '{flags} are missing, and nobody can be asked here.',
	'help.input-missing': 'Say it on the command line (--help shows how), or run this at a terminal.',
	'refusal.interrupted': 'Interrupted.',
	'help.interrupted': 'Nothing was changed.',
	'token.of-input': 'Standard input',
	'token.of-file': 'The file {path}',
	'refusal.token-empty': '{place} holds no token: it is empty.',
	'refusal.token-lines': '{place} holds several lines.',
	'refusal.token-unreadable': "{place} can't be read ({code}).",
	'refusal.token-long': '{place} is longer than 4 KB: that is no token.',
	'help.bad-token-file': 'Put the token alone into it, on one line.',
	'refusal.out-file-exists': 'There is a file {path} already.',
	'help.out-file-exists': 'Name another one with --out, or move it away.',
	'refusal.out-file-failed': "The file {path} can't be written ({code}).",
	'help.out-file-failed': 'Name one with --out in a folder that you may write.',
	'refusal.partly-synchronized': '{count} of {total} instances could not be told.',
	'help.partly-synchronized':
		'The address is stored; run the same command again when the reasons are gone.',
	'refusal.app-package-missing': 'The packed app is not there: {path}.',
	'help.app-package-missing': 'Install the package anew; in the sources: npm run app:package',
} as const satisfies Record<string, string>;
