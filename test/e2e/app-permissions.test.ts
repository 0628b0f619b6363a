import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { createAppHost } from '../apps-engine/app-host.js';
import type { AppHost } from '../apps-engine/app-host.js';
import { onEveryEngine, releaseZip } from '../apps-engine/engines.js';
import type { AppsEngine } from '../apps-engine/engines.js';
import { createTestDatabase } from '../support/databases.js';
import { repositoryRoot } from '../support/repository.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { CHAT, JANE } from './app-world.js';

const { permissions } = JSON.parse(
	readFileSync(join(repositoryRoot, 'rc-app', 'app.json'), 'utf8'),
) as { permissions: { name: string }[] };

/** Without these the app can't speak to people; the conversation goes on. */
const SILENT = ['message.write', 'slashcommand'];
/** What the status names then, instead of the instances. */
const SAID = new Map([
	['networking', /permission networking/u],
	['server-setting.read', /permission server-setting\.read/u],
]);

/** The workspace, set up with everything granted, and then the app without that permission. */
async function start(t: ExecutionContext, engine: AppsEngine, permission: string) {
	const { url: databaseUrl } = await createTestDatabase(t, 'sqlite');
	const world = await startWorld(t, { databaseUrl, isIntroduced: false });
	const { stage, daemonUrl } = world;
	const { rocketChat: sandbox, idInstance, apiToken: apiTokenInstance } = stage;
	const jane = sandbox.workspace.usersByName.get(JANE);
	const credentials = { rocketChatId: jane?._id, rocketChatToken: jane?.authToken };
	const tokens = await stage.command(daemonUrl, 'register-workspace', credentials);
	const { commandToken } = tokens;
	await stage.command(daemonUrl, 'register-agent', { commandToken, ...credentials });
	const instance = { commandToken, idInstance, apiTokenInstance };
	await stage.command(daemonUrl, 'create-instance', instance);
	const host = await createAppHost(t, {
		...{ sandbox, engine, zip: releaseZip(), permissions: [permission] },
		settings: {
			app_url: `${daemonUrl}/api/webhook/rocket`,
			command_token: commandToken,
			webhook_token: tokens['webhookToken'],
		},
	});
	await host.runJobs();
	return { world, host };
}

/** What a customer does, by whichever way is left; answers where it arrived. */
async function customerWrites({ stage }: World): Promise<{ rid: string; messageId: string }> {
	const { greenApi, rocketChat, idInstance } = stage;
	const messages = () => rocketChat.rooms.flatMap(({ rid }) => rocketChat.messages(rid));
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	const hello = await waitFor(() => messages().find(({ text }) => text === 'Hello'), {
		label: 'the customer’s text',
	});
	const file = { name: 'parcel.jpg', mimeType: 'image/jpeg', size: 2000, caption: 'The parcel' };
	greenApi.customerWrites(idInstance, { chatId: CHAT, file });
	await waitFor(() => messages().some((message) => message.file?.name === file.name), {
		label: 'the customer’s file',
	});
	const once = messages().filter(({ text }) => text === 'Hello');
	if (once.length > 1 || rocketChat.rooms.length > 1) throw new RangeError('It arrived twice.');
	return { rid: rocketChat.rooms[0]?.rid ?? '', messageId: hello._id };
}

/** What an agent does reaches the customer. */
async function agentAnswers({ stage }: World, rid: string, messageId: string): Promise<void> {
	const { rocketChat, greenApi, idInstance } = stage;
	const sent = () => greenApi.instance(idInstance).sentTo(CHAT);
	const files = [{ name: 'a.pdf', mimeType: 'application/pdf', size: 500 }];
	const answer = rocketChat.agentSays(rid, { username: JANE, text: 'Look', files });
	await waitFor(() => sent().length >= 1, { label: 'the agent’s file' });
	const words = rocketChat.agentSays(rid, { username: JANE, text: 'Answer' });
	await waitFor(() => sent().some(({ text }) => text === 'Answer'), { label: 'the answer' });
	rocketChat.agentReacts(messageId, JANE, ':thumbsup:');
	await waitFor(() => greenApi.instance(idInstance).reactions.length === 1, {
		label: 'the agent’s reaction',
	});
	rocketChat.agentEdits(words, 'Better answer');
	await waitFor(() => sent().some(({ text }) => text === 'Better answer'), { label: 'the edit' });
	rocketChat.agentDeletes(answer, JANE);
	await waitFor(() => sent()[0]?.isDeleted, { label: 'the deletion' });
}

/** Nothing leaves the app, and the agent sees it at the message. */
async function answerWaits({ stage }: World, host: AppHost, rid: string): Promise<boolean> {
	const { rocketChat } = stage;
	const id = rocketChat.agentSays(rid, { username: JANE, text: 'Answer' });
	const isMarked = () =>
		Object.keys(rocketChat.messages(rid).find(({ _id }) => _id === id)?.reactedBy ?? {}).length > 0;
	return waitFor(() => isMarked() || host.ephemerals(JANE).length > 0, {
		label: 'the sign that it waits',
	});
}

for (const { name } of permissions)
	onEveryEngine(
		`without ${name} a conversation goes on, or it is said what is missing`,
		async (t, engine) => {
			const { world, host } = await start(t, engine, name);
			const { rid, messageId } = await customerWrites(world);
			if (name === 'networking') t.true(await answerWaits(world, host, rid));
			else await agentAnswers(world, rid, messageId);
			if (name === 'slashcommand')
				await t.throwsAsync(host.command('/greenapi.status', JANE), { message: /no command/u });
			else await host.command('/greenapi.status', JANE);
			const told = host.ephemerals(JANE).at(-1)?.text ?? '';
			if (!SILENT.includes(name)) t.regex(told, SAID.get(name) ?? /1101000001/u);
			world.stage.rocketChat.closeRoom(rid);
			t.false(host.logs().includes('Hello'));
		},
		['vm2'],
	);
