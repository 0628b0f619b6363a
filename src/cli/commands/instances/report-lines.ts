import type { InstanceReport, LiveInstance } from '../../../core/operations/show-instance.js';
import type { Language } from '../../../core/texts/languages.js';
import type { Io } from '../../io.js';
import { ago, duration, oneLine, timeOf } from '../../shown.js';
import { wordsOf } from '../../words.js';
import type { SayWord, Words } from '../../words.js';
import { stateAdvice } from './state-words.js';

const WORDS = {
	instance: ['instance', 'инстанс'],
	state: ['state', 'состояние'],
	paused: ['paused', 'на паузе'],
	pausedFor: [
		'for {age}; greenapi-rc resume-instance {instance} ends it',
		'{age}; снять: greenapi-rc resume-instance {instance}',
	],
	pausedWhy: [
		'for {age} ({reason}); greenapi-rc resume-instance {instance} ends it',
		'{age} ({reason}); снять: greenapi-rc resume-instance {instance}',
	],
	number: ['number', 'номер'],
	owner: ['owner', 'владелец'],
	workspace: ['workspace', 'пространство'],
	since: ['connected', 'подключён'],
	until: ['suspended until', 'приостановлен до'],
	queue: ['at GREEN-API', 'в GREEN-API'],
	inbound: ['to Rocket.Chat', 'в Rocket.Chat'],
	outbound: ['to WhatsApp', 'в WhatsApp'],
	dead: ['given up', 'не доставлено'],
	last: ['last from WhatsApp', 'последнее из WhatsApp'],
	settings: ['settings', 'настройки'],
	nobody: ['nobody', 'никто'],
	none: ['none', 'нет'],
	unknown: ['unknown', 'неизвестно'],
	knownState: [
		'{state} when it was heard of last; GREEN-API does not answer now',
		'{state} по последним сведениям; сейчас GREEN-API не отвечает',
	],
	queues: [
		'{messages} messages wait to be sent, {webhooks} webhooks wait for us',
		'сообщений ждут отправки: {messages}, вебхуков ждут нас: {webhooks}',
	],
	waits: ['{count} wait', 'ждут: {count}'],
	waitsSince: ['{count} wait, the oldest came {age}', 'ждут: {count}, старейшее: {age}'],
	held: ['{count} chats wait for {reason}', 'чатов ждут: {count}, причина {reason}'],
	deadHelp: [
		'{count}; see greenapi-rc list-dead-letters --instance {instance}',
		'{count}; см. greenapi-rc list-dead-letters --instance {instance}',
	],
	right: ['all are right', 'все верны'],
	wrong: [
		'{count} differ; greenapi-rc apply-settings {instance} puts them right',
		'отличаются: {count}; исправить: greenapi-rc apply-settings {instance}',
	],
	noAddress: [
		'APP_URL is missing, so nobody knows where webhooks belong',
		'APP_URL не задан, поэтому неизвестно, куда слать вебхуки',
	],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** The report but for the table of settings: a name and a value on each line. `now` in epoch milliseconds. */
export function reportLines(io: Io, report: InstanceReport, now: number): string[] {
	const say = wordsOf(io, WORDS);
	const language = io.language();
	const { live, known, waiting, pause } = report;
	const number = live?.number ?? known.number;
	const state = live?.state ?? known.state;
	const rows: (readonly [keyof typeof WORDS, string])[] = [
		['instance', report.id],
		['state', live === undefined ? say('knownState', { state }) : state],
		...(pause === undefined ? [] : [pauseRow(say, report.id, pause, { now, language })]),
		['number', number === '' ? say('none') : `+${number}`],
		['owner', report.owner ?? say('nobody')],
		['workspace', report.workspaceUrl],
		['since', timeOf(report.createdAt)],
		...(live === undefined ? [] : liveRows(say, report.id, live)),
		['inbound', waitingText(say, waiting.inbound, now, language)],
		['outbound', waitingText(say, waiting.outbound, now, language)],
		...report.held.map(({ count, reason }) => ['', say('held', { count, reason })] as never),
		['dead', deadText(say, report)],
		[
			'last',
			report.lastReceivedAt === null ? say('none') : ago(report.lastReceivedAt, now, language),
		],
	];
	const labels = rows.map(([key]) => (Object.hasOwn(WORDS, key) ? say(key) : ''));
	const width = Math.max(...labels.map(({ length }) => length));
	const lines = rows.map(
		([, value], at) => `${(labels[at] ?? '').padEnd(width)}  ${oneLine(value)}`,
	);
	const advice = adviceOf(io, report, state);
	return advice === undefined ? lines : [...lines, '', advice];
}

/** Nothing where it could only be said that messages cross, and they don't. */
function adviceOf(io: Io, { id, live, pause }: InstanceReport, state: string): string | undefined {
	const mayCross = live !== undefined && pause === undefined;
	return state !== 'authorized' || mayCross ? stateAdvice(io, id, state) : undefined;
}

function pauseRow(
	say: Say,
	instance: string,
	{ since, reason }: NonNullable<InstanceReport['pause']>,
	{ now, language }: { readonly now: number; readonly language: Language },
) {
	const age = duration(Math.max(0, now - since), language);
	const text = say(reason === '' ? 'pausedFor' : 'pausedWhy', { age, reason, instance });
	return ['paused', text] as const;
}

function liveRows(say: Say, instance: string, live: LiveInstance) {
	const unknown = say('unknown');
	const queues = {
		messages: live.queuedCount ?? unknown,
		webhooks: live.webhookCount ?? unknown,
	};
	const wrong = live.settings?.filter(({ isRight }) => !isRight).length;
	const settings =
		wrong === undefined
			? say('noAddress')
			: say(wrong === 0 ? 'right' : 'wrong', { count: wrong, instance });
	return [
		...(live.suspendedUntil === '' ? [] : [['until', live.suspendedUntil] as const]),
		['settings', settings] as const,
		['queue', say('queues', queues)] as const,
	];
}

function waitingText(
	say: Say,
	{ count, oldestAt }: InstanceReport['waiting']['inbound'],
	now: number,
	language: Language,
): string {
	if (oldestAt === undefined) return say('waits', { count });
	return say('waitsSince', { count, age: ago(oldestAt, now, language) });
}

function deadText(say: Say, { id, deadCount }: InstanceReport): string {
	return deadCount === 0 ? say('none') : say('deadHelp', { count: deadCount, instance: id });
}
