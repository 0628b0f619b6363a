import { once } from 'node:events';
import { CHAT_ID } from './people.js';
import { CUSTOMER } from './views.js';
import type { World } from './world.js';

/** Lines for playing by hand: what each one does, and the command under it, to be copied as it is. */
export function commandLines({ stage, daemonUrl, databaseUrl, folder }: World): readonly string[] {
	const { greenApi, rocketChat, idInstance } = stage;
	const text = 'Are you still there?';
	const customer = { idInstance, chatId: CHAT_ID, name: CUSTOMER, text };
	const file = { name: 'note.txt', text: 'Collected on Friday' };
	const program = `DATABASE_URL='${databaseUrl}' node bin/greenapi-rc.js`;
	const commands: readonly (readonly [string, string])[] = [
		['The customer writes', post(`${greenApi.url}/sandbox/customer`, customer)],
		['The agent answers', post(`${rocketChat.url}/sandbox/agent`, { text: 'Yes, I am' })],
		['The agent sends a file', post(`${rocketChat.url}/sandbox/agent`, { text: '', file })],
		['The agent closes the room', post(`${rocketChat.url}/sandbox/close`, {})],
		['What the customer sees', `curl -s ${greenApi.url}/sandbox/state`],
		['What the agent sees', `curl -s ${rocketChat.url}/sandbox/state`],
		['How the daemon is', `curl -s ${daemonUrl}/readyz`],
		['What it has counted', `curl -s ${daemonUrl}/metrics | grep ^greenapi_rc_`],
		['Where each message is', `${program} trace ${CHAT_ID} --limit 3`],
		['The bridge speaks Russian', `${program} set-preference language ru`],
	];
	return [
		'It goes on running. Copy into another terminal:',
		...commands.flatMap(([what, command]) => ['', `  ${what}:`, `    ${command}`]),
		'',
		`Database and log of the daemon: ${folder}`,
		'End with Ctrl+C: everything is removed.',
	];
}

/** Texts without an apostrophe only: the shell takes the body between two of them. */
function post(url: string, body: object): string {
	return `curl -s ${url} -d '${JSON.stringify(body)}'`;
}

/** Resolves when the demo is interrupted; rejects when the daemon ends by itself. */
export async function untilInterrupted(signal: AbortSignal): Promise<void> {
	// A promise alone does not keep the process alive; the stand-ins that listen do.
	if (!signal.aborted) await once(signal, 'abort');
	const reason: unknown = signal.reason;
	const code: unknown = reason instanceof Error && 'code' in reason ? reason.code : undefined;
	if (code !== 'DEMO_INTERRUPTED') throw reason;
}
