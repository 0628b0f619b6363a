import { AREAS } from './types.js';
import type { Area, CheckTable, CheckWords, FaultWords } from './types.js';
import { CONFIG } from './words/config.js';
import { DAEMON } from './words/daemon.js';
import { DATABASE } from './words/database.js';
import { INSTANCES } from './words/instances.js';
import { LEDGER } from './words/ledger.js';
import { MACHINE } from './words/machine.js';
import { WORKSPACES } from './words/workspaces.js';

const TABLES: Readonly<Record<Area, CheckTable>> = {
	machine: MACHINE,
	config: CONFIG,
	database: DATABASE,
	daemon: DAEMON,
	workspaces: WORKSPACES,
	instances: INSTANCES,
	ledger: LEDGER,
};

const HEAD = `# Doctor

This page is made from the tables of checks in \`src/core/operations/doctor/words/\`; write it anew with
\`greenapi-rc doctor --markdown > docs/doctor.md\`.

\`\`\`
greenapi-rc doctor                                   # what is wrong, and the one thing to do
greenapi-rc doctor --verbose                         # what is well, too
greenapi-rc doctor --only instances --instance 1101000001
greenapi-rc doctor --fix                             # offers the safe repairs, then looks again
greenapi-rc doctor --json                            # for programs: docs/cli-json.md
\`\`\`

It works beside a running daemon or without one, and goes as far as it can: what can't be looked at, because something else is wrong, is
skipped. It changes nothing but one row of the database, in a transaction that is taken back, and an empty file in \`DATA_DIR\`, which
is removed again. No call takes longer than \`--timeout\` (10 s). Nothing of a customer and no token is printed.

Exit code 0: all is well; standard output is empty then. 7: something failed. Warnings count with \`--strict\` only. With
\`--only\`, faults of what that area stands on (settings, key, database) are told, too.

\`--fix\` offers, one after the other: \`migrate\`; \`apply-settings\` and \`sync-app-url\`, as those commands do it; \`chmod 600\` for the key, the
database and \`.env\`. With \`--yes\` it makes them all without asking. An
address is written to an instance or a workspace only when it leads to a daemon with this key. Dead letters are not sent again, and nobody's chats are taken from a daemon.

Run it on the daemon's machine, as the daemon's user and in its folder, so that it reads the same settings. Whether the public address
leads to this daemon is proved: doctor sends a random number through \`APP_URL\`, and only a daemon with the same key can answer it
([protocol.md](protocol.md#the-probe)). Inside a network that does not lead its own public address back, run doctor from outside.
`;

/** The page docs/doctor.md, Markdown. */
export function doctorPage(): string {
	const sections = AREAS.flatMap((area) => [
		`## ${area}`,
		...Object.entries(TABLES[area]).map(([id, words]) => section(id, words)),
	]);
	return `${[HEAD, ...sections].join('\n\n').replace(/\n{3,}/gu, '\n\n')}\n`;
}

function section(id: string, { looks: [looks], faults }: CheckWords): string {
	return [
		`### ${id}`,
		'',
		`Looks at: ${plain(looks)}.`,
		'',
		'| found | what to do |',
		'|---|---|',
		...Object.entries(faults).map(row),
	].join('\n');
}

function row([fault, { found, advice, isWarning }]: [string, FaultWords]): string {
	const kind = isWarning === true ? ', a warning' : '';
	const cells = [`\`${fault}\`${kind}: ${plain(found[0])}`, plain(advice[0])];
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** What is filled in stands in italics; what comes whole from elsewhere is named. */
function plain(text: string): string {
	if (text === '{reason}') return 'what the other side, or the system, said';
	if (text === '{help}') return 'as that says';
	return text
		.replaceAll('<', '\\<')
		.replaceAll('_', '\\_')
		.replaceAll('*', '\\*')
		.replaceAll(/\{(\w+)\}/gu, '*$1*');
}
