import { keep, forget, recordsOf } from '../records';
import { createOneByOne } from '../one-by-one';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import { permissionMissing, refusalOf } from './refused';

/** What the daemon's names for messages became in Rocket.Chat. */
export type Posted = {
	/**
	 * Does `make` once for that name, however often it is called: answers the id that it became earlier, also by another
	 * way (a message that has the name itself as its id). `make` is given the moment of an earlier try of which it is not
	 * known what came of it, to look for it; it answers the id.
	 */
	once(
		name: string,
		tools: Tools,
		make: (triedAt: number | undefined) => Promise<string>,
	): Promise<string>;
	/** Whether a message is what some name became. */
	isTaken(messageId: string, tools: Tools): Promise<boolean>;
	/** Removes what is older than three days, some at a time; repeats come within one. */
	sweep(tools: Tools): Promise<void>;
};

type Record = { readonly name: string; readonly messageId?: string; readonly at: number };

const DAY_MS = 86_400_000;
const KEPT_DAYS = 3;
/** The app may have been switched off for weeks. */
const LOOKED_BACK_DAYS = 40;
const SWEPT_AT_ONCE = 1000;

export function createPosted(now: () => number = Date.now): Posted {
	const inTurn = createOneByOne();

	/** Every question is a round trip to another process, so they are asked at once. */
	async function find(name: string, { read }: Tools): Promise<{ id?: string; triedAt?: number }> {
		const reader = read.getPersistenceReader();
		const [[record], message, [intent]] = await Promise.all([
			recordsOf<Record>(reader, `post:${name}`),
			orUndefined(() => read.getMessageReader().getById(name)),
			recordsOf<Record>(reader, `intent:${name}`),
		]);
		const id = record?.messageId ?? message?.id;
		return { ...(id !== undefined && { id }), ...(intent && { triedAt: intent.at }) };
	}

	return {
		once: (name, tools, make) =>
			inTurn(name, async () => {
				const { id, triedAt } = await find(name, tools);
				if (id !== undefined) return id;
				const { persistence } = tools;
				const at = now();
				if (triedAt === undefined) {
					const isKept = await keep(persistence, { name, at }, [`intent:${name}`, day(at)]);
					if (!isKept) throw permissionMissing('persistence');
				}
				const messageId = await make(triedAt).catch(async (error: unknown) => {
					// Then nothing was done, and what somebody else posts meanwhile must not be taken for this.
					if (triedAt === undefined && refusalOf(error) !== undefined)
						await forget(persistence, `intent:${name}`);
					throw error;
				});
				const labels = [`post:${name}`, `posted:${messageId}`, day(at)];
				await keep(persistence, { name, messageId, at }, labels);
				return messageId;
			}),

		isTaken: async (messageId, { read }) =>
			(await recordsOf(read.getPersistenceReader(), `posted:${messageId}`)).length > 0,

		async sweep({ read, persistence }) {
			for (let back = KEPT_DAYS + 1; back <= LOOKED_BACK_DAYS; back += 1) {
				const label = day(now() - back * DAY_MS);
				const old = await recordsOf<Record>(read.getPersistenceReader(), label);
				for (const { name } of old.slice(0, SWEPT_AT_ONCE)) {
					await forget(persistence, `intent:${name}`);
					await forget(persistence, `post:${name}`);
				}
			}
		},
	};
}

function day(at: number): string {
	return `posts:${new Date(at).toISOString().slice(0, 10)}`;
}
