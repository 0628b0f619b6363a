import { randomBytes } from 'node:crypto';
import test from 'ava';
import { startProgram } from '../support/child.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHAT = '79001112233@c.us';

for (const engine of availableEngines()) {
	test(`${engine}: a running daemon knows at once what was registered in the terminal`, async (t) => {
		const { url: databaseUrl } = await createTestDatabase(t, engine);
		const key = { SECRET_KEY: randomBytes(32).toString('base64') };
		const world = await startWorld(t, { databaseUrl, env: key, isIntroduced: false });
		const { stage, daemonUrl } = world;
		const { rocketChat, greenApi, idInstance, apiToken } = stage;
		const { userId, authToken } = rocketChat.addUser({
			...{ username: 'bob', email: 'bob@example.org', roles: ['admin', 'livechat-agent'] },
		});
		const cwd = await temporaryFolder(t);
		const env = { ...stage.environment(daemonUrl), ...key, DATABASE_URL: databaseUrl };

		async function run(input: string, ...args: string[]): Promise<string> {
			const all = [...args, '--token-file', '-'];
			const { code, stdout, stderr } = await startProgram(t, all, { cwd, env, input }).exited;
			t.is(code, 0, `stderr: ${stderr}`);
			return stdout;
		}

		const workspace = ['register-workspace', '--url', rocketChat.url, '--json'];
		const answer = await run(authToken, ...workspace, '--user-id', userId);
		const { webhookToken } = JSON.parse(answer) as { webhookToken: string };
		await run(authToken, 'register-agent', '--user-id', userId);
		await run(apiToken, 'create-instance', idInstance, '--owner', 'bob@example.org');
		rocketChat.setOmnichannelWebhook({
			...{ url: `${daemonUrl}/api/webhook/rocket`, token: webhookToken },
		});

		greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
		const room = await waitFor(() => rocketChat.rooms[0], { label: 'a room' });
		await waitFor(() => rocketChat.messages(room.rid).some(({ text }) => text === 'Hello'), {
			label: 'the customer’s message',
		});
		rocketChat.agentSays(room.rid, { username: 'bob', text: 'Hello Mary' });
		await waitFor(() => greenApi.instance(idInstance).sent.length === 1, { label: 'the answer' });
		t.is(greenApi.instance(idInstance).sent[0]?.text, 'Hello Mary');
	});
}
