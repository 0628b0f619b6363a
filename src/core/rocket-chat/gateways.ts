import type { Clock } from '../clock.js';
import type { Workspace } from '../domain/registry.js';
import type { HttpClient } from '../http/types.js';
import type { Logger } from '../logging.js';
import { createAppCaller } from './app-call.js';
import { createAppGateway } from './app-gateway.js';
import type { AppGateway } from './app-gateway.js';
import { createEitherGateway } from './either-gateway.js';
import type { EitherGatewayDeps } from './either-gateway.js';
import { createFileTickets } from './file-tickets.js';
import type { FileTickets } from './file-tickets.js';
import type { RocketChatGateway } from './gateway.js';
import { createRestGateway } from './rest-gateway.js';
import { createWays } from './ways.js';
import type { Ways } from './ways.js';

export type GatewaysDeps = Pick<EitherGatewayDeps, 'knownTargets' | 'maxFileBytes'> & {
	readonly http: HttpClient;
	readonly clock: Pick<Clock, 'now'>;
	readonly log: Logger;
};

/** The ways into all workspaces, and what these share. */
export type Gateways = {
	/** For one workspace as it is now; `docs/adr/0010` says when it goes which way. */
	readonly create: (workspace: Workspace) => RocketChatGateway;
	readonly tickets: FileTickets;
	readonly ways: Ways;
};

export function createGateways(deps: GatewaysDeps): Gateways {
	const { http, clock, log, maxFileBytes, knownTargets } = deps;
	const now = (): number => clock.now();
	const ways = createWays();
	const tickets = createFileTickets(now);

	function createApp({ id: workspaceId, url, app }: Workspace): AppGateway | undefined {
		if (app === null) return undefined;
		const call = createAppCaller({ http, now, app: { ...app, url } });
		return createAppGateway({ call, tickets, workspaceId });
	}

	return {
		create(workspace) {
			ways.setGone(workspace.id, false);
			return createEitherGateway({
				...{ workspaceId: workspace.id, ways, now, log, maxFileBytes, knownTargets },
				rest: createRestGateway({ http, clock, workspace, maxFileBytes }),
				app: createApp(workspace),
				capabilities: workspace.app?.capabilities ?? [],
				appStoppedAt: workspace.appStoppedAt,
			});
		},
		tickets,
		ways,
	};
}
