import { Readable } from 'node:stream';
import test from 'ava';
import { createFileTickets } from '../../../src/core/rocket-chat/file-tickets.js';

const file = { stream: Readable.from(['x']), name: 'a', mimeType: 'text/plain', size: 1 };

test('A ticket opens its file once, for its workspace, for a minute', (t) => {
	let now = 1000;
	const tickets = createFileTickets(() => now);
	const { ticket } = tickets.offer(1, file);
	t.regex(ticket, /^[\w-]{43}$/u);
	t.is(tickets.take(2, ticket), undefined, 'another workspace does not use it up');
	t.is(tickets.take(1, `${ticket}x`), undefined);
	now += 59_999;
	t.is(tickets.take(1, ticket), file);
	t.is(tickets.take(1, ticket), undefined);
	const late = tickets.offer(1, file);
	now += 60_000;
	t.is(tickets.take(1, late.ticket), undefined);
	const withdrawn = tickets.offer(1, file);
	withdrawn.withdraw();
	t.is(tickets.take(1, withdrawn.ticket), undefined);
});
