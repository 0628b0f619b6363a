import { createOneByOne } from './one-by-one';
import type { Reactions } from './reactions';
import { orUndefined } from './tools';
import type { Tools } from './tools';

/** What can be seen under an agent's message: reactions of the app. */
export const MARKS = {
	waits: ':hourglass_flowing_sand:',
	sent: ':heavy_check_mark:',
	delivered: ':ballot_box_with_check:',
	read: ':eyes:',
	failed: ':x:',
} as const;

const WHO = 'own user or agent';

export type Mark = keyof typeof MARKS;
export type MarkResult = 'shown' | 'unsupported' | 'message-unknown';

/** Shows what became of agents' messages; never throws. */
export type Marks = {
	/**
	 * Leaves exactly that mark under the message, `undefined`: none; `waits` stands beside the others: a message that was read
	 * stays read while its edit waits. `unsupported`: this Rocket.Chat has no reactions for apps, or does not let the app react
	 * there; `message-unknown`: it is gone, or the app may not read it.
	 */
	show(messageId: string, mark: Mark | undefined, tools: Tools): Promise<MarkResult>;
	/** Takes that mark away and leaves the others, which the daemon may have asked for meanwhile. */
	clear(messageId: string, mark: Mark, tools: Tools): Promise<void>;
};

export function createMarks(reactions: Reactions): Marks {
	const inTurn = createOneByOne();

	async function change(
		messageId: string,
		mark: Mark | undefined,
		tools: Tools,
	): Promise<MarkResult> {
		if (!reactions.areThere(tools.modify)) return 'unsupported';
		const message = await orUndefined(() => tools.read.getMessageReader().getById(messageId));
		if (message === undefined) return 'message-unknown';
		const wanted = mark === undefined ? undefined : MARKS[mark];
		const there = await reactions.under(message, Object.values(MARKS), tools);
		const over = mark === 'waits' ? [] : there.filter((old) => old !== wanted);
		for (const old of over) await reactions.remove(message, old, tools, WHO);
		if (wanted === undefined || there.includes(wanted)) return 'shown';
		return (await reactions.add(message, wanted, tools, WHO)) ? 'shown' : 'unsupported';
	}

	async function takeAway(messageId: string, mark: Mark, tools: Tools): Promise<void> {
		if (!reactions.areThere(tools.modify)) return;
		const message = await orUndefined(() => tools.read.getMessageReader().getById(messageId));
		if (message !== undefined) await reactions.remove(message, MARKS[mark], tools, WHO);
	}

	return {
		show: (messageId, mark, tools) =>
			inTurn(messageId, async () => {
				const result = await orUndefined(() => change(messageId, mark, tools));
				return result ?? 'unsupported';
			}),
		clear: (messageId, mark, tools) =>
			inTurn(messageId, async () => {
				await orUndefined(() => takeAway(messageId, mark, tools));
			}),
	};
}
