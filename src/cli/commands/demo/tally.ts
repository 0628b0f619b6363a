import type { Counts } from './counts.js';
import { notAsExpected } from './failures.js';
import { AGENT, CUSTOMER } from './views.js';
import type { Line } from './views.js';

/** What became of the messages of one direction. */
export type Tally = {
	readonly direction: string;
	/** By the person, changes included. */
	readonly written: number;
	/** By the daemon, as it counts itself. */
	readonly accepted: number;
	/** As the stand-in of the other side counts. */
	readonly delivered: number;
	/** Webhooks that the daemon had accepted before. */
	readonly repeated: number;
	/** Written and not delivered. */
	readonly lost: number;
};

/** The direction of what the customer writes. */
export const FROM_CUSTOMER = 'customer to agent';

/** Counts what each side shows of its own messages and of the other's. `edits` are shown by both sides, as was seen before. */
export function tallyUp(
	sides: { readonly customerSees: readonly Line[]; readonly agentSees: readonly Line[] },
	counts: Counts,
	edits: Readonly<Record<Line['by'], number>> = { [CUSTOMER]: 0, [AGENT]: 0 },
): readonly Tally[] {
	const countOf = (lines: readonly Line[], by: Line['by']): number =>
		lines.filter((line) => line.by === by).length + edits[by];
	const { customerSees, agentSees } = sides;
	return [
		tally(FROM_CUSTOMER, {
			written: countOf(customerSees, CUSTOMER),
			accepted: counts.get('inbound.accepted') ?? 0,
			delivered: countOf(agentSees, CUSTOMER),
			repeated: counts.get('inbound.repeated') ?? 0,
		}),
		tally('agent to customer', {
			written: countOf(agentSees, AGENT),
			accepted: counts.get('outbound.accepted') ?? 0,
			delivered: countOf(customerSees, AGENT),
			repeated: counts.get('outbound.repeated') ?? 0,
		}),
	];
}

/** Throws DEMO_NOT_AS_EXPECTED unless everything written was accepted once and delivered once, and a repeat was seen. */
export function requireNoLoss(tallies: readonly Tally[]): void {
	for (const { direction, written, accepted, delivered } of tallies) {
		if (written > 0 && accepted === written && delivered === written) continue;
		throw notAsExpected(
			`Messages from ${direction} do not add up`,
			{ written, accepted: written, delivered: written, lost: 0 },
			{ written, accepted, delivered, lost: written - delivered },
		);
	}
}

function tally(direction: string, counted: Omit<Tally, 'direction' | 'lost'>): Tally {
	return { direction, ...counted, lost: counted.written - counted.delivered };
}
