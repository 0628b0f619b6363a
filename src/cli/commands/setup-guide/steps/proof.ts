import { setTimeout as sleep } from 'node:timers/promises';
import { BridgeError } from '../../../../core/domain/errors.js';
import type { Instance } from '../../../../core/domain/registry.js';
import { OUTAGE } from '../../../../core/ledger/failure.js';
import { createHttpClient } from '../../../../core/http/client.js';
import {
	findRealMessage,
	findTestMessage,
	followTestMessage,
	sendTestMessage,
} from '../../../../core/operations/test-message.js';
import { readConfig } from '../../../io.js';
import type { Io } from '../../../io.js';
import { duration, oneLine } from '../../../shown.js';
import { whileWaiting } from '../../../waiting.js';
import { withSetup } from '../../../with-setup.js';
import { confirm, refuse } from '../asking.js';
import type { Guide, Step } from '../step.js';

/** Somebody may have to go and let an agent go online. */
const PATIENCE_MS = 300_000;
const UNATTENDED_MS = 60_000;
const PHONE_MS = 300_000;
const NO_AGENT = 'ROCKET_CHAT_NO_AGENT_ONLINE';

/** A message that came all the way: to the public address, through the database, into Rocket.Chat. */
export const proof: Step = {
	name: 'proof',
	isDone: ({ isProven }) => isProven,
	missing: () => [],
	async run(guide) {
		const { say, found } = guide;
		const { instance, isProven, workspace } = await guide.state();
		if (instance === undefined || workspace === undefined)
			throw refuse({
				code: 'agent-needed',
				message: say('agents.none'),
				help: say('agents.noneHelp'),
			});
		if (isProven) {
			await closeEarlierTest(guide, instance);
			return { summary: say('proof.was'), wasDone: true };
		}
		const appUrl = workspace.appUrl ?? readConfig(guide.io).config.appUrl ?? '';
		const took = await testMessage(guide, instance, appUrl);
		found.facts['test'] = { delivered: true, tookMs: took };
		await testPhone(guide, instance);
		const time = duration(took, guide.io.language());
		return { summary: say('proof.done', { url: appUrl, time }), wasDone: false };
	},
};

/** Answers how long it took, milliseconds. */
async function testMessage(guide: Guide, instance: Instance, appUrl: string): Promise<number> {
	const { io, say, ask } = guide;
	const http = createHttpClient({ isTrusted: () => true });
	const tellWait = waitTeller(guide);
	try {
		const since = Date.now();
		const text = say('proof.text');
		const work = withSetup(io, async ({ database: { stores } }) => {
			const messageId = await sendTestMessage(http, instance, { appUrl, text });
			return followTestMessage(stores, messageId, {
				signal: guide.signal,
				timeoutMs: ask === undefined ? UNATTENDED_MS : PATIENCE_MS,
				onWait: tellWait,
			});
		});
		const { roomId } = await whileWaiting(io, say('proof.sending'), work);
		const took = Date.now() - since;
		await closeRoom(guide, roomId);
		return took;
	} finally {
		await http.close();
	}
}

/** Each attempt has its own error: a line that stands there already is not repeated. */
function waitTeller({ say, tell }: Guide): (reason: string) => void {
	let told = '';
	return (reason) => {
		const line = reason.includes(NO_AGENT)
			? say('proof.waitsForAgent')
			: reason === OUTAGE
				? say('proof.waitsForCloud')
				: say('proof.waits', { reason: oneLine(reason) });
		if (line !== told) tell(line);
		told = line;
	};
}

/** A test that was left while it waited was delivered later: nobody else closes its conversation. */
async function closeEarlierTest(guide: Guide, instance: Instance): Promise<void> {
	const row = await withSetup(guide.io, ({ database: { stores } }) =>
		findTestMessage(stores, instance),
	);
	if (row?.roomId == null) return;
	try {
		await guide.asAdmin((admin) => admin.closeRoom(row.roomId ?? ''));
	} catch (error) {
		// It is closed already, as a rule; nothing depends on it.
		if (!(error instanceof BridgeError)) throw error;
	}
}

/** The message is there, whether its conversation can be closed or not. */
async function closeRoom(guide: Guide, roomId: string): Promise<void> {
	const { say, tell } = guide;
	try {
		await guide.asAdmin((admin) => admin.closeRoom(roomId));
	} catch (error) {
		if (!(error instanceof BridgeError)) throw error;
		tell(say('proof.leftOpen', { code: error.code }));
	}
}

/** A person writes from another phone, and sees that it came. Only where there is one to ask. */
async function testPhone(guide: Guide, instance: Instance): Promise<void> {
	const { io, say, tell, ask, answers, found } = guide;
	if (ask === undefined || answers.skipPhoneTest === true) return;
	const number = /^\d+/u.exec(instance.wid)?.[0];
	const phone = number === undefined ? instance.id : `+${number}`;
	const flag = '--skip-phone-test';
	if (!(await confirm(guide, { flag, given: undefined, message: say('proof.phone', { phone }) })))
		return;
	const since = Date.now();
	const row = await untilEnough(guide, (signal) =>
		whileWaiting(io, say('proof.waiting'), realMessage(io, { instance, since, signal })),
	);
	const time = duration(Date.now() - since, io.language());
	if (row === undefined) tell(say('proof.noReal', { time }));
	else tell(say('proof.real', { chat: oneLine(row.chatId ?? ''), time: deliveryTime(io, row) }));
	found.facts['phoneTest'] = row !== undefined;
}

function deliveryTime(
	io: Io,
	{ acceptedAt, settledAt }: { readonly acceptedAt: number; readonly settledAt: number | null },
): string {
	return duration((settledAt ?? acceptedAt) - acceptedAt, io.language());
}

type Watched = {
	readonly instance: Instance;
	readonly since: number;
	readonly signal: AbortSignal;
};

function realMessage(io: Io, { instance, since, signal }: Watched) {
	return withSetup(io, async ({ database: { stores } }) => {
		while (Date.now() - since < PHONE_MS && !signal.aborted) {
			const row = await findRealMessage(stores, instance, since);
			if (row !== undefined) return row;
			await sleep(300);
		}
		return undefined;
	});
}

/** Ctrl+C ends this waiting alone: all is done by now, and what stands behind it goes on. */
async function untilEnough<T>(
	{ found }: Guide,
	wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const abort = new AbortController();
	found.onInterrupt = () => {
		abort.abort();
	};
	try {
		return await wait(abort.signal);
	} finally {
		found.onInterrupt = undefined;
	}
}
