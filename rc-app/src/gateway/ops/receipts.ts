import type { Mark, Marks } from '../../marks';
import { readSettings } from '../../settings';
import type { ReceiptMarks } from '../../settings';
import { needText } from '../call';
import type { Op } from '../call';
import { messageOf } from '../places';
import { Refused } from '../refused';

/** Shows under an agent's message how far it came; the mark of waiting goes with it. */
export function createShowReceipt(marks: Marks): Op {
	return async (call, tools) => {
		const receipt = needText(call, 'receipt');
		if (!isReceipt(receipt)) throw new Refused('bad-call', 'There is no such receipt.');
		const { receipts } = await readSettings(tools.read);
		const messageId = needText(call, 'messageId');
		await messageOf(messageId, needText(call, 'roomId'), tools);
		const result = await marks.show(messageId, shownOf(receipt, receipts), tools);
		if (result === 'message-unknown') throw new Refused('message-unknown', 'The message is gone.');
		if (result === 'unsupported')
			throw new Refused('unsupported', 'Rocket.Chat did not take the mark.');
		return {};
	};
}

function shownOf(receipt: Mark, wanted: ReceiptMarks): Mark | undefined {
	if (wanted === 'none') return undefined;
	return wanted === 'all' || receipt === 'failed' ? receipt : undefined;
}

function isReceipt(name: string): name is 'sent' | 'delivered' | 'read' | 'failed' {
	return ['sent', 'delivered', 'read', 'failed'].includes(name);
}
