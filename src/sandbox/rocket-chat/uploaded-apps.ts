import { createHash } from 'node:crypto';
import type { Poster } from '../poster.js';
import type { OmnichannelWebhook } from './types.js';
import type { UploadedApp, Workspace } from './workspace.js';

/**
 * What uploaded apps do. Their code does not run here: one that runs and has the bridge's settings announces itself as the
 * bridge's app does, able to do nothing (so that the daemon goes on by REST), and hands on what agents write.
 */
export type UploadedApps = {
	/** Says that the app was started, or its settings changed; resolves when the daemon has answered. */
	announce(app: UploadedApp): Promise<void>;
	targets(workspace: Workspace): readonly OmnichannelWebhook[];
};

export function createUploadedApps(poster: Poster, siteUrl: () => string): UploadedApps {
	return {
		async announce(app) {
			const target = targetOf(app);
			if (target === undefined) return;
			const { id, version } = app;
			const key = createHash('sha256').update(id).digest('hex');
			const endpoint = `/api/apps/public/${id}/gateway`;
			const about = { id, version, endpoint, key, capabilities: [] };
			const body = { type: 'app-started', url: siteUrl(), app: about };
			const headers = { 'X-RocketChat-Livechat-Token': target.token };
			await poster.post(target.url, JSON.stringify(body), headers);
		},
		targets: ({ uploadedApps }) =>
			[...uploadedApps.values()].flatMap((app) => {
				const target = targetOf(app);
				return target === undefined ? [] : [target];
			}),
	};
}

function targetOf({ status, settings }: UploadedApp): OmnichannelWebhook | undefined {
	const [url, token] = [settings.get('app_url'), settings.get('webhook_token')];
	if (!isEnabled(status) || typeof url !== 'string' || typeof token !== 'string') return undefined;
	return url === '' || token === '' ? undefined : { url, token, form: 'app' };
}

/** Source: @rocket.chat/apps-engine definition/AppStatus. */
export function isEnabled(status: string): boolean {
	return status === 'auto_enabled' || status === 'manually_enabled';
}
