import test from 'ava';
import { startProgram } from '../support/child.js';
import { createTestDatabase } from '../support/databases.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHAT = '79001112233@c.us';

test('what waited for the phone leaves the running daemon as soon as the terminal has linked one', async (t) => {
	const { url } = await createTestDatabase(t, 'sqlite');
	const folder = await temporaryFolder(t);
	// Nobody but the terminal tells the daemon.
	const env = { DATA_DIR: folder, STATE_POLL_SECONDS: '0' };
	const { stage, daemonUrl } = await startWorld(t, { databaseUrl: url, env });
	const { greenApi, rocketChat, idInstance, apiToken, agent } = stage;
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	const room = await waitFor(() => rocketChat.rooms[0], { timeoutMs: 30_000 });
	await fetch(`${greenApi.url}/waInstance${idInstance}/setSettings/${apiToken}`, {
		...{ method: 'POST', headers: { 'content-type': 'application/json' } },
		body: JSON.stringify({ stateWebhook: 'no' }),
	});
	const account = greenApi.instance(idInstance);
	account.setState('notAuthorized');
	rocketChat.agentSays(room.rid, { username: agent, text: 'Good morning' });
	const environment = { DATABASE_URL: url, DATA_DIR: folder, ...stage.environment(daemonUrl) };
	const show = async () =>
		(await startProgram(t, ['show-instance', '--json'], { env: environment }).exited).stdout;
	// GREEN-API says the same of an account that starts and of one that has no phone.
	await waitFor(async () => /GREEN_API_(STARTING|NOT_AUTHORIZED)/u.test(await show()), {
		...{ timeoutMs: 30_000, everyMs: 500, label: 'the message that waits' },
	});
	const linking = startProgram(t, ['link-instance', '--json'], { env: environment });
	await linking.waitForLine(/"type":"qr"/u, 30_000);
	t.is(account.sent.length, 0);
	greenApi.scan(idInstance);
	t.is((await linking.exited).code, 0);
	await waitFor(() => account.sent.length === 1, { timeoutMs: 10_000, label: 'the message' });
	t.regex(account.sent[0]?.text ?? '', /Good morning/u);
});
