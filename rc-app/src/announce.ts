import type { IHttp, IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createDaemon } from './daemon';
import type { DaemonAnswer } from './daemon';
import { OPS_EVERYWHERE, OPS_WITH_REACTIONS } from './gateway/op-names';
import type { Key } from './key';
import { readSettings } from './settings';
import { siteUrl } from './site-url';
import type { Say } from './texts';
import { orUndefined } from './tools';
import type { Tools } from './tools';

/** Tells the daemon that the app is there, and what it can do (docs/protocol.md, "The app announces itself"). */
export type Announcer = {
	/**
	 * Says so now; undefined when the app is not connected yet. The answer's `body.message` is a reason why the daemon does
	 * not use the app. Never throws.
	 */
	announce(tools: Tools): Promise<DaemonAnswer | undefined>;
	/** The same where the engine gives less: undefined, too, while the app has no key. */
	announceWith(access: { read: IRead; http: IHttp }): Promise<DaemonAnswer | undefined>;
	/**
	 * Announces when that did not work yet in this process, when the settings changed, when the key is another than the one
	 * that was announced (what the app keeps was lost), or an hour after the last time.
	 */
	ensure(tools: Tools): Promise<void>;
	/** The app is switched off. */
	takeBack(access: { read: IRead; http: IHttp }): Promise<void>;
};

const HOUR_MS = 3_600_000;

export function createAnnouncer({
	app,
	key,
	areReactionsThere,
	now = Date.now,
}: {
	app: { readonly id: string; readonly version: string };
	key: Key;
	areReactionsThere: (modify: IModify) => boolean;
	now?: () => number;
}): Announcer {
	let takenAt: number | undefined;
	let announcedKey: string | undefined;
	/** Undefined until the engine was seen in full. */
	let hasReactions: boolean | undefined;

	async function say(
		{ read, http }: { read: IRead; http: IHttp },
		type: 'app-started' | 'app-stopped',
		about: object,
	): Promise<DaemonAnswer | undefined> {
		const settings = await readSettings(read);
		if (settings.appUrl === '' || settings.webhookToken === '') return undefined;
		const url = await siteUrl(read);
		return createDaemon(http, settings).tell({ type, url, app: { id: app.id, ...about } });
	}

	async function announceWith(access: {
		read: IRead;
		http: IHttp;
	}): Promise<DaemonAnswer | undefined> {
		const answer = await orUndefined(async () => {
			const own = await key.read(access.read);
			announcedKey = own;
			if (own === undefined) return undefined;
			return say(access, 'app-started', {
				version: app.version,
				endpoint: `/api/apps/public/${app.id}/gateway`,
				key: own,
				capabilities: capabilities(hasReactions === true),
			});
		});
		takenAt = answer?.status === 200 && answer.body['status'] === 'ok' ? now() : undefined;
		return answer;
	}

	async function announce(tools: Tools): Promise<DaemonAnswer | undefined> {
		hasReactions = areReactionsThere(tools.modify);
		await orUndefined(() => key.ensure(tools));
		return announceWith(tools);
	}

	return {
		announce,
		announceWith,
		async ensure(tools) {
			const isDue = takenAt === undefined || now() - takenAt >= HOUR_MS;
			const isNew = hasReactions === undefined || isDue;
			if (isNew || (await key.read(tools.read)) !== announcedKey) await announce(tools);
		},
		async takeBack(access) {
			takenAt = undefined;
			await orUndefined(() => say(access, 'app-stopped', {}));
		},
	};
}

/** Why the daemon does not use the app, for who can repair it; undefined when it does, or when it did not answer. */
export function announcementProblem(
	answer: DaemonAnswer | undefined,
	text: Say,
): string | undefined {
	if (answer?.status === 401) return text('check_token');
	const reason = answer?.body['message'];
	if (typeof reason === 'string' && reason !== '') return text('check_not_used', { reason });
	return undefined;
}

function capabilities(hasReactions: boolean): readonly string[] {
	return hasReactions ? [...OPS_EVERYWHERE, ...OPS_WITH_REACTIONS] : OPS_EVERYWHERE;
}
