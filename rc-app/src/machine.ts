import { createAnnouncer } from './announce';
import type { Announcer } from './announce';
import { createAppUser } from './app-user';
import { createListener } from './events/listener';
import type { Listener } from './events/listener';
import { createDoor } from './gateway/door';
import { createGateway } from './gateway/gateway';
import type { Gateway } from './gateway/gateway';
import { createOps } from './gateway/ops/all';
import { createPosted } from './gateway/posted';
import { createVisitorMessages } from './gateway/visitor-messages';
import { createSoon } from './jobs';
import type { Soon } from './jobs';
import { createKey } from './key';
import { createMarks } from './marks';
import { createNotices } from './notices';
import { createOutbox } from './outbox/outbox';
import type { Outbox } from './outbox/outbox';
import { createTidings } from './outbox/tidings';
import { createReactions } from './reactions';
import { orUndefined } from './tools';
import type { Tools } from './tools';

/** The parts of the app that work without anybody typing a command. */
export type Machine = {
	readonly announcer: Announcer;
	readonly gateway: Gateway;
	readonly listener: Listener;
	readonly outbox: Outbox;
	readonly soon: Soon;
	/** What a job does: announces the app where that is due, sends what waits, forgets what is old. Never throws. */
	lookAfter(tools: Tools): Promise<void>;
	/** The app was switched on or off; off, nothing is done but what Rocket.Chat asks for. */
	switched(on: boolean): void;
};

const HOUR_MS = 3_600_000;

export function createMachine(app: {
	readonly id: string;
	readonly version: string;
	readonly username: string;
}): Machine {
	const appUser = createAppUser(app.id, app.username);
	const key = createKey();
	const reactions = createReactions(appUser);
	const marks = createMarks(reactions);
	const notices = createNotices(appUser);
	const soon = createSoon();
	const outbox = createOutbox({
		tidings: createTidings({ marks, notices }),
		again: (pauseMs, tools) =>
			soon(pauseMs, tools.modify.getScheduler(), async () => {
				if (isOn) await lookAfter(tools);
			}),
	});
	const visitorMessages = createVisitorMessages();
	const posted = createPosted();
	const announcer = createAnnouncer({ app, key, areReactionsThere: reactions.areThere });
	const { version } = app;
	const ops = createOps({
		version,
		appUser,
		marks,
		notices,
		outbox,
		posted,
		reactions,
		visitorMessages,
	});
	let sweptAt = 0;
	let isOn = true;

	async function lookAfter(tools: Tools): Promise<void> {
		await orUndefined(() => announcer.ensure(tools));
		await orUndefined(() => outbox.flush(tools));
		if (Date.now() - sweptAt < HOUR_MS) return;
		sweptAt = Date.now();
		await orUndefined(() => posted.sweep(tools));
	}

	return {
		announcer,
		gateway: createGateway(createDoor(key), ops),
		listener: createListener({
			put: outbox.put,
			appUser,
			isOurReaction: reactions.isOurs,
			visitorWrote: visitorMessages.heard,
		}),
		outbox,
		soon,
		lookAfter,
		switched(on) {
			isOn = on;
		},
	};
}
