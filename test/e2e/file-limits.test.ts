import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { OmnichannelWebhook } from '../../src/sandbox/rocket-chat/types.js';
import { createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHAT = '79001112233@c.us';
const LIMIT = 1024 * 1024;

test('a file as large as MAX_FILE_MB crosses both ways, whole', async (t) => {
	const { stage, visitorMessages, rid } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	greenApi.customerWrites(idInstance, { chatId: CHAT, file: { ...ofSize(LIMIT), name: 'in.bin' } });
	await waitFor(() => visitorMessages().length === 2, { label: 'the file of the customer' });
	t.is(visitorMessages()[1]?.file?.size, LIMIT);
	rocketChat.agentSays(rid, { username: 'jane', files: [{ ...ofSize(LIMIT), name: 'out.bin' }] });
	const sent = await waitFor(() => greenApi.instance(idInstance).sent[0], { label: 'the other' });
	t.is(sent.size, LIMIT);
	t.is(sent.sha256, visitorMessages()[1]?.file?.sha256);
});

test('one byte more from a customer is a line with name, size and limit, and the chat goes on', async (t) => {
	const { stage, visitorMessages } = await start(t);
	const film = { name: 'film.mp4', mimeType: 'video/mp4', size: LIMIT + 1, caption: 'Our cat' };
	stage.greenApi.customerWrites(stage.idInstance, { chatId: CHAT, file: film });
	stage.greenApi.customerWrites(stage.idInstance, { chatId: CHAT, text: 'Did you see it?' });
	await waitFor(() => visitorMessages().length === 3, { label: 'both' });
	const [, line, next] = visitorMessages();
	t.is(line?.file, undefined);
	t.regex(line?.text ?? '', /film\.mp4\* \(1\.1 MB\)\. .*larger than the 1 MB .*\nOur cat$/su);
	t.is(next?.text, 'Did you see it?');
});

test('a file that tells its size to nobody is stopped at the limit, and is a line too', async (t) => {
	const { stage, visitorMessages } = await start(t);
	const film = { name: 'film.mp4', mimeType: 'video/mp4', size: LIMIT + 1, chunked: true };
	stage.greenApi.customerWrites(stage.idInstance, { chatId: CHAT, file: film });
	await waitFor(() => visitorMessages().length === 2, { label: 'the line' });
	t.is(visitorMessages()[1]?.file, undefined);
	t.regex(visitorMessages()[1]?.text ?? '', /film\.mp4\*\. .*larger than the 1 MB /u);
});

test('one byte more from an agent is refused in the answer where the size is known', async (t) => {
	const { stage, rid, notices } = await start(t);
	const files = [{ ...ofSize(LIMIT + 1), name: 'film.mp4' }];
	stage.rocketChat.agentSays(rid, { username: 'jane', text: 'Look', files });
	const answer = await waitFor(() => stage.rocketChat.webhookAnswers[0], { label: 'an answer' });
	t.regex(answer.body, /"message":".*film\.mp4 has 1\.1 MB; at most 1 MB can be sent/u);
	await waitFor(() => notices().length === 1, { label: 'the notice' });
	t.regex(notices()[0] ?? '', /film\.mp4 has 1\.1 MB; at most 1 MB/u);
	t.is(stage.greenApi.instance(stage.idInstance).sent.length, 0);
});

test('where it is not known the agent is told as soon as the file says it', async (t) => {
	const { stage, rid, notices } = await start(t, 'app');
	const files = [{ ...ofSize(LIMIT + 1), name: 'film.mp4' }];
	stage.rocketChat.agentSays(rid, { username: 'jane', files });
	await waitFor(() => notices().length === 1, { label: 'the notice' });
	t.regex(notices()[0] ?? '', /not delivered.*larger than the 1 MB that can be sent/su);
	stage.rocketChat.agentSays(rid, { username: 'jane', text: 'Still here' });
	await waitFor(() => stage.greenApi.instance(stage.idInstance).sent.length === 1, {
		label: 'the next answer',
	});
	t.is(stage.greenApi.instance(stage.idInstance).sent[0]?.text, 'Still here');
});

function ofSize(size: number) {
	return { mimeType: 'application/octet-stream', size };
}

/** A daemon that takes files of one MB, and a room in which the customer has said hello. */
async function start(t: ExecutionContext, form?: OmnichannelWebhook['form']) {
	const { url } = await createTestDatabase(t, 'sqlite');
	const env = { MAX_FILE_MB: '1' };
	const world = await startWorld(t, { databaseUrl: url, env, isIntroduced: false });
	const { stage } = world;
	await stage.introduce(world.daemonUrl, form);
	stage.greenApi.customerWrites(stage.idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	const messages = () =>
		stage.rocketChat.rooms.flatMap((room) => stage.rocketChat.messages(room.rid));
	const visitorMessages = () => messages().filter(({ from }) => from === 'visitor');
	await waitFor(() => visitorMessages().length === 1, { label: 'the first message' });
	return {
		stage,
		rid: stage.rocketChat.rooms[0]?.rid ?? '',
		visitorMessages,
		notices: () => messages().flatMap(({ text }) => (text.includes('not delivered') ? [text] : [])),
	};
}
