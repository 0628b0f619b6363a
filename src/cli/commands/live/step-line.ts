import type { FollowedStep } from '../../../core/operations/follow.js';
import type { StepName } from '../../../core/operations/steps.js';
import type { Language } from '../../../core/texts/languages.js';
import { ledgerWord } from '../../ledger-words.js';
import { duration, isoOf, oneLine, shownLines } from '../../shown.js';
import type { SayWord, Words } from '../../words.js';
import type { Colours, Tone } from './colours.js';

export const STEP_WORDS = {
	accepted: ['accepted', 'принято'],
	parked: ['waits', 'ждёт'],
	retried: ['revived', 'повтор'],
	failed: ['failed', 'сбой'],
	delivered: ['delivered', 'доставлено'],
	skipped: ['skipped', 'пропущено'],
	dead: ['given up', 'отказ'],
	receipt: ['receipt', 'статус'],
	inbound: ['to Rocket.Chat', 'в Rocket.Chat'],
	outbound: ['to WhatsApp', 'в WhatsApp'],
	attempt: ['attempt {count}, {error}', 'попытка {count}, {error}'],
} as const satisfies Words;

const TONES: Readonly<Record<StepName, Tone>> = {
	accepted: 'dim',
	parked: 'dim',
	retried: 'soso',
	failed: 'soso',
	delivered: 'good',
	skipped: 'dim',
	dead: 'bad',
	receipt: 'dim',
};

/** Rarer kinds are wider, and move what is behind them. */
const KIND_WIDTH = { en: 8, ru: 11 } as const satisfies Record<Language, number>;

/** The time of day (UTC), number, way, kind, what happened, whose chat, details; below it what the message says. */
export function stepLine(
	step: FollowedStep,
	say: SayWord<typeof STEP_WORDS>,
	colours: Colours,
	language: Language,
): string[] {
	const { row, at, text } = step;
	const parts = [
		isoOf(at).slice(11, 19),
		String(row.id).padStart(6),
		say(row.direction).padEnd(14),
		ledgerWord({ language: () => language }, row.kind).padEnd(KIND_WIDTH[language]),
		colours(TONES[step.step], say(step.step).padEnd(10)),
		whoOf(row.chatId),
		detailOf(step, say, language),
	];
	const indent = ' '.repeat(16);
	const said = text === undefined || step.step !== 'accepted' ? [] : shownLines(text);
	return [parts.filter(Boolean).join('  '), ...said.map((line) => `${indent}${line}`.trimEnd())];
}

/** The step for programs; docs/cli-json.md tells its fields. */
export function stepItem({ step, at, state, row, text }: FollowedStep): object {
	const { id, direction, kind, part, sourceId, targetId, attempts, receipt } = row;
	return {
		...{ step, at: isoOf(at), id, direction, kind, part },
		...{ workspace: row.workspaceUrl, instance: row.instanceId, chat: row.chatId },
		...{ state, sourceId, targetId, attempts, receipt },
		tookMs: row.settledAt === null ? null : row.settledAt - row.acceptedAt,
		...{ lastError: row.lastError, note: row.note },
		...(text === undefined ? {} : { text }),
	};
}

function whoOf(chatId: string | null): string {
	if (chatId === null) return '';
	return oneLine(chatId.endsWith('@c.us') ? `+${chatId.replace('@c.us', '')}` : chatId);
}

function detailOf(
	{ step, row }: FollowedStep,
	say: SayWord<typeof STEP_WORDS>,
	language: Language,
): string {
	const error = oneLine((row.lastError ?? '').split(':')[0] ?? '');
	switch (step) {
		case 'delivered':
			return row.settledAt === null
				? ''
				: duration(Math.max(0, row.settledAt - row.acceptedAt), language);
		case 'failed':
			return say('attempt', { count: row.attempts, error });
		case 'dead':
			return error;
		case 'skipped':
			return oneLine(row.note ?? '');
		case 'receipt':
			return row.receipt ?? '';
		default:
			return '';
	}
}
