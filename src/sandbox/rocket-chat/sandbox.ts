import { createPoster } from '../poster.js';
import { createRouteNames } from '../route-names.js';
import { answerErrors, createStandIn, plainApp, type StandIn } from '../stand-in.js';
import { until } from '../until.js';
import { addAppRoutes, APP_ROUTE, connectApp } from './app-routes.js';
import { administrationRoutes } from './administration-routes.js';
import { appStoreRoutes } from './app-store-routes.js';
import { addControls } from './controls.js';
import { directRoutes } from './direct-routes.js';
import { createDesk, type Desk } from './desk.js';
import { addFileRoutes } from './files.js';
import { messageRoutes } from './message-routes.js';
import { bodyTooLarge, notFound, notJson, rocketChatAnswers } from './refusals.js';
import { roomRoutes } from './room-routes.js';
import { addRoutes, type Route } from './router.js';
import type {
	Message,
	OmnichannelWebhook,
	RocketChatSandboxOptions,
	Room,
	WebhookAnswer,
} from './types.js';
import { createUploadedApps } from './uploaded-apps.js';
import { uploadRoutes } from './upload-routes.js';
import { userRoutes } from './user-routes.js';
import { visitorRoutes } from './visitor-routes.js';
import { appBody, closedBody, webhookBody } from './webhook-bodies.js';
import { createWebhookSender } from './webhook-sender.js';
import {
	createWorkspace,
	type ConnectedApp,
	type Workspace,
	type WorkspaceListener,
} from './workspace.js';

/** A working stand-in of a Rocket.Chat workspace with Omnichannel. */
export type RocketChatSandbox = StandIn &
	Desk & {
		/** From now on messages of users are posted there; undefined = nowhere. */
		setOmnichannelWebhook(webhook: OmnichannelWebhook | undefined): void;
		/** What the receiver of webhooks answered, oldest first: a 200 with `{"message":…}` is what an agent sees. */
		readonly webhookAnswers: readonly WebhookAnswer[];
		/** Resolves when no webhook waits to be delivered any more. */
		idle(deadlineMs?: number): Promise<void>;
		/** What the workspace holds, for those who act on it without REST: an app's host. */
		readonly workspace: Workspace;
		/** Installs an app: it hears what happens, and its endpoints answer. Call the result to take it away. */
		connectApp(app: ConnectedApp): () => void;
	};

/** Starts a stand-in of a workspace without users. */
export async function createRocketChatSandbox(
	options: RocketChatSandboxOptions = {},
): Promise<RocketChatSandbox> {
	const workspace = createWorkspace(options);
	const poster = createPoster({ timeoutMs: options.webhookTimeoutMs ?? 5000 });
	const uploadedApps = createUploadedApps(poster, () => standIn.url);
	const routes: readonly Route[] = [
		...messageRoutes(workspace),
		...roomRoutes(workspace),
		...visitorRoutes(workspace),
		...uploadRoutes(workspace),
		...directRoutes(workspace),
		...userRoutes(workspace),
		...administrationRoutes(workspace),
		...appStoreRoutes(workspace, uploadedApps),
	];
	const paths = routes.map(({ path }) => path);
	const cloud = rocketChatAnswers(options.limit ?? 10, options.windowMs ?? 60_000);
	const app = plainApp();
	const { readJson, ...standIn } = await createStandIn({
		name: 'Rocket.Chat',
		app,
		port: options.port,
		recordBodies: options.recordBodies,
		routeOf: createRouteNames([...paths, '/file-upload/:id/:name', '/storage/:id', APP_ROUTE]),
		cloud,
		malformed: notJson,
		tooLarge: bodyTooLarge,
	});
	const sender = createWebhookSender(poster, options.webhookRetryMs ?? 20_000);
	const desk = createDesk(workspace, () => standIn.url);
	let webhook: OmnichannelWebhook | undefined;
	const targets = (): readonly OmnichannelWebhook[] => {
		const own = webhook ?? webhookOfSettings(workspace.settings);
		return [...(own === undefined ? [] : [own]), ...uploadedApps.targets(workspace)];
	};

	workspace.listeners.add(
		listenerOf(workspace, sender, targets, {
			siteUrl: standIn.url,
			hasFileTokens: options.fileTokens === true,
		}),
	);
	addAppRoutes(app, workspace);
	addRoutes(app, workspace, readJson, routes);
	addFileRoutes(app, workspace);
	addControls(app, readJson, desk);
	app.use(() => {
		throw notFound();
	});
	app.use(answerErrors(cloud));

	return Object.assign(desk, standIn, {
		setOmnichannelWebhook(next: OmnichannelWebhook | undefined) {
			webhook = next;
		},
		webhookAnswers: sender.answers,
		idle: (deadlineMs = 30_000) =>
			until(() => sender.waiting === 0, deadlineMs, 'idle (Rocket.Chat)'),
		workspace,
		connectApp: (connected: ConnectedApp) => connectApp(workspace, connected),
		async close() {
			sender.stop();
			poster.close();
			await standIn.close();
		},
	});
}

/** Turns what happens in rooms into webhooks. System messages are left out, and visitors' unless they are wanted. */
function listenerOf(
	workspace: Workspace,
	sender: ReturnType<typeof createWebhookSender>,
	targets: () => readonly OmnichannelWebhook[],
	context: Parameters<typeof webhookBody>[0],
): WorkspaceListener {
	function post(message: Message): void {
		const room = workspace.rooms.get(message.rid);
		if (room === undefined || message.from === 'system') return;
		for (const target of targets()) {
			if (message.from === 'visitor' && target.visitorMessages !== true) continue;
			const form = target.form === 'app' ? appBody : webhookBody;
			sender.enqueue({
				rid: room._id,
				messageIds: [message._id],
				target,
				body: JSON.stringify(form(context, room, message)),
			});
		}
	}

	return {
		stored: post,
		edited: post,
		closed(room: Room) {
			for (const target of targets()) {
				if (target.form === 'app' || target.closedRooms === false) continue;
				const body = JSON.stringify(closedBody(context, room));
				sender.enqueue({ rid: room._id, messageIds: [], target, body });
			}
		},
	};
}

/** The Omnichannel webhook as an administrator has set it up. */
function webhookOfSettings(settings: Workspace['settings']): OmnichannelWebhook | undefined {
	const [url, token] = [settings.get('Livechat_webhookUrl'), settings.get('Livechat_secret_token')];
	if (typeof url !== 'string' || url === '') return undefined;
	if (settings.get('Livechat_webhook_on_agent_message') !== true) return undefined;
	return {
		url,
		token: String(token),
		form: 'webhook',
		visitorMessages: settings.get('Livechat_webhook_on_visitor_message') === true,
		closedRooms: settings.get('Livechat_webhook_on_close') === true,
	};
}
