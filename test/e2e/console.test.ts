import test from 'ava';
import { createTestDatabase } from '../support/databases.js';
import { openRaw } from '../support/storage.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { hasTerminals, startAtTerminal } from '../support/terminal.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHAT = '79001112233@c.us';
const ENTER = '\r';
const ESCAPE = '\u001b';

const atTerminal = hasTerminals() ? test : test.skip;

atTerminal('beside a daemon: finds a message, and has a dead letter delivered', async (t) => {
	const { url } = await createTestDatabase(t, 'sqlite');
	const { stage } = await startWorld(t, { databaseUrl: url });
	const { greenApi, rocketChat, idInstance } = stage;
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Where is it?' });
	const { rid } = await waitFor(() => rocketChat.rooms[0], { label: 'a room' });
	const path = /sendMessage/u;
	const heal = greenApi.faults.add({ path, kind: 'refuse', status: 401, times: 99 });
	rocketChat.agentSays(rid, { username: 'jane', text: 'It left today' });
	const raw = openRaw(t, url);
	const dead = () => raw('messages').where({ state: 'dead' }).first('id');
	const { id } = (await waitFor(dead, { label: 'a dead letter' })) as { id: number };
	heal();

	const cwd = await temporaryFolder(t);
	const env = { DATABASE_URL: url, DATA_DIR: cwd };
	const { type, see, window, screen, exited } = startAtTerminal(t, [], { cwd, env });
	t.regex(await window(/Esc back/u), /Workspaces \(1\)[^]*Dead letters \(1\)/u);
	t.true(screen().includes(idInstance));
	await type('Leave', `Mess${ENTER}`);
	await type('Find by phone', `Find${ENTER}`);
	await type('Phone number', `+7 900 111-22-33${ENTER}`);
	await see(`$ greenapi-rc trace '+7 900 111-22-33'`);
	await see(`${id}  outbound message, dead letter`);
	await type('Find by phone', ESCAPE);
	await type('Dead letters (1)', `Dead${ENTER}`);
	await type('Choose one', ENTER);
	await type(CHAT, ENTER);
	await type('Deliver it again', `Deliver${ENTER}`);
	await see(`$ greenapi-rc retry-message ${id}`);
	await see('There are no dead letters.');
	await waitFor(() => greenApi.instance(idInstance).sent.length > 0, { label: 'the message' });
	t.is(greenApi.instance(idInstance).sent[0]?.text, 'It left today');
	await type('Choose one', ESCAPE);
	await type('Leave', ESCAPE);
	t.is(await exited, 0, screen());
});
