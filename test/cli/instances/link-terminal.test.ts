import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { repositoryRoot } from '../../support/repository.js';
import { scanDrawnCode } from '../../support/drawn-code.js';
import { hasTerminals } from '../../support/terminal.js';
import { waitFor } from '../../support/wait-for.js';
import { ID, openInstanceDesk, PHONE } from './instance-desk.js';

const atTerminal = hasTerminals() ? test.serial : test.skip;
const UNLINKED = { account: { state: 'notAuthorized' } };
/** Looking at the screen is work: not too often. */
const LOOK = { everyMs: 200, timeoutMs: 30_000, label: 'a code on the screen' };

function payload(t: ExecutionContext, text: string): void {
	t.regex(text, /^2@[\w+/]{104},[\w+/=]{44},[\w+/=]{44},[\w+/=]{44}$/u);
}

const PAGE = 'docs/screens/link-instance.txt';

/** The first code, and the last line, as people read them in docs/; each code is another one. */
async function isAsInDocs(t: ExecutionContext, screen: string): Promise<void> {
	const lines = screen.replaceAll('\r', '').split('\n');
	const first = lines.slice(0, lines.findIndex((line) => line.includes('Ctrl+C')) + 1);
	const last = lines.findLast((line) => line.includes('is linked to')) ?? '';
	const page = [
		'$ greenapi-rc link-instance',
		...first,
		'',
		'(scanned with the phone)',
		'',
		last,
		'',
	];
	const path = join(repositoryRoot, PAGE);
	if (process.env['UPDATE_SCREENS']) await writeFile(path, page.join('\n'));
	const masked = (text: string) =>
		text.replaceAll(/^[█▀▄ ]+$/gmu, (line) => '#'.repeat(line.length));
	const how = `Run this test with UPDATE_SCREENS=1 to renew ${PAGE}`;
	t.is(masked(page.join('\n')), masked(await readFile(path, 'utf8')), how);
}

atTerminal('draws the code, another one in its place, and ends when it is scanned', async (t) => {
	const desk = await openInstanceDesk(t, { ...UNLINKED, sandbox: { qrLifeMs: 2000 } });
	const { screen, exited, hasStyles } = desk.atTerminal(['link-instance'], { rows: 40 });
	const first = await waitFor(() => scanDrawnCode(screen()), LOOK);
	payload(t, first);
	t.regex(
		screen(),
		/Instance 1101000001: open WhatsApp, Linked devices, Link a device, and scan\./u,
	);
	t.true(hasStyles());
	const next = await waitFor(() => {
		const text = scanDrawnCode(screen());
		return text === first ? undefined : text;
	}, LOOK);
	payload(t, next);
	desk.greenApi.scan(ID);
	t.is(await exited, 0, screen());
	t.true(screen().trimEnd().endsWith(`Instance ${ID} is linked to +${PHONE}.`), screen());
	t.is((await desk.known()).state, 'authorized');
	await isAsInDocs(t, screen());
});

atTerminal('draws without colours for either background, and in Russian', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	for (const [args, ink] of [
		[[], 'light'],
		[['--invert'], 'dark'],
	] as const) {
		const terminal = desk.atTerminal(['link-instance', ID, '--no-color', '--lang', 'ru', ...args], {
			rows: 40,
		});
		payload(t, await waitFor(() => scanDrawnCode(terminal.screen(), ink), LOOK));
		t.false(terminal.hasStyles());
		await terminal.type('Код меняется каждые 20 секунд', '\u0003');
		t.is(await terminal.exited, 130);
		t.regex(terminal.screen(), /(?:Nothing was changed|Ничего не изменено)\.\s+\(interrupted\)/u);
	}
	t.is((await desk.known()).state, 'notAuthorized');
});

atTerminal('says how large a window the code needs, and what there is besides', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const { type, screen, exited } = desk.atTerminal(['link-instance', ID]);
	await type('--png <file>', '\u0003');
	t.regex(screen().replaceAll(/\s+/gu, ' '), /too small for the code: 59 columns and 33 lines/u);
	t.is(await exited, 130);
});

atTerminal('shows the pairing code in two groups', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const args = ['link-instance', ID, '--phone', '+7 (999) 000-00-00'];
	const { screen, exited } = desk.atTerminal(args);
	await waitFor(() => screen().includes('S A N D  -  B O X 1'));
	t.regex(screen(), /Link with phone number instead, and type:/u);
	t.regex(screen(), /good until \d\d:\d\d:\d\d/u);
	desk.greenApi.scan(ID);
	t.is(await exited, 0, screen());
	t.regex(screen(), new RegExp(`Instance ${ID} is linked to \\+${PHONE}\\.`, 'u'));
});
