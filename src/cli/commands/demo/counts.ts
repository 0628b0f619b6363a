import type { HttpClient } from '../../../core/http/types.js';

/** The daemon's counters of messages, `<direction>.<event>`, e.g. `inbound.accepted`. */
export type Counts = ReadonlyMap<string, number>;

const COUNTER = /^greenapi_rc_messages_total\{direction="(\w+)",event="(\w+)"\} (\d+)$/gm;

/** Asks the daemon's GET /metrics. */
export async function readCounts(http: HttpClient, daemonUrl: string): Promise<Counts> {
	const { text } = await http.send({
		method: 'GET',
		url: `${daemonUrl}/metrics`,
		label: 'metrics of the daemon',
	});
	return new Map(
		[...text.matchAll(COUNTER)].map(([, direction = '', event = '', count]) => [
			`${direction}.${event}`,
			Number(count),
		]),
	);
}
