import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { repositoryRoot } from '../support/repository.js';
import { waitFor } from '../support/wait-for.js';
import { openRoom } from '../e2e/answering-agent.js';
import type { Answering } from '../e2e/answering-agent.js';

type Body = Readonly<Record<string, unknown>>;

const OK = [200, { status: 'ok' }] as const;
const page = readFileSync(join(repositoryRoot, 'docs/protocol.md'), 'utf8');

/** The page's examples by their type, with the ids of a real room in place of the invented ones. */
function examplesFor({ room, agentId, question }: Answering, file: string): Map<string, Body> {
	const real: Readonly<Record<string, string>> = {
		'greenapi:5d0c2f7a9b3e4816a1c7d2e94f60b853': room.visitorToken,
		room1: room.rid,
		user1: agentId,
		message0: question._id,
		'wa-0f3b7c': question._id,
		'/file-upload/file1/scan.pdf': file,
	};
	const invented = new RegExp(Object.keys(real).join('|'), 'gu');
	const examples = [...page.matchAll(/^```json\n(.*?)^```$/gmsu)].map(([, text = '']) => {
		const body = text.replaceAll(invented, (id) => real[id] ?? id);
		return JSON.parse(body) as Body;
	});
	return new Map(examples.map((body) => [String(body['type']), body]));
}

/** A room, its examples, and a scan that the first of them sends. */
async function prepare(t: ExecutionContext) {
	const answering = await openRoom(t, 'sqlite', {
		preferences: { 'closing-message': 'Good bye!' },
	});
	const { rocketChat } = answering.stage;
	rocketChat.setOmnichannelWebhook(undefined);
	const scan = { name: 'scan.pdf', mimeType: 'application/pdf', size: 2000 };
	rocketChat.agentSays(answering.room.rid, { username: 'ann', files: [scan] });
	const { path } = rocketChat.messages(answering.room.rid).at(-1)!.file!;
	const examples = examplesFor(answering, path);
	const example = (type: string): Body => examples.get(type)!;
	return { ...answering, example };
}

test('every example of the page does to the customer’s chat what the page says', async (t) => {
	const { example, post, got, instance, asked, stage, room } = await prepare(t);
	const twice = async (type: string): Promise<void> => {
		t.deepEqual(await post(example(type)), OK, `to ${type}`);
		t.deepEqual(await post(example(type)), OK, `to ${type}, repeated`);
	};
	await twice('message');
	t.like(await got(3), [
		{ type: 'textMessage', text: 'Here is the *scan*', quotedMessageId: asked },
		{ type: 'textMessage', text: 'Page 1' },
		{ type: 'documentMessage', fileName: 'scan.pdf' },
	]);
	await twice('message-edited');
	await waitFor(async () => (await got(3))[0]!.isEdited, { label: 'the edit' });
	t.is((await got(3))[0]!.text, 'Here is the *new* scan');
	await twice('message-reaction');
	await waitFor(() => instance.reactions.length > 0, { label: 'the reaction' });
	t.like(instance.reactions, [{ idMessage: asked, reaction: '👍' }]);
	await twice('message-deleted');
	await waitFor(async () => (await got(3)).every(({ isDeleted }) => isDeleted), {
		label: 'the deletion',
	});
	await twice('LivechatSession');
	t.is((await got(4))[3]!.text, 'Good bye!');
	t.is((await got(4)).length, 4);
	t.is(instance.reactions.length, 1);
	const said = stage.rocketChat.messages(room.rid).map(({ text }) => text);
	t.false(
		said.some((text) => text.includes('⚠️')),
		'nobody is warned of anything',
	);
});

test('what the page says is answered at once, is', async (t) => {
	const { example, post, got, agentId } = await prepare(t);
	const [message, edit, deletion, reaction] = [
		...['message', 'message-edited', 'message-deleted', 'message-reaction'].map(example),
	] as [Body, Body, Body, Body];
	const withMessage = (body: Body, fields: object): Body => {
		const [first] = body['messages'] as [object];
		return { ...body, messages: [{ ...first, ...fields }] };
	};
	const stranger = { _id: 'bob', username: 'bob' };
	const elsewhere = { visitor: { token: 'greenapi:00000000000000000000000000000000' } };
	const film = { title: { value: 'film.mp4', link: '/file-upload/f/film.mp4' }, size: 2e8 };
	for (const [what, body, reason] of [
		['an author', withMessage(message, { agentId: 'bob', u: stranger }), /not registered/u],
		['an author', withMessage(edit, { agentId: 'bob', u: stranger }), /not registered/u],
		['somebody', { ...deletion, agent: stranger }, /not registered/u],
		['somebody', { ...reaction, agent: stranger }, /not registered/u],
		['no chat', { ...message, ...elsewhere }, /does not belong to a WhatsApp number/u],
		['no chat', { ...deletion, ...elsewhere }, /does not belong to a WhatsApp number/u],
		[
			'a file',
			withMessage(message, { attachments: [film] }),
			/film\.mp4 has 190\.8 MB; at most 100/u,
		],
		['an emoji', { ...reaction, reaction: ':partyparrot:' }, /:partyparrot:/u],
		['an old edit', withMessage(edit, { ts: '2026-01-01T00:00:00.000Z' }), /not delivered/u],
	] as const) {
		const [status, answer] = await post(body);
		t.deepEqual([status, Object.keys(answer)], [200, ['message']], `to ${what}`);
		t.regex(answer.message!, reason);
	}
	for (const [body, field] of [
		[{ ...message, visitor: {} }, 'visitor.token'],
		[{ ...edit, messages: undefined }, 'messages'],
		[withMessage(deletion, { _id: '' }), '_id'],
		[{ ...deletion, agent: {} }, 'agent._id'],
		[{ ...reaction, reaction: '' }, 'reaction'],
	] as const) {
		const [status, answer] = await post(body);
		t.deepEqual([status, answer], [400, { error: 'malformed-body', message: answer.message! }]);
		t.true(answer.message!.includes(`"${field}"`), `names ${field}: ${answer.message}`);
	}
	t.is((await post(message, { token: 'another' }))[0], 401);
	const foreign = { ...reaction, visitor: { token: 'a-widget-of-the-website' } };
	t.deepEqual(await post(foreign), OK, 'a call about others is forgotten');
	t.deepEqual(await post(withMessage(deletion, { _id: 'garc-1' })), OK);
	t.deepEqual(await got(0), [], `nothing went out in the name of ${agentId}`);
});
