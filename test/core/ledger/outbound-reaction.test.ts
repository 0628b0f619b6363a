import test from 'ava';
import { GreenApiError } from '../../../src/core/domain/errors.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import type { ExecutionContext } from 'ava';
import { newAgent } from '../../support/rows.js';
import { waitFor } from '../../support/wait-for.js';
import { openDesk, refusalOf } from './agent-desk.js';

const at = (second: number) => ({ reactedAt: `2026-11-22T14:00:0${second}.000Z` });
const removed = (second: number) => ({ isRemoved: true, ...at(second) });
const by = (name: string) => ({ agent: { _id: name, username: name, name } });

/** The customer's message is shown; its id in Rocket.Chat comes with the desk. */
async function prepare(t: ExecutionContext, engine: Engine) {
	const desk = await openDesk(t, engine);
	desk.ledger.start();
	const shown = await waitFor(
		async () => (await desk.rows('A1')).find(({ state }) => state === 'done')?.targetId,
		{ label: 'the customer’s message' },
	);
	return { ...desk, question: shown };
}

for (const engine of availableEngines()) {
	test(`${engine}: a reaction comes to the customer's message and goes again`, async (t) => {
		const { question, ...desk } = await prepare(t, engine);
		t.like(await desk.reacts(question, ':thumbsup:', at(1)), { accepted: 1 });
		t.like(await desk.reacts(question, ':thumbsup:', at(1)), { accepted: 0, repeated: 1 });
		await desk.settled(question, 'reaction');
		await desk.reacts(question, ':thumbsup:', removed(2));
		await desk.settled(question, 'reaction', 2);
		await desk.reacts(question, '👍', at(3));
		await desk.settled(question, 'reaction', 3);
		t.deepEqual(desk.changed, ['react A1 👍', 'react A1', 'react A1 👍']);
	});

	test(`${engine}: what stands of several reactions is the newest that nobody took back`, async (t) => {
		const { question, ...desk } = await prepare(t, engine);
		const { workspace } = desk;
		const agent = newAgent({ workspaceId: workspace.id, userId: 'bob' });
		await desk.database.stores.agents.insert(agent);
		await desk.reacts(question, ':thumbsup:', at(1));
		await desk.reacts(question, ':heart:', { ...at(2), ...by('bob') });
		await desk.reacts(question, ':heart:', { ...removed(3), ...by('bob') });
		// The removal overtakes what it removes.
		await desk.reacts(question, ':tada:', removed(5));
		await desk.reacts(question, ':tada:', at(4));
		await desk.settled(question, 'reaction', 5);
		t.deepEqual(
			desk.changed,
			['👍', '❤️', '👍', '👍', '👍'].map((emoji) => `react A1 ${emoji}`),
		);
	});

	test(`${engine}: a reaction to an agent's own message goes to what was sent`, async (t) => {
		const { ...desk } = await prepare(t, engine);
		await desk.says('R1', 'Hello');
		await desk.reacts('R1', ':+1:', at(1));
		await desk.settled('R1', 'reaction');
		t.deepEqual(desk.changed, ['react wa-1 👍']);
	});

	test(`${engine}: an emoji of the workspace's own is refused at once, its removal is nothing`, async (t) => {
		const { question, ...desk } = await prepare(t, engine);
		t.regex(refusalOf(await desk.reacts(question, ':partyparrot:', at(1))), /:partyparrot:/u);
		t.like(await desk.reacts(question, ':partyparrot:', removed(2)), { answer: { status: 'ok' } });
		t.regex(refusalOf(await desk.reacts(question, ':+1:', by('bob'))), /not registered/u);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: a reaction to a message that the bridge does not know is told in the room`, async (t) => {
		const { ...desk } = await prepare(t, engine);
		await desk.reacts('unknown', ':+1:', at(1));
		t.is((await desk.settled('unknown', 'reaction'))[0]!.state, 'skipped');
		t.regex((await desk.notices(1))[0]!, /does not know this message/u);
	});

	test(`${engine}: a reaction that GREEN-API refuses for good is told in the room`, async (t) => {
		const { question, ...desk } = await prepare(t, engine);
		desk.faults.change = () =>
			Promise.reject(new GreenApiError('refused', { code: 'GREEN_API_REFUSED', help: 'Look.' }));
		await desk.reacts(question, ':+1:', at(1));
		t.is((await desk.settled(question, 'reaction'))[0]!.state, 'dead');
		t.regex((await desk.notices(1))[0]!, /Your reaction was not carried/u);
	});
}
