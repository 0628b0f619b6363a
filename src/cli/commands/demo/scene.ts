import { contentOf } from '../../../sandbox/content.js';
import { readCounts } from './counts.js';
import type { Counts } from './counts.js';
import { createEdits } from './edits.js';
import type { Edits } from './edits.js';
import { expectSoon } from './expect-soon.js';
import { agentSays, CHAT_ID, customerSays, repeatWebhook } from './people.js';
import type { Speech, SpokenFile } from './people.js';
import { AGENT, agentView, CUSTOMER, customerView } from './views.js';
import type { Line, SeenFile, Written } from './views.js';
import type { World } from './world.js';

/** The two people, and what each of them should see by now. */
export type Scene = Edits & {
	customerWrites(speech: Speech): void;
	/** The customer's text comes in two webhooks. */
	customerIsRepeated(text: string): void;
	agentWrites(speech: Speech): void;
	/** Resolves when both sides show everything that was written, in order, and nothing else. */
	bothSeeAll(): Promise<void>;
	/** Resolves when one of the daemon's counters (see counts.ts) is at `least` or higher. */
	counted(name: string, least: number): Promise<void>;
	counts(): Promise<Counts>;
	/** Both sides as they are now. */
	agentSees(): readonly Line[];
	customerSees(): readonly Line[];
};

/** Begins with an empty chat. Everything that waits gives up with the signal's reason. */
export function createScene(world: World, signal: AbortSignal): Scene {
	const { stage, http, daemonUrl } = world;
	const { greenApi, rocketChat, idInstance } = stage;
	const written: Written[] = [];
	const due = { agent: [] as Line[], customer: [] as Line[] };

	const inRooms = () => rocketChat.rooms.flatMap(({ rid }) => rocketChat.messages(rid));
	const agentSees = () => agentView(inRooms());
	const customerSees = () => customerView(written, greenApi.instance(idInstance).sentTo(CHAT_ID));
	const counts = () => readCounts(http, daemonUrl);

	function customerWrites(speech: Speech): string {
		const line = lineOf(CUSTOMER, speech);
		due.customer.push(line);
		due.agent.push(arrived(line, speech));
		const at = Date.now();
		const quoted = written.find((one) => one.line.text === speech.answers);
		const idMessage = customerSays(stage, speech, quoted?.idMessage);
		written.push({ idMessage, at, line });
		return idMessage;
	}

	return {
		customerWrites,
		customerIsRepeated(text) {
			repeatWebhook(stage, customerWrites({ text }), text);
		},
		agentWrites(speech) {
			const line = lineOf(AGENT, speech);
			due.agent.push(line);
			due.customer.push(arrived(line, speech));
			const index = agentSees().findIndex(({ text }) => text === speech.answers);
			const shown = inRooms().filter(({ t }) => t === undefined);
			agentSays(stage, speech, shown[index]?._id);
		},
		...createEdits({ stage, written, due, inRooms, agentSees }),
		async bothSeeAll() {
			await expectSoon<readonly Line[]>({
				what: 'The agent does not see what she should',
				...{ look: agentSees, expected: due.agent, signal },
			});
			await expectSoon<readonly Line[]>({
				what: 'The customer does not see what she should',
				...{ look: customerSees, expected: due.customer, signal },
			});
		},
		counted: (name, least) =>
			expectSoon({
				what: `The daemon's counter ${name} does not reach ${least}`,
				look: async () => Math.min((await counts()).get(name) ?? 0, least),
				...{ expected: least, signal },
			}),
		counts,
		agentSees,
		customerSees,
	};
}

function lineOf(by: Line['by'], { text, answers, file }: Speech): Line {
	return { by, text, answers, file: file && seenFile(file) };
}

function arrived(line: Line, { arrives = line.text }: Speech): Line {
	return { ...line, text: arrives };
}

function seenFile({ name, bytes }: SpokenFile): SeenFile {
	const { size, sha256 } = contentOf({ bytes });
	return { name, size, sha256 };
}
