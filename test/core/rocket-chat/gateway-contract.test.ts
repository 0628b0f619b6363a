import test from 'ava';
import { createRestGateway } from '../../../src/core/rocket-chat/rest-gateway.js';
import { createRocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import { GATEWAY_CASES } from './gateway-contract.js';
import { trustingHttp } from './stand-in.js';

for (const version of ['6.8', '9.0'] as const) {
	for (const [title, run] of GATEWAY_CASES) {
		test(`REST ${version}: ${title}`, async (t) => {
			const sandbox = await createRocketChatSandbox({ version });
			t.teardown(() => sandbox.close());
			sandbox.addUser({ username: 'jane', roles: ['livechat-agent'] });
			const { userId, authToken } = sandbox.addUser({ username: 'bridge', roles: ['admin'] });
			const gateway = createRestGateway({
				...{ http: trustingHttp(t), clock: { now: () => Date.now() }, maxFileBytes: 1_000_000 },
				workspace: { url: sandbox.url, userId, authToken },
			});
			await run(t, { sandbox, gateway, showsReactions: false });
		});
	}
}
