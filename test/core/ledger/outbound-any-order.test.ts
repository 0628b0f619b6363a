import test from 'ava';
import fc from 'fast-check';
import { systemClock } from '../../../src/core/clock.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { openDesk } from './agent-desk.js';
import type { Desk } from './agent-desk.js';

/** What an agent does with one message. */
type Story = {
	readonly edits: readonly string[];
	readonly isDeleted: boolean;
	readonly hasFile: boolean;
	/** To the customer's message. */
	readonly reactions: readonly { readonly emoji: string; readonly isRemoved: boolean }[];
	/** Where each call comes in the order of arrival, whether it comes twice, and whether all is delivered before it. */
	readonly order: readonly number[];
	readonly repeats: readonly boolean[];
	readonly pauses: readonly boolean[];
};

const booleans = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });
const stories: fc.Arbitrary<Story> = fc.record({
	edits: fc.array(fc.stringMatching(/^[a-z]{3,12}$/), { maxLength: 3 }),
	isDeleted: fc.boolean(),
	hasFile: fc.boolean(),
	reactions: fc.array(fc.record({ emoji: fc.constantFrom('👍', '❤️'), isRemoved: fc.boolean() }), {
		maxLength: 3,
	}),
	order: fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 }),
	repeats: booleans,
	pauses: booleans,
});

const momentOf = (run: number, second: number): string =>
	new Date(Date.UTC(2026, 10, 22, 14, 0, 0) + run * 60_000 + second * 1000).toISOString();

/** The calls of a story, in the order in which things were done. */
function callsOf(
	desk: Desk,
	run: number,
	question: string,
	story: Story,
): (() => Promise<unknown>)[] {
	const id = `R${run}`;
	const attachments = [{ title: 'a.pdf', title_link: '/file-upload/F1/a.pdf' }];
	const fields = story.hasFile ? { attachments } : {};
	return [
		() => desk.says(id, 'first', fields),
		...story.edits.map(
			(text, index) => () => desk.edits(id, text, momentOf(run, index + 1), fields),
		),
		...story.reactions.map(
			({ emoji, isRemoved }, index) =>
				() =>
					desk.reacts(question, emoji, { isRemoved, reactedAt: momentOf(run, index + 1) }),
		),
		...(story.isDeleted ? [() => desk.deletes(id)] : []),
	];
}

async function play(desk: Desk, run: number, question: string, story: Story): Promise<void> {
	const { order, repeats, pauses } = story;
	const arrivals = callsOf(desk, run, question, story)
		.flatMap((call, index) => (repeats[index] ? [call, call] : [call]))
		.map((call, index) => ({ call, at: order[index] ?? 0, pause: pauses[index] }))
		.toSorted((one, other) => one.at - other.at);
	for (const { call, pause } of arrivals) {
		if (pause) await allDelivered(desk, [`R${run}`, question]);
		await call();
	}
	await allDelivered(desk, [`R${run}`, question]);
}

function allDelivered(desk: Desk, ids: readonly string[]): Promise<unknown> {
	return waitFor(
		async () => {
			const rows = (await Promise.all(ids.map((id) => desk.rows(id)))).flat();
			return rows.every(({ state }) => state !== 'pending');
		},
		{ label: 'all to be delivered', everyMs: 2 },
	);
}

/** What the customer sees of the message: its texts and files. */
async function seenOf(desk: Desk, run: number): Promise<string[]> {
	const rows = await desk.rows(`R${run}`);
	return rows.flatMap(({ kind, state, targetId }) => {
		if (kind !== 'message' || state !== 'done' || desk.changed.includes(`delete ${targetId}`))
			return [];
		const sent = desk.sent[Number(targetId?.replace('wa-', '')) - 1]!;
		const edit = desk.changed.findLast((line) => line.startsWith(`edit ${targetId} `));
		return 'text' in sent ? [edit?.replace(`edit ${targetId} `, '') ?? sent.text] : [sent.name];
	});
}

function expected({ edits, isDeleted, hasFile }: Story): string[] {
	return isDeleted ? [] : [edits.at(-1) ?? 'first', ...(hasFile ? ['a.pdf'] : [])];
}

/** Of everything that was ever done to the question, in the order in which it was done. */
function standing(deeds: Story['reactions']): string {
	const left = new Set<string>();
	for (const { emoji, isRemoved } of deeds) {
		left.delete(emoji);
		if (!isRemoved) left.add(emoji);
	}
	return [...left].at(-1) ?? '';
}

for (const engine of availableEngines()) {
	test(`${engine}: whatever the order and the repetitions, the customer sees the same in the end`, async (t) => {
		t.timeout(120_000);
		const desk = await openDesk(t, engine, { clock: systemClock });
		desk.ledger.start();
		const question = await waitFor(async () => (await desk.rows('A1'))[0]?.targetId ?? undefined, {
			label: 'the question',
		});
		const deeds: Story['reactions'][number][] = [];
		let run = 0;
		const property = fc.asyncProperty(stories, async (story) => {
			run += 1;
			await play(desk, run, question, story);
			deeds.push(...story.reactions);
			const context = `story: ${JSON.stringify(story)}`;
			t.deepEqual(await seenOf(desk, run), expected(story), context);
			const reaction = desk.changed.findLast((line) => line.startsWith('react ')) ?? 'react A1';
			t.is(reaction, `react A1 ${standing(deeds)}`.trim(), context);
		});
		await fc.assert(property, { numRuns: engine === 'sqlite' ? 60 : 25, endOnFailure: true });
		t.deepEqual(
			desk.shown.filter((line) => line.startsWith('notice ')),
			[],
		);
	});
}
