import { fieldsOf } from '../fields';
import { createLately } from '../lately';
import type { Marks } from '../marks';
import type { Notices } from '../notices';
import type { Settings } from '../settings';
import type { Say, TextKey } from '../texts';
import type { Tools } from '../tools';
import type { Waiting } from './event';
import { createSpeak } from './speak';
import type { Problem } from './verdict';

/** Tells an event's author what became of it; never throws. */
export type Tidings = {
	waits(event: Waiting, problem: Problem, settings: Settings, tools: Tools): Promise<void>;
	accepted(event: Waiting, tools: Tools): Promise<void>;
	/** `reason` is the daemon's, '' when it gave none. */
	refused(event: Waiting, reason: string, settings: Settings, tools: Tools): Promise<void>;
	/** It could be neither sent nor kept. */
	lost(event: Waiting, settings: Settings, tools: Tools): Promise<void>;
	/** It waited too long. */
	givenUp(event: Waiting, settings: Settings, tools: Tools): Promise<void>;
};

const HOUR_MS = 3_600_000;
const DAYS_MS = 96 * HOUR_MS;
/** Ids only. Fewer than what waits, and each look at it would show all its marks anew. */
const KEPT = 100_000;
/** An event that took longer may have been marked, perhaps by another process of Rocket.Chat. */
const QUICK_MS = 2000;

export function createTidings({
	marks,
	notices,
	now = Date.now,
}: {
	marks: Marks;
	notices: Notices;
	now?: () => number;
}): Tidings {
	const marked = createLately<true>(DAYS_MS, KEPT, now);
	const explained = createLately<true>(HOUR_MS, KEPT, now);
	const speak = createSpeak(notices);

	async function failed(
		event: Waiting,
		settings: Settings,
		tools: Tools,
		text: (say: Say, words: string) => string,
	): Promise<void> {
		const { messageId, words = '' } = event.author ?? {};
		if (event.author === undefined) return;
		if (messageId !== undefined) {
			marked.forget(messageId);
			const isItself = isMessage(event) && settings.receipts !== 'none';
			if (isItself) await marks.show(messageId, 'failed', tools);
			else await marks.clear(messageId, 'waits', tools);
		}
		await speak(event, tools, settings.notices === 'room', (say) => text(say, words));
	}

	return {
		async waits(event, problem, settings, tools) {
			const { author } = event;
			if (author === undefined) return;
			await explain(author.userId);
			const { messageId } = author;
			if (messageId === undefined || settings.receipts === 'none' || marked.get(messageId)) return;
			marked.set(messageId, true);
			if ((await marks.show(messageId, 'waits', tools)) === 'shown') return;
			await speak(event, tools, false, (text) =>
				text('outbox_waits', { words: author.words ?? '' }),
			);

			/** What an administrator can repair is said once an hour to everybody whom it concerns. */
			async function explain(userId: string): Promise<void> {
				const key = EXPLANATIONS[problem];
				if (key === undefined || explained.get(`${problem}:${userId}`)) return;
				explained.set(`${problem}:${userId}`, true);
				await speak(event, tools, false, (text) => text(key));
			}
		},

		async accepted({ author, queuedAt }, tools) {
			const messageId = author?.messageId;
			if (messageId === undefined) return;
			if (marked.get(messageId) === undefined && now() - queuedAt < QUICK_MS) return;
			marked.forget(messageId);
			await marks.clear(messageId, 'waits', tools);
		},

		refused: (event, reason, settings, tools) =>
			failed(event, settings, tools, (text, words) =>
				text('outbox_failed', { words, reason: reason || text('outbox_no_reason') }),
			),

		lost: (event, settings, tools) => failed(event, settings, tools, because('outbox_not_kept')),
		givenUp: (event, settings, tools) => failed(event, settings, tools, because('outbox_too_old')),
	};
}

/** Not an edit, deletion or reaction: the message itself may well have arrived when one of these is refused. */
function isMessage({ content }: Waiting): boolean {
	return fieldsOf(JSON.parse(content))['type'] === 'message';
}

function because(key: TextKey): (say: Say, words: string) => string {
	return (text, words) => text('outbox_failed', { words, reason: text(key) });
}

const EXPLANATIONS: Partial<
	Record<Problem, 'outbox_problem_wrong_token' | 'outbox_problem_not_connected'>
> = {
	'wrong-token': 'outbox_problem_wrong_token',
	'not-connected': 'outbox_problem_not_connected',
};
