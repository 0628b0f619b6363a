import test from 'ava';
import fc from 'fast-check';
import { systemClock } from '../../../src/core/clock.js';
import { RECEIPTS } from '../../../src/core/domain/ledger.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { connectClouds, messageWebhook, receiptWebhook, agentWebhook } from './both-clouds.js';
import type { BothClouds } from './both-clouds.js';
import { createRoomModel } from './room-model.js';

/** What a customer does with one message; times are seconds after it. */
type Story = {
	readonly edits: readonly string[];
	readonly isDeleted: boolean;
	/** '' takes the reaction away. */
	readonly reactions: readonly string[];
	readonly receipts: readonly string[];
	/** Where each event comes in the order of arrival, and whether it comes twice. */
	readonly order: readonly number[];
	readonly repeats: readonly boolean[];
};

const text = fc.stringMatching(/^[a-z]{3,12}$/);
const stories: fc.Arbitrary<Story> = fc.record({
	edits: fc.array(text, { maxLength: 3 }),
	isDeleted: fc.boolean(),
	reactions: fc.array(fc.constantFrom('👍', '❤️', '😂', ''), { maxLength: 3 }),
	receipts: fc.shuffledSubarray(['sent', 'delivered', 'read']),
	order: fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 }),
	repeats: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
});

for (const engine of availableEngines()) {
	for (const way of ['rest', 'app'] as const)
		test(`${engine}: whatever the order and the repetitions, the same is shown in the end by ${way}`, async (t) => {
			t.timeout(120_000);
			const room = createRoomModel(way);
			const clouds = await connectClouds(t, engine, { gateway: room.gateway, clock: systemClock });
			clouds.ledger.start();
			let run = 0;
			const property = fc.asyncProperty(stories, async (story) => {
				run += 1;
				const id = `story-${run}`;
				await play(clouds, id, story);

				const { texts, reactions } = expected(way, id, story);
				const label = `story: ${JSON.stringify(story)}`;
				t.deepEqual(room.texts(id), texts, label);
				t.deepEqual(room.reactions(id), reactions, label);
			});
			await fc.assert(property, { numRuns: engine === 'sqlite' ? 60 : 25 });
		});

	test(`${engine}: whatever the order and the repetitions, a receipt only moves forward`, async (t) => {
		const clouds = await connectClouds(t, engine, { clock: systemClock });
		clouds.ledger.start();
		const { visitorToken } = await firstChat(clouds);
		let run = 0;
		const property = fc.asyncProperty(stories, async ({ receipts, order, repeats }) => {
			run += 1;
			const messageId = `answer-${run}`;
			const before = clouds.sent.length;
			await clouds.write(agentWebhook(visitorToken, messageId, `Answer ${run}`));
			// The fake cloud counts its ids.
			const sentId = `wa-${before + 1}`;
			await waitFor(() => clouds.sent.length > before);
			const events = receipts.map((status) => receiptWebhook(clouds.instance, sentId, status));
			for (const event of arranged(events, order, repeats)) await clouds.receive(event);
			const highest = RECEIPTS.findLast((one) => receipts.includes(one)) ?? null;
			const found = await waitFor(async () => {
				const [row] = await clouds.rows(messageId);
				return row?.state === 'done' && row.receipt === highest ? row : undefined;
			});
			t.is(found.receipt, highest);
		});
		await fc.assert(property, { numRuns: 25 });
	});
}

/** Everything that happened, in the order that the story wants, and all of it shown. */
async function play(clouds: BothClouds, id: string, story: Story): Promise<void> {
	for (const event of arranged(eventsOf(clouds, id, story), story.order, story.repeats))
		await clouds.receive(event);
	const { messages } = clouds.database.stores;
	await waitFor(
		async () => {
			const open = (await messages.countUnsettled()).filter(({ count }) => count > 0);
			return open.length === 0;
		},
		{ label: 'everything to be shown' },
	);
}

function eventsOf({ instance }: BothClouds, id: string, story: Story): readonly object[] {
	const at = 1_795_356_000;
	const say = (event: string, seconds: number, data: object): object =>
		messageWebhook(instance.id, `${id}-${event}`, data, at + seconds);
	const textMessageData = { textMessage: `original ${id}` };
	const stanzaId = `${id}-message`;
	return [
		say('message', 0, { typeMessage: 'textMessage', textMessageData }),
		...story.edits.map((textMessage, index) =>
			say(`edit-${index}`, 1 + index, {
				typeMessage: 'editedMessage',
				editedMessageData: { textMessage: `${textMessage} ${id}`, stanzaId },
			}),
		),
		...story.reactions.map((emoji, index) =>
			say(`reaction-${index}`, 1 + index, {
				typeMessage: 'reactionMessage',
				extendedTextMessageData: { text: emoji },
				quotedMessage: { stanzaId, participant: '79001112233@c.us' },
			}),
		),
		...(story.isDeleted
			? [say('deletion', 9, { typeMessage: 'deletedMessage', deletedMessageData: { stanzaId } })]
			: []),
	];
}

function arranged(
	events: readonly object[],
	order: readonly number[],
	repeats: readonly boolean[],
): readonly object[] {
	const twice = events.flatMap((event, index) =>
		repeats[index] === true ? [event, event] : [event],
	);
	return twice
		.map((event, index) => ({ event, place: order[index] ?? 0 }))
		.toSorted((one, other) => one.place - other.place)
		.map(({ event }) => event);
}

/** What must stand in the room: the message's last state, and the last reaction, at it or in a line. */
function expected(way: 'rest' | 'app', id: string, { edits, isDeleted, reactions }: Story) {
	const versions = [`original ${id}`, ...edits.map((edit) => `${edit} ${id}`)];
	const latest = versions.at(-1) ?? '';
	const earlier = [...new Set(versions.slice(0, -1))].filter((one) => one !== latest);
	const note = ['_(edited; before:)_', ...earlier.map((one) => `> ${one}`)];
	const edited = earlier.length === 0 ? [latest] : [latest, ...note];
	const shown = isDeleted ? `🗑 _(deleted in WhatsApp)_\n${latest}` : edited.join('\n');
	const last = reactions.at(-1) ?? '';
	const name = { '👍': ':thumbsup:', '❤️': ':heart:', '😂': ':joy:' }[last];
	if (name === undefined) return { texts: [shown], reactions: [] };
	if (way === 'app') return { texts: [shown], reactions: [name] };
	return { texts: [shown, `reacted with ${last}`], reactions: [] };
}

async function firstChat(clouds: BothClouds) {
	const textMessageData = { textMessage: 'Hello' };
	const data = { typeMessage: 'textMessage', textMessageData };
	await clouds.receive(messageWebhook(clouds.instance.id, 'hello', data));
	return waitFor(async () => {
		const { chats } = clouds.database.stores;
		const [chat] = await chats.listOfInstance(clouds.instance.id);
		return chat?.isRegistered === true ? chat : undefined;
	});
}
