import { access } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { hasTerminals, startAtTerminal } from '../../support/terminal.js';
import { CTRL_C, ENTER, ESCAPE, openConsoleDesk } from './console-desk.js';
import { keepScreens } from './screens.js';

const atTerminal = hasTerminals() ? test.serial : test.skip;

atTerminal('leads from the overview to everything that can be done, and back', async (t) => {
	const desk = await openConsoleDesk(t);
	const { stores } = desk.database;
	const { idInstance } = desk.stage;
	const { type, see, window, screen, exited } = desk.start();
	const screens = keepScreens(t, 'console');

	screens.keep('The overview, and what can be done', await window(/Leave[^]*Esc back/u));
	await type('greenapi-rc', `Inst${ENTER}`);
	await type('Choose one', ENTER);
	await type('type to search', 'bob');
	screens.keep('Instances: «bob» was typed', await window(/Instances bob\n❯ 1101000001/u));
	await type('bob@example.org', ENTER);
	screens.keep('An instance', await window(/Back[^]*Esc back/u));
	await type('Remove it', ESCAPE);
	await type('type to search', CTRL_C);
	await type('Choose one', CTRL_C);

	await type('Dead letters (2)', `Dead${ENTER}`);
	await type('Choose one', ENTER);
	await type('type to search', '+7 900 111-22-33');
	const typed = /letters \+7 900 111-22-33\n❯ \d+ {2}79001112233[^\n]*\n\n/u;
	screens.keep('Dead letters: a phone number was typed', await window(typed));
	await type('GREEN_API_TOKEN_REFUSED', ENTER);
	await type('Trace it', ENTER);
	await see(`$ greenapi-rc trace ${desk.dead[0]}`);
	const traced = await window(/Copy the token[^]*Deliver it again[^]*Esc back/u);
	screens.keep('What became of it, and the line that says so', traced);
	await type('Deliver it again', `Deliver${ENTER}`);
	await see(`$ greenapi-rc retry-message ${desk.dead[0]}`);
	await see('type to search');
	t.is((await stores.messages.find(desk.dead[0]!))?.state, 'pending');
	await type('79002223344', ESCAPE);
	await type('Choose one', ESCAPE);

	await type('Dead letters (1)', `Sett${ENTER}`);
	await type('Preferences: change', ENTER);
	await type('type to search', 'edits');
	await window(/Preference edits\n❯ edits/u);
	await type('keeps the earlier text', ENTER);
	screens.keep('A preference, and what it may be', await window(/❯ replace[^]*Esc back/u));
	await type('replace', `repl${ENTER}`);
	await see('$ greenapi-rc set-preference edits replace');
	await type('type to search', CTRL_C);
	const [workspace] = await stores.workspaces.list();
	const [preference] = await stores.preferences.list(workspace!.id);
	t.is(preference?.value, 'replace');
	await type('Configuration', CTRL_C);

	await type('Settings', `Inst${ENTER}`);
	await type('Choose one', ENTER);
	await type('type to search', idInstance);
	await type(idInstance, ENTER);
	await type('Remove it', `Remove${ENTER}`);
	await type(`Type ${idInstance}`, CTRL_C);
	await see('(interrupted)');
	t.truthy(await stores.instances.find(asInstanceId(idInstance)));
	await type('Remove it', `Remove${ENTER}`);
	await type(`Type ${idInstance}`, `${idInstance}${ENTER}`);
	await see('is removed');
	t.is(await stores.instances.find(asInstanceId(idInstance)), undefined);
	screens.keep('After an instance was removed', await window(/is removed[^]*❯[^]*Esc back/u));
	await type('type to search', ESCAPE);
	await type('Choose one', ESCAPE);
	await type('Leave', `Leave${ENTER}`);
	t.is(await exited, 0, screen());
	t.regex(screen(), /Bye\.\s*$/u);
	screens.compare();
});

atTerminal('on an empty machine leads to what makes a beginning', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { DATA_DIR: cwd };
	const { type, see, screen, exited } = startAtTerminal(t, ['console'], { cwd, env });
	await see('There is no database');
	await see('Leave');
	await type('Bring the database', `Bring${ENTER}`);
	await see('$ greenapi-rc migrate');
	await see('No workspace is registered yet');
	await see('Leave');
	await type('Leave', CTRL_C);
	t.is(await exited, 0, screen());
	await t.notThrowsAsync(access(join(cwd, 'secret.key')));
});
