import test from 'ava';
import { asVisitorToken } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook } from './both-clouds.js';
import { createScenery, edited } from './room-of-clouds.js';

for (const engine of availableEngines()) {
	test(`${engine}: an answer from the last room that comes late begins no conversation again`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { happens, settled, workspaceModel, clock, write, sent } = scenery;
		scenery.preferences.welcomeMessage = 'Welcome!';
		scenery.ledger.start();
		await happens('A1');
		await settled('A1');
		const [token] = [...workspaceModel.visitors.keys()];
		const { messages, ...body } = agentWebhook(token!, 'R1', 'Bye') as { messages: object[] };
		const late = messages.map((one) => ({ ...one, ts: new Date(clock.now()).toISOString() }));
		workspaceModel.rooms[0]!.isOpen = false;
		await write({ type: 'LivechatSession', _id: 'room-1', visitor: { token } });
		clock.advance(5000);
		await happens('A2');
		await settled('A2');
		await write({ ...body, messages: late });
		await happens('A3');
		await settled('A3');
		const texts = () => sent.map((message) => ('text' in message ? message.text : ''));
		await waitFor(() => texts().includes('Bye'), { label: 'the answer' });
		await write(agentWebhook(token!, 'R2', 'The last'));
		await waitFor(() => texts().includes('The last'), { label: 'what is behind everything else' });
		t.is(texts().filter((text) => text === 'Welcome!').length, 2, 'one for each conversation');
		t.is(workspaceModel.texts('room-2').at(-1), 'A3');
	});

	test(`${engine}: a change of what the last room shows is said in the one an agent began`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { happens, settled, workspaceModel, clock, write } = scenery;
		scenery.ledger.start();
		await happens('A1', { text: 'At nine' });
		await settled('A1');
		const [token] = [...workspaceModel.visitors.keys()];
		workspaceModel.rooms[0]!.isOpen = false;
		await write({ type: 'LivechatSession', _id: 'room-1', visitor: { token } });
		clock.advance(60_000);
		const { roomId } = await workspaceModel.gateway.openRoom({
			visitorToken: asVisitorToken(token!),
		});
		const { messages, ...body } = agentWebhook(token!, 'R1', 'Hello') as { messages: object[] };
		await write({ ...body, messages: messages.map((one) => ({ ...one, rid: roomId })) });
		await happens('E1', { data: edited('A1', 'At ten') });
		await settled('A1', 2);
		t.regex(workspaceModel.texts(roomId).join('\n'), /At ten/u);
	});
}
