import type { ExecutionContext } from 'ava';
import { hashToken } from '../../../src/core/storage/token-cipher.js';
import { systemClock } from '../../../src/core/clock.js';
import { silentLogger } from '../../../src/core/logging.js';
import { createAppCaller } from '../../../src/core/rocket-chat/app-call.js';
import { createAppGateway } from '../../../src/core/rocket-chat/app-gateway.js';
import { createEitherGateway } from '../../../src/core/rocket-chat/either-gateway.js';
import { createRestGateway } from '../../../src/core/rocket-chat/rest-gateway.js';
import { createWays } from '../../../src/core/rocket-chat/ways.js';
import { createRocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import { createAppHost } from '../../apps-engine/app-host.js';
import { onEveryEngine, releaseZip } from '../../apps-engine/engines.js';
import type { AppsEngine } from '../../apps-engine/engines.js';
import { serveBridge } from '../../daemon/bridge-server.js';
import { waitFor } from '../../support/wait-for.js';
import { GATEWAY_CASES } from './gateway-contract.js';
import type { Way } from './gateway-contract.js';
import { trustingHttp } from './stand-in.js';

const WEBHOOK_TOKEN = 'webhook-token-of-the-contract-0123456789';

/** The packed app in the real engine, announced to a daemon, and the way through it. */
async function startApp(t: ExecutionContext, engine: AppsEngine): Promise<Way> {
	const sandbox = await createRocketChatSandbox();
	t.teardown(() => sandbox.close());
	sandbox.addUser({ username: 'jane', roles: ['livechat-agent'] });
	const { userId, authToken } = sandbox.addUser({ username: 'bridge', roles: ['admin'] });
	const { url, bridge } = await serveBridge(t);
	const { stores } = bridge.database;
	const { id } = await stores.workspaces.insert({
		...{ url: sandbox.url, adminEmail: 'admin@example.org', userId, authToken, createdAt: 1 },
		commandTokenHash: hashToken('command-token-of-the-contract'),
		webhookTokenHash: hashToken(WEBHOOK_TOKEN),
	});
	const settings = { app_url: `${url}/api/webhook/rocket`, webhook_token: WEBHOOK_TOKEN };
	const appUserRoles = ['livechat-manager'];
	const host = await createAppHost(t, {
		...{ sandbox, engine, zip: releaseZip(), settings, appUserRoles },
	});
	await host.runJobs();
	const app = await waitFor(async () => (await stores.workspaces.find(id))?.app ?? undefined, {
		label: 'the app announces itself',
	});
	const [http, clock] = [trustingHttp(t), systemClock];
	const now = () => clock.now();
	const call = createAppCaller({ http, now, app: { ...app, url: sandbox.url } });
	const alone = createAppGateway({ call, tickets: bridge.fileTickets, workspaceId: id });
	const workspace = { url: sandbox.url, userId, authToken };
	const withRest = createEitherGateway({
		...{ workspaceId: id, ways: createWays(), now, log: silentLogger, maxFileBytes: 1_000_000 },
		rest: createRestGateway({ http, clock, workspace, maxFileBytes: 1_000_000 }),
		...{ app: alone, capabilities: app.capabilities, appStoppedAt: null },
		knownTargets: stores.messages.knownTargets,
	});
	return {
		...{ sandbox, showsReactions: app.capabilities.includes('message.react') },
		// The old engine has no uploads that tell their message, and hands out no files: REST does that.
		gateway: engine === 'vm2' ? withRest : alone,
	};
}

for (const [title, run] of GATEWAY_CASES)
	onEveryEngine(`App: ${title}`, async (t, engine) => {
		await run(t, await startApp(t, engine));
	});
