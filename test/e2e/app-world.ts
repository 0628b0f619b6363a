import type { ExecutionContext } from 'ava';
import type { InstanceView } from '../../src/sandbox/green-api/types.js';
import type { MessageView } from '../../src/sandbox/rocket-chat/types.js';
import { createAppHost } from '../apps-engine/app-host.js';
import type { AppHost, AppHostOptions } from '../apps-engine/app-host.js';
import { releaseZip } from '../apps-engine/engines.js';
import type { AppsEngine } from '../apps-engine/engines.js';
import { createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import type { World, WorldOptions } from '../support/world.js';

export const CHAT = '79001112233@c.us';
/** Administrator, agent and owner of the number. */
export const JANE = 'jane';

type Options = Partial<WorldOptions> & {
	readonly host?: Partial<AppHostOptions>;
	/** False: the app is installed and knows where the daemon is, and nothing more. */
	readonly isSetUp?: boolean;
};

/** A workspace with the packed app in the real engine, a real daemon, and GREEN-API's stand-in. */
export type AppWorld = World & {
	readonly host: AppHost;
	readonly instance: InstanceView;
	/** Id and personal access token of a user, as they would type them. */
	credentials(username: string): { rocketChatId: string; rocketChatToken: string };
	/** Types a command without arguments and fills in the form that opens; answers what the person was told, or the
	 * form's own answer. */
	fill(command: string, username: string, fields: object): Promise<string>;
	/** Types a command; answers the last thing the person was told. */
	type(command: string, username: string): Promise<string>;
	/** The customer writes; answers the message in Rocket.Chat once it is there. */
	customerSays(text: string, more?: object): Promise<MessageView>;
	/** Everything in all rooms. */
	messages(): readonly MessageView[];
	/** How many events wait in the app. */
	outbox(): number;
	/** How often the daemon used a route of REST, e.g. `POST /api/v1/livechat/message`. */
	restCalls(): readonly string[];
};

/** Sets everything up as an administrator does it: by the forms of the app. */
export async function startAppWorld(
	t: ExecutionContext,
	engine: AppsEngine,
	{ host: hostOptions = {}, isSetUp = true, ...options }: Options = {},
): Promise<AppWorld> {
	const databaseUrl = options.databaseUrl ?? (await createTestDatabase(t, 'sqlite')).url;
	const world = await startWorld(t, { databaseUrl, ...options, isIntroduced: false });
	const { stage, daemonUrl } = world;
	const { greenApi, rocketChat, idInstance } = stage;
	const sandbox = rocketChat;
	const host = await createAppHost(t, { sandbox, engine, zip: releaseZip(), ...hostOptions });
	await host.updateSetting('app_url', `${daemonUrl}/api/webhook/rocket`);
	const app = { ...world, host, instance: greenApi.instance(idInstance), ...hands(world, host) };
	if (isSetUp) await setUp(app);
	return app;
}

/** By the three forms. */
export async function setUp({ stage, credentials, fill, host }: AppWorld): Promise<void> {
	await fill('register-workspace', JANE, credentials(JANE));
	await fill('register-agent', JANE, credentials(JANE));
	const { idInstance, apiToken: apiTokenInstance } = stage;
	await fill('create-instance', JANE, { idInstance, apiTokenInstance });
	await host.runJobs();
}

function hands({ stage }: World, host: AppHost): Omit<AppWorld, keyof World | 'host' | 'instance'> {
	const { greenApi, rocketChat, idInstance } = stage;
	const messages = (): readonly MessageView[] =>
		rocketChat.rooms.flatMap(({ rid }) => rocketChat.messages(rid));
	const told = (username: string): string => host.ephemerals(username).at(-1)?.text ?? '';
	let forms = 0;
	return {
		messages,
		outbox: () =>
			host
				.persistence()
				.filter(({ associations }) => associations.some(({ id }) => id === 'outbox')).length,
		credentials(username) {
			const user = rocketChat.workspace.usersByName.get(username);
			return { rocketChatId: user?._id ?? '', rocketChatToken: user?.authToken ?? '' };
		},
		async fill(command, username, fields) {
			forms += 1;
			await host.command(`/greenapi.${command}`, username, { triggerId: `form-${forms}` });
			const state = Object.fromEntries(
				Object.entries(fields).map(([name, value]) => [name, { [name]: value as unknown }]),
			);
			const before = host.ephemerals(username).length;
			const response = await host.submitView({ username, state });
			// What is wrong with a field is shown in the form.
			return host.ephemerals(username).length > before
				? told(username)
				: JSON.stringify(response ?? '');
		},
		async type(command, username) {
			await host.command(`/greenapi.${command}`, username);
			return told(username);
		},
		async customerSays(text, more = {}) {
			greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text, ...more });
			return waitFor(() => messages().find((message) => message.text.endsWith(text)), {
				label: `the customer’s “${text}”`,
			});
		},
		restCalls: () =>
			[...rocketChat.requests.keys()].filter((route) => route.includes('/api/v1/livechat')),
	};
}
