import test from 'ava';
import { availableEngines } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { CHAT, openRoom } from './answering-agent.js';
import type { Answered } from './answering-agent.js';

const editedAt = (second: number) => `2026-11-22T14:01:0${second}.000Z`;

for (const engine of availableEngines()) {
	test(`${engine}: what an agent did before the daemon was killed ends as they left it`, async (t) => {
		const world = await openRoom(t, engine);
		const { stage, call, written, instance, question, asked, crash } = world;
		await stage.greenApi.down();
		const answers: Answered[] = [
			await call('message', written('One', { _id: 'R1' })),
			await call('message', written('Two', { _id: 'R2' })),
			await call('message-edited', written('Uno', { _id: 'R1', editedAt: editedAt(1) })),
			await call('message-deleted', { _id: 'R2' }),
			await call('message-reaction', { _id: question._id }, { reaction: ':+1:' }),
			await call('message', written('Three', { _id: 'R3' })),
		];
		t.deepEqual(
			answers,
			answers.map(() => [200, { status: 'ok' }]),
		);
		await crash();
		await stage.greenApi.up();
		const seen = () => instance.sentTo(CHAT).filter(({ isDeleted }) => !isDeleted);
		await waitFor(() => seen().some(({ text }) => text === 'Three'), {
			label: 'the last message',
			timeoutMs: 120_000,
		});
		t.deepEqual(
			seen().map(({ text }) => text),
			['Uno', 'Three'],
		);
		t.like(instance.reactions, [{ idMessage: asked, reaction: '👍' }]);
		t.is(instance.reactions.length, 1);
	});

	test(`${engine}: two daemons carry what an agent does in the order in which it was done`, async (t) => {
		const world = await openRoom(t, engine);
		const { addDaemon, tokens, stage, room, agentId, written, got, daemonUrl } = world;
		const line = await (await addDaemon()).waitForLine(/^Listening on /u);
		const urls = [daemonUrl, line.replace('Listening on ', '')];
		let calls = 0;
		const call = async (type: string, message: object): Promise<void> => {
			calls += 1;
			const answer = await fetch(`${urls[calls % 2]}/api/webhook/rocket`, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-rocketchat-livechat-token': tokens.webhookToken,
				},
				body: JSON.stringify({
					...{ type, url: stage.rocketChat.url, visitor: { token: room.visitorToken } },
					...{ agent: { _id: agentId }, messages: [{ rid: room.rid, ...message }] },
				}),
			});
			t.is(answer.status, 200);
		};
		const ids = Array.from({ length: 8 }, (_, index) => `R${index}`);
		for (const [index, _id] of ids.entries()) {
			await call('message', written(`${_id} first`, { _id }));
			if (index % 2 === 0)
				await call('message-edited', written(`${_id} second`, { _id, editedAt: editedAt(2) }));
			if (index % 2 === 0)
				await call('message-edited', written(`${_id} late`, { _id, editedAt: editedAt(1) }));
			if (index % 3 === 0) await call('message-deleted', { _id });
		}
		const wanted = ids.flatMap((id, index) =>
			index % 3 === 0 ? [] : [`${id} ${index % 2 === 0 ? 'second' : 'first'}`],
		);
		await waitFor(
			async () => {
				const texts = (await got(0)).filter(({ isDeleted }) => !isDeleted).map(({ text }) => text);
				return JSON.stringify(texts) === JSON.stringify(wanted);
			},
			{ label: wanted.join(', '), timeoutMs: 120_000 },
		);
		t.true((await got(0)).length <= ids.length, 'nothing twice');
	});
}
