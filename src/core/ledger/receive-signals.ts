import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Instance } from '../domain/registry.js';
import type { BlockChange, GreenApiEvent, QuotaExceeded } from '../green-api/events.js';
import { noticeRow } from './notice-row.js';
import type { NoticeDeps } from './notices.js';
import { sayTo } from './outbound-notices.js';
import { alertRow } from './owner-alerts.js';

const DAY_MS = 24 * 3_600_000;

/** What people are told of an event that is no message: that a contact blocked the number, or that the tariff is used up. */
export async function signalRows(
	deps: NoticeDeps,
	instance: Instance,
	event: GreenApiEvent,
): Promise<readonly NewLedgerMessage[]> {
	if (event.kind === 'block') return blockRows(deps, instance, event);
	return event.kind === 'quota' ? [await quotaRow(deps, instance, event)] : [];
}

/** The agents who talk to that contact learn it; where nobody does, it is only kept. */
async function blockRows(
	deps: NoticeDeps,
	{ workspaceId, id: instanceId }: Instance,
	{ chatId, isBlocked, at }: BlockChange,
): Promise<readonly NewLedgerMessage[]> {
	const chat = await deps.stores.chats.findByChatId(workspaceId, instanceId, chatId);
	if (chat === undefined) return [];
	const say = await sayTo(deps, chat);
	const text = say(isBlocked ? 'notice.contact-blocked' : 'notice.contact-unblocked');
	const laneId = await deps.chats.lane(chat, 'inbound');
	return [noticeRow({ chat, laneId, about: '', key: ['block', Number(isBlocked), at], text })];
}

/** GREEN-API says it with each message that is over the quota: the owner reads it once a day and quota. */
async function quotaRow(
	deps: NoticeDeps,
	{ workspaceId, id }: Instance,
	{ method, used, total, at }: QuotaExceeded,
): Promise<NewLedgerMessage> {
	const say = await sayTo(deps, { workspaceId, instanceId: id });
	const figures = used === undefined || total === undefined ? '' : `${used} / ${total}`;
	const shown = [method, figures].filter((part) => part !== '').join(': ');
	const text = say('alert.quota', { instance: id, used: shown === '' ? '–' : shown });
	const key = ['quota', method, Math.floor(at / DAY_MS)];
	return alertRow({ id, workspaceId, key, text });
}
