import type { Stage } from '../../../sandbox/stage.js';
import { parcelPhoto } from './pictures.js';
import type { Scene } from './scene.js';

/** A part of the demo: what it shows, in a line, and how. It rejects when that does not hold. */
export type Act = { readonly title: string; play(): Promise<void> };

const NOTE = 'Order 1042\nReturn label: inside the lid\nPaid by us: yes\n';
const HELLO = 'Hello, my parcel arrived broken';
const ORDER = 'It is order 1042';
const SORRY = 'I am sorry! You get a **new one**';
const GOODBYE = 'Great, goodbye!';
const DURING_OUTAGE = [
	'Thank you!',
	'Do I have to pay for the return?',
	'And who picks it up?',
] as const;

/** The conversation: every act ends with a look at both sides, at everything that was ever written. */
export function conversation(scene: Scene, { rocketChat }: Stage): readonly Act[] {
	const acts: readonly (readonly [string, () => Promise<void> | void])[] = [
		['Mary writes: Jane sees it', () => scene.customerWrites({ text: HELLO })],
		['Mary sends a photo: same name, size, sha256 and caption', () => sendPhoto(scene)],
		[
			'Mary replies to her first message: Jane sees to which one',
			() => scene.customerWrites({ text: ORDER, answers: HELLO }),
		],
		['Jane answers: Mary sees it, bold as WhatsApp writes it', () => answer(scene)],
		['Jane sends a file: same name, size and sha256', () => sendNote(scene)],
		[
			'Jane quotes a message: Mary sees which one',
			() => scene.agentWrites({ text: 'Found it: a new one leaves tomorrow', answers: ORDER }),
		],
		[
			'Rocket.Chat is down while Mary writes three messages: all come, in order',
			() => surviveOutage(scene, rocketChat),
		],
		['GREEN-API posts a webhook twice: Jane sees the message once', () => repeat(scene)],
		['Mary corrects a message: Jane sees the change at it', () => customerEdits(scene)],
		['Jane corrects a message: Mary sees the new text', () => agentEdits(scene)],
	];
	return acts.map(([title, play]) => ({
		title,
		async play() {
			await play();
			await scene.bothSeeAll();
		},
	}));
}

function sendPhoto(scene: Scene): void {
	const file = { name: 'parcel.png', mimeType: 'image/png', bytes: parcelPhoto() };
	scene.customerWrites({ text: 'This is what I got', file });
}

function answer(scene: Scene): void {
	scene.agentWrites({
		text: SORRY,
		arrives: 'I am sorry! You get a *new one*',
	});
}

function sendNote(scene: Scene): void {
	const file = { name: 'return.txt', mimeType: 'text/plain', bytes: Buffer.from(NOTE) };
	scene.agentWrites({ text: '', file });
}

/** Goes on when the daemon has accepted all of it and has failed to deliver: the outage was really met. */
async function surviveOutage(scene: Scene, rocketChat: Stage['rocketChat']): Promise<void> {
	const before = await scene.counts();
	await rocketChat.down();
	for (const text of DURING_OUTAGE) scene.customerWrites({ text });
	const accepted = (before.get('inbound.accepted') ?? 0) + DURING_OUTAGE.length;
	await scene.counted('inbound.accepted', accepted);
	await scene.counted('inbound.retry', (before.get('inbound.retry') ?? 0) + 1);
	await rocketChat.up();
}

async function repeat(scene: Scene): Promise<void> {
	const before = (await scene.counts()).get('inbound.repeated') ?? 0;
	scene.customerIsRepeated(GOODBYE);
	await scene.counted('inbound.repeated', before + 1);
}

function customerEdits(scene: Scene): void {
	const text = 'Great, thank you and goodbye!';
	scene.customerEdits(GOODBYE, { text, arrives: `${text}\n_(edited; before:)_\n> ${GOODBYE}` });
}

function agentEdits(scene: Scene): void {
	scene.agentEdits(SORRY, {
		text: 'I am sorry! You get a **new one** today',
		arrives: 'I am sorry! You get a *new one* today',
	});
}
