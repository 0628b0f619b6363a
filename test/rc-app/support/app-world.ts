import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import { createRocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import type { RocketChatSandboxOptions } from '../../../src/sandbox/rocket-chat/types.js';
import { createAppHost, type AppHostOptions } from '../../apps-engine/app-host.js';
import { releaseZip, type AppsEngine } from '../../apps-engine/engines.js';
import { waitFor } from '../../support/wait-for.js';
import { startDaemonStandIn } from './daemon-stand-in.js';

export type Answer = {
	readonly status: number;
	readonly body: Readonly<Record<string, unknown>>;
};
export type Signing = { readonly key?: string; readonly at?: number; readonly nonce?: string };
type Options = Partial<AppHostOptions> & { readonly workspace?: RocketChatSandboxOptions };

export const TOKEN = 'greenapi:5d0c2f7a9b3e4816a1c7d2e94f60b853';

/** The packed app in a real engine, a workspace around it with agents jane and bob, and a daemon's stand-in. */
export async function createAppWorld(
	t: ExecutionContext,
	engine: AppsEngine,
	{ workspace, settings, ...more }: Options = {},
) {
	const sandbox = await createRocketChatSandbox(workspace);
	t.teardown(() => sandbox.close());
	const jane = sandbox.addUser({ username: 'jane', name: 'Jane', roles: ['livechat-agent'] });
	const bob = sandbox.addUser({ username: 'bob', name: 'Bob', roles: ['livechat-agent'] });
	const daemon = await startDaemonStandIn(t);
	const host = await createAppHost(t, {
		sandbox,
		engine,
		zip: releaseZip(),
		settings: { app_url: daemon.url, webhook_token: daemon.token, ...settings },
		...more,
	});
	const announced = () => daemon.taken.findLast(({ type }) => type === 'app-started');

	/** The key as the app announced it. */
	async function key(): Promise<string> {
		if (announced() === undefined) await host.runJobs();
		const told = await waitFor(announced, { label: 'the app announces itself' });
		return (told['app'] as { key: string }).key;
	}

	async function call(op: string, fields: object = {}, signing: Signing = {}): Promise<Answer> {
		const sealed = seal(await key(), JSON.stringify({ op, ...fields }));
		const { at = Date.now(), nonce = randomBytes(16).toString('hex') } = signing;
		const signKey = derived(signing.key ?? (await key()), 'greenapi-rc sign v1');
		const signature = createHmac('sha256', signKey).update(`v1:${at}:${nonce}:${sealed}`);
		const response = await fetch(`${sandbox.url}/api/apps/public/${host.appId}/gateway`, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/json',
				'X-Greenapi-Timestamp': String(at),
				'X-Greenapi-Nonce': nonce,
				'X-Greenapi-Signature': `v1=${signature.digest('hex')}`,
			},
			body: JSON.stringify({ sealed }),
		});
		return { status: response.status, body: (await response.json()) as Answer['body'] };
	}

	/** Registers Mary and opens her room, as the daemon does; answers the room's id. */
	async function open(fields: object = { agentUserId: jane.userId }): Promise<string> {
		await call('visitor.register', { token: TOKEN, name: 'Mary' });
		const { body } = await call('room.open', { visitorToken: TOKEN, ...fields });
		return String(body['roomId']);
	}

	const taken = (type: string) => daemon.taken.filter((told) => told.type === type);
	return { sandbox, host, daemon, jane, bob, call, open, key, taken };
}

function seal(key: string, text: string): string {
	const iv = randomBytes(16);
	const cipher = createCipheriv('aes-256-cbc', derived(key, 'greenapi-rc seal v1'), iv);
	return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

function derived(key: string, purpose: string): Buffer {
	return createHmac('sha256', key).update(purpose).digest();
}
