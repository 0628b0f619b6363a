import type { LinkStep } from '../../../core/operations/follow-link.js';
import { oneLine } from '../../shown.js';
import type { SayWord, Words } from '../../words.js';

export const LINK_WORDS = {
	scan: [
		'Instance {instance}: open WhatsApp, Linked devices, Link a device, and scan.',
		'Инстанс {instance}: WhatsApp, «Связанные устройства», «Привязка устройства».',
	],
	renews: [
		'The code changes every 20 seconds. Ctrl+C leaves without a change.',
		'Код меняется каждые 20 секунд. Ctrl+C — выйти, ничего не меняя.',
	],
	type: [
		'Instance {instance}: open WhatsApp, Linked devices, Link a device,\nLink with phone number instead, and type:',
		'Инстанс {instance}: WhatsApp, «Связанные устройства»,\n«Привязка устройства», «Связать по номеру телефона», затем введите:',
	],
	good: [
		'It is good until {time}. Ctrl+C leaves without a change.',
		'Код действует до {time}. Ctrl+C — выйти, ничего не меняя.',
	],
	file: [
		'The code is in {path}: open it and scan it with WhatsApp, Linked devices, Link a device.',
		'Код в файле {path}: откройте его и отсканируйте в WhatsApp, «Связанные устройства», «Привязка устройства».',
	],
	small: [
		'The window is too small for the code: {columns} columns and {lines} lines are needed. Make it larger, or its letters smaller.',
		'Окно слишком мало для кода: нужно столбцов: {columns}, строк: {lines}. Увеличьте окно или уменьшите шрифт.',
	],
	others: [
		'Or leave with Ctrl+C and run greenapi-rc link-instance with --png <file>, or with --phone <number> for a code to type.',
		'Или выйдите по Ctrl+C и выполните greenapi-rc link-instance с --png <файл> либо с --phone <номер>, чтобы ввести код вручную.',
	],
	state: [
		'GREEN-API says: {state}. Waiting; a start takes up to five minutes.',
		'GREEN-API сообщает: {state}. Ждём; запуск занимает до пяти минут.',
	],
	trouble: ['No code now, asking again: {reason}', 'Кода пока нет, спрашиваем снова: {reason}'],
} as const satisfies Words;

/** The step as lines without the code itself; empty for the last one. */
export function linkLines(
	say: SayWord<typeof LINK_WORDS>,
	step: LinkStep,
	idInstance: string,
): string[] {
	if (step.type === 'qr') return [say('scan', { instance: idInstance }), say('renews')];
	if (step.type === 'state') return [say('state', { state: oneLine(step.state) })];
	if (step.type === 'trouble') return [say('trouble', { reason: oneLine(step.reason) })];
	return step.type === 'code' ? codeLines(say, step, idInstance) : [];
}

function codeLines(
	say: SayWord<typeof LINK_WORDS>,
	{ code, expiresAt }: Extract<LinkStep, { type: 'code' }>,
	instance: string,
): string[] {
	const time = new Date(expiresAt).toTimeString().slice(0, 8);
	return [
		...say('type', { instance }).split('\n'),
		'',
		`    ${grouped(code)}`,
		'',
		say('good', { time }),
	];
}

/** As WhatsApp asks for it: two groups of four, wide enough to be read from a distance. */
function grouped(code: string): string {
	const signs = code.replaceAll('-', '').split('');
	const half = Math.ceil(signs.length / 2);
	return `${signs.slice(0, half).join(' ')}  -  ${signs.slice(half).join(' ')}`;
}
