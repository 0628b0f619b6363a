import type { MessageView } from '../../../sandbox/rocket-chat/types.js';
import type { Stage } from '../../../sandbox/stage.js';
import { notAsExpected } from './failures.js';
import { customerEdits } from './people.js';
import type { Speech } from './people.js';
import { AGENT, CUSTOMER } from './views.js';
import type { Line, Written } from './views.js';

/** How the two people change what they wrote; `to.arrives` is what the other side shows in its place. */
export type Edits = {
	customerEdits(from: string, to: Speech): void;
	agentEdits(from: string, to: Speech): void;
	/** How many changes each of the two made. */
	readonly edits: Readonly<Record<Line['by'], number>>;
};

/** Changes what is written, and with it what is due on both sides. */
export function createEdits(scene: {
	readonly stage: Stage;
	readonly written: Written[];
	readonly due: { readonly agent: Line[]; readonly customer: Line[] };
	readonly inRooms: () => readonly MessageView[];
	readonly agentSees: () => readonly Line[];
}): Edits {
	const { stage, written, due, inRooms, agentSees } = scene;
	const edits = { [CUSTOMER]: 0, [AGENT]: 0 };
	return {
		edits,
		customerEdits(from, to) {
			const index = written.findIndex(({ line }) => line.text === from);
			const changed = written[index];
			if (changed === undefined) throw notAsExpected('The customer never wrote it', from, written);
			replaceText(due.customer, from, to.text);
			replaceText(due.agent, from, to.arrives ?? to.text);
			written[index] = { ...changed, line: { ...changed.line, text: to.text } };
			edits[CUSTOMER] += 1;
			customerEdits(stage, changed.idMessage, to.text);
		},
		agentEdits(from, to) {
			const index = agentSees().findIndex(({ text }) => text === from);
			const message = inRooms().filter(({ t }) => t === undefined)[index];
			if (message === undefined) throw notAsExpected('The agent never wrote it', from, agentSees());
			// Both sides show the same messages in the same order.
			const arrived = due.customer[due.agent.findIndex(({ text }) => text === from)]?.text ?? '';
			replaceText(due.agent, from, to.text);
			replaceText(due.customer, arrived, to.arrives ?? to.text);
			edits[AGENT] += 1;
			stage.rocketChat.agentEdits(message._id, to.text);
		},
	};
}

function replaceText(lines: Line[], from: string, to: string): void {
	const index = lines.findIndex(({ text }) => text === from);
	const line = lines[index];
	if (line !== undefined) lines[index] = { ...line, text: to };
}
