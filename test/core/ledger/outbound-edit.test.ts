import test from 'ava';
import { GreenApiError } from '../../../src/core/domain/errors.js';
import { availableEngines } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook, receiptWebhook } from './both-clouds.js';
import { openDesk, refusalOf } from './agent-desk.js';

const FIRST = '2026-11-22T14:01:00.000Z';
const SECOND = '2026-11-22T14:02:00.000Z';
const MINUTE = 60_000;

const photo = (description: string) => ({
	attachments: [{ title: 'cat.jpg', title_link: '/file-upload/F1/cat.jpg', description }],
});

for (const engine of availableEngines()) {
	test(`${engine}: an edited text is changed in WhatsApp, once`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'It left **today**');
		await desk.settled('R1', 'message');
		t.like(await desk.edits('R1', 'It left **yesterday**', FIRST), { accepted: 1, repeated: 0 });
		t.like(await desk.edits('R1', 'It left **yesterday**', FIRST), { accepted: 0, repeated: 1 });
		const [row] = await desk.settled('R1', 'edit');
		t.deepEqual(desk.changed, ['edit wa-1 It left *yesterday*']);
		t.like(row, { state: 'done', targetId: 'edit-1' });
		t.is(desk.sent.length, 1);
		await desk.receive(receiptWebhook(desk.instance, 'edit-1', 'failed', 'not edited'));
		t.is((await desk.settled('R1', 'edit'))[0]!.receipt, 'failed');
	});

	test(`${engine}: the Omnichannel webhook's repeat is an edit, and back again is one too`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		const texts = ['One', 'Two', 'One', 'One'];
		for (const [index, text] of texts.entries()) {
			const body = agentWebhook(desk.visitorToken, 'R1', text) as { messages: object[] };
			const editedAt = index === 0 ? {} : { editedAt: `2026-11-22T14:0${index}:00.000Z` };
			await desk.write({ ...body, messages: [{ ...body.messages[0], ...editedAt }] });
			if (index > 0) await desk.settled('R1', 'edit', index);
		}
		t.deepEqual(desk.changed, ['edit wa-1 Two', 'edit wa-1 One']);
		const rows = await desk.settled('R1', 'edit', 3);
		t.deepEqual(
			rows.map(({ state }) => state),
			['done', 'done', 'skipped'],
		);
	});

	test(`${engine}: of several edits that wait only the newest is sent`, async (t) => {
		const desk = await openDesk(t, engine);
		await desk.says('R1', 'One');
		await desk.edits('R1', 'Two', FIRST);
		await desk.edits('R1', 'Three', SECOND);
		desk.ledger.start();
		const rows = await desk.settled('R1', 'edit', 2);
		t.deepEqual(desk.changed, ['edit wa-1 Three']);
		t.deepEqual(
			rows.map(({ state }) => state),
			['skipped', 'done'],
		);
		t.regex(rows[0]!.note!, /newest/u);
	});

	test(`${engine}: an edit of a message that never came goes out as the message`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.edits('R1', 'Two', FIRST);
		await desk.settled('R1', 'message');
		t.like(await desk.says('R1', 'One'), { accepted: 0, repeated: 1 });
		t.like(desk.sent, [{ text: 'Two' }]);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: an edit that overtakes its message while both are accepted is not lost`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await Promise.all([desk.says('R1', 'One'), desk.edits('R1', 'Two', FIRST)]);
		await waitFor(() => [...desk.sent, ...desk.changed].at(-1) !== undefined, {
			label: 'something to go out',
		});
		await desk.settled('R1', 'message');
		const isTwo = () => {
			const [first] = desk.sent;
			const text = first !== undefined && 'text' in first ? first.text : '';
			return text === 'Two' || desk.changed.includes('edit wa-1 Two');
		};
		await waitFor(isTwo, { label: 'the newer text' });
		t.is(desk.sent.length, 1);
	});

	test(`${engine}: an edit after 15 minutes is refused at once, its repeat in time is not`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.settled('R1', 'message');
		await desk.edits('R1', 'Two', FIRST);
		await desk.settled('R1', 'edit');
		desk.clock.advance(16 * MINUTE);
		t.like(await desk.edits('R1', 'Two', FIRST), { answer: { status: 'ok' }, repeated: 1 });
		t.regex(refusalOf(await desk.edits('R1', 'Three', SECOND)), /15 minutes/u);
		t.deepEqual(desk.changed, ['edit wa-1 Two']);
		t.false(desk.shown.some((line) => line.startsWith('notice ')));
	});

	test(`${engine}: an edit that had to wait for too long is told in the room`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.preferences.language = 'ru';
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.settled('R1', 'message');
		desk.faults.change = () => Promise.reject(new GreenApiError('busy', wait));
		await desk.edits('R1', 'Two', FIRST);
		await advanceUntil(desk.clock, MINUTE, async () =>
			(await desk.rows('R1')).some(({ kind, state }) => kind === 'edit' && state === 'skipped'),
		);
		const [notice] = await desk.notices(1);
		t.regex(notice!, /не попала в WhatsApp.*15 минут/u);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: what WhatsApp can't change is told, what it can is changed`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'See [this](https://a.example)');
		await desk.settled('R1', 'message');
		await desk.edits('R1', 'x '.repeat(15_000), FIRST);
		t.regex((await desk.notices(1))[0]!, /not carried.*more or fewer/u);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: the words below a file can't be changed`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', '', photo('A cat'));
		await desk.settled('R1', 'message');
		await desk.edits('R1', '', FIRST, photo('Two cats'));
		const [row] = await desk.settled('R1', 'edit');
		t.is(row!.state, 'skipped');
		t.regex((await desk.notices(1))[0]!, /below a file/u);
	});

	test(`${engine}: an edit of a message that was not delivered says so`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		desk.faults.send = () => Promise.reject(new GreenApiError('refused', refused));
		await desk.says('R1', 'One');
		t.is((await desk.settled('R1', 'message'))[0]!.state, 'dead');
		await desk.edits('R1', 'Two', FIRST);
		t.is((await desk.settled('R1', 'edit'))[0]!.state, 'skipped');
		const notices = await desk.notices(2);
		t.regex(notices[1]!, /the message itself was not delivered/iu);
	});

	test(`${engine}: an edit that GREEN-API refuses for good is told, and the next one is sent whole`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.settled('R1', 'message');
		desk.faults.change = () => Promise.reject(new GreenApiError('refused', refused));
		await desk.edits('R1', 'Two', FIRST);
		t.is((await desk.settled('R1', 'edit'))[0]!.state, 'dead');
		t.regex((await desk.notices(1))[0]!, /Your change was not carried/u);
		delete desk.faults.change;
		await desk.edits('R1', 'One', SECOND);
		await desk.settled('R1', 'edit', 2);
		t.deepEqual(desk.changed, ['edit wa-1 One'], 'what the customer sees now is not sure');
		const [dead] = await desk.settled('R1', 'edit', 2);
		await desk.database.stores.messages.revive([dead!.id], desk.clock.now());
		desk.ledger.receiving.wake([dead!.laneId]);
		const [revived] = await desk.settled('R1', 'edit', 2);
		t.regex(revived!.note!, /only the newest/u);
		t.is(desk.changed.length, 1);
	});

	test(`${engine}: an edit keeps the signature that the message was sent with`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.preferences.signature = '*{agent}*\\n';
		await desk.says('R1', 'One');
		desk.preferences.signature = '';
		desk.ledger.start();
		await desk.settled('R1', 'message');
		await desk.edits('R1', 'Two', FIRST);
		await desk.settled('R1', 'edit');
		t.like(desk.sent, [{ text: '*Jane Doe*\nOne' }]);
		t.deepEqual(desk.changed, ['edit wa-1 *Jane Doe*\nTwo']);
	});
}

const wait = { code: 'GREEN_API_RATE_LIMITED', help: 'Wait.', disposition: 'wait' } as const;
const refused = { code: 'GREEN_API_REFUSED', help: 'Look.' } as const;
