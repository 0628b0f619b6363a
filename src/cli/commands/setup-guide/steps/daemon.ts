import { whoAnswers } from '../../../../core/operations/who-answers.js';
import type { Config } from '../../../../core/config/fields.js';
import { localUrl } from '../../../../core/config/local-url.js';
import { isPublicAddress } from '../../../../core/http/address-policy.js';
import { failureWords } from '../../../failure.js';
import { readConfig } from '../../../io.js';
import { whileWaiting } from '../../../waiting.js';
import { keyOf, notReached, portTaken, waitForDaemon } from '../address-check.js';
import { refuse } from '../asking.js';
import { daemonEnded, startDaemonProcess } from '../daemon-process.js';
import type { Guide, Step } from '../step.js';

const START_MS = 30_000;

/** A daemon that runs, and a public address that leads to it. */
export const daemon: Step = {
	name: 'daemon',
	isDone: () => undefined,
	missing: () => [],
	async run(guide) {
		const { io, say, tell, found, answers } = guide;
		const { config } = readConfig(io);
		const address = localUrl(config.host, config.port);
		const key = keyOf(io);
		const answerer = await whoAnswers(address, key);
		const wasRunning = answerer === 'ours';
		if (answerer === 'another' || answerer === 'other') throw portTaken(address, answerer);
		if (!wasRunning) await start(guide, config, { address, key });
		const url = config.appUrl ?? '';
		if (isPrivate(url)) tell(say('daemon.private', { url }));
		const isChecked = await checkPublicAddress(guide, url);
		found.facts['daemon'] = wasRunning ? 'runs' : answers.keepRunning ? 'started' : 'ended';
		if (!isChecked)
			return { summary: say('daemon.unchecked', { address, url }), wasDone: wasRunning };
		const summary = say(wasRunning ? 'daemon.runs' : 'daemon.started', { address, url });
		return { summary, wasDone: wasRunning };
	},
};

async function start(
	guide: Guide,
	config: Config,
	{ address, key }: { readonly address: string; readonly key: Buffer | undefined },
): Promise<void> {
	const { io, say, found, answers, tell } = guide;
	const keepsRunning = answers.keepRunning === true;
	const child = startDaemonProcess(io, { logFolder: config.dataDir, keepsRunning });
	found.daemon = child;
	const listens = waitForDaemon(
		address,
		key,
		START_MS,
		() => child.ended() !== undefined || guide.signal.aborted,
	);
	if (await whileWaiting(io, say('daemon.starting'), listens)) {
		tell(`  ${say('daemon.log', { file: child.logFile })}`);
		return;
	}
	if (child.ended() !== undefined) throw daemonEnded(child);
	throw refuse({
		code: 'daemon-ended',
		message: say('daemon.notListening', { address }),
		help: say('daemon.log', { file: child.logFile }),
	});
}

/** An address that nobody on the internet can call, as far as its text tells. */
function isPrivate(url: string): boolean {
	const { hostname } = new URL(url);
	const host = hostname.replace(/^\[|\]$/gu, '');
	const isNumeric = /^[\d.]+$|:/u.test(host);
	return host === 'localhost' || (isNumeric && !isPublicAddress(host));
}

/** False when it was not to be checked, or the person goes on without. Rejects with RefusedError `app-url-unreachable`. */
async function checkPublicAddress({ io, say, tell, ask, answers }: Guide, url: string) {
	if (answers.skipAddressCheck === true) return false;
	for (;;) {
		const answerer = await whileWaiting(
			io,
			say('daemon.asking', { url }),
			whoAnswers(url, keyOf(io)),
		);
		if (answerer === 'ours') return true;
		const error = notReached(url, answerer);
		if (ask === undefined) throw error;
		const { message, help } = await failureWords(io, error);
		tell(`! ${message} ${help}`);
		tell(say('daemon.mistyped'));
		const choice = await ask.choose(say('whatNow'), [say('again'), say('daemon.goOn')]);
		if (choice === say('daemon.goOn')) return false;
	}
}
