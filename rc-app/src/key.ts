import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { keep, recordsOf } from './records';
import { newKey } from './signing';
import type { Tools } from './tools';

/** The key with which the daemon signs and seals its calls; made once, kept with the app. */
export type Key = {
	/** Undefined while there is none yet. */
	read(read: IRead): Promise<string | undefined>;
	/** Makes it when there is none. Undefined when the app may not keep anything. */
	ensure(tools: Tools): Promise<string | undefined>;
	/** Whether any of the app's keys passes: two processes of Rocket.Chat may have made one each at the same moment. */
	find(read: IRead, passes: (key: string) => boolean): Promise<string | undefined>;
};

const LABEL = 'gateway-key';

export function createKey(): Key {
	let known: readonly string[] = [];

	async function load(read: IRead): Promise<readonly string[]> {
		const records = await recordsOf<{ key: string }>(read.getPersistenceReader(), LABEL);
		known = records.map(({ key }) => key).sort();
		return known;
	}

	return {
		read: async (read) => (await load(read))[0],
		async ensure(tools) {
			const [there] = await load(tools.read);
			if (there !== undefined) return there;
			await keep(tools.persistence, { key: newKey() }, [LABEL]);
			return (await load(tools.read))[0];
		},
		async find(read, passes) {
			return known.find(passes) ?? (await load(read)).find(passes);
		},
	};
}
