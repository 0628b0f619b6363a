import test from 'ava';
import { scanDrawnCode } from '../../support/drawn-code.js';
import { hasTerminals } from '../../support/terminal.js';
import { waitFor } from '../../support/wait-for.js';
import { ID, openInstanceDesk, PHONE } from './instance-desk.js';

const atTerminal = hasTerminals() ? test : test.skip;
const UNLINKED = { account: { state: 'notAuthorized' } };

atTerminal(
	'draws the code, another one when it has expired, and ends when it is scanned',
	async (t) => {
		const desk = await openInstanceDesk(t, { ...UNLINKED, sandbox: { qrLifeMs: 3000 } });
		const { screen, exited, hasStyles } = desk.atTerminal(['link-instance'], { rows: 40 });
		const first = await waitFor(() => scanDrawnCode(screen()), { label: 'a code on the screen' });
		t.regex(first, /^2@[\w+/]{104},[\w+/=]{44},[\w+/=]{44},[\w+/=]{44}$/u);
		t.regex(screen(), /Link a phone to instance 1101000001: open WhatsApp, Linked devices/u);
		t.true(hasStyles());
		const next = await waitFor(() => {
			const text = scanDrawnCode(screen());
			return text === first ? undefined : text;
		});
		t.regex(next, /^2@/u);
		desk.greenApi.scan(ID);
		t.is(await exited, 0, screen());
		t.true(screen().trimEnd().endsWith(`Instance ${ID} is linked to +${PHONE}.`), screen());
		t.is((await desk.known()).state, 'authorized');
	},
);
