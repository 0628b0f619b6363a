import type { Clock } from '../clock.js';
import { asInstanceId } from '../domain/ids.js';
import type { Workspace } from '../domain/registry.js';
import type { Logger } from '../logging.js';
import { parseAnnouncement } from '../rocket-chat/announcement.js';
import type { Announcement } from '../rocket-chat/announcement.js';
import type { Stores } from '../storage/stores.js';
import { sayTo } from './outbound-notices.js';
import type { SpeakingDeps } from './outbound-notices.js';

export type AnnouncementDeps = SpeakingDeps & {
	readonly stores: Pick<Stores, 'workspaces'>;
	readonly clock: Pick<Clock, 'now'>;
	readonly log: Pick<Logger, 'info'>;
};

/** Nothing was kept when there is a `message`: the app shows it to the administrator. */
export type AnnouncementReceived = 'kept' | { readonly message: string };

/**
 * Keeps what the app of a workspace says when it starts, and forgets it when it stops; within a second everything goes
 * the new way. Undefined when the call is about something else. Throws RefusedError `malformed-body`.
 */
export async function receiveAnnouncement(
	deps: AnnouncementDeps,
	workspace: Workspace,
	body: unknown,
): Promise<AnnouncementReceived | undefined> {
	const announcement = parseAnnouncement(body);
	if (announcement === undefined) return undefined;
	const { url } = announcement;
	if (url !== workspace.url) {
		const say = await sayTo(deps, { workspaceId: workspace.id, instanceId: asInstanceId('') });
		return { message: say('app.other-workspace', { workspace: workspace.url, url }) };
	}
	await keep(deps, workspace, announcement);
	return 'kept';
}

async function keep(
	{ stores, clock, log }: AnnouncementDeps,
	{ id }: Workspace,
	announcement: Announcement,
): Promise<void> {
	if (announcement.kind === 'app-started') {
		const { version } = announcement.app;
		await stores.workspaces.update(id, { app: { ...announcement.app, seenAt: clock.now() } });
		log.info({ workspace: id, version }, 'the app of the workspace has started');
		return;
	}
	// What the caller knows may be a second old; another app may have taken the place of the one that stops.
	const known = await stores.workspaces.find(id);
	if (known?.app?.id !== announcement.id) return;
	await stores.workspaces.update(id, { app: null, appStoppedAt: clock.now() });
	log.info({ workspace: id }, 'the app of the workspace has stopped: REST takes over');
}
