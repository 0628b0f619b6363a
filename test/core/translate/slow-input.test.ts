import test from 'ava';
import { readReason } from '../../../src/core/green-api/reason.js';
import { parseAgentMessage } from '../../../src/core/rocket-chat/webhook.js';
import { fileNameOf } from '../../../src/core/translate/to-rocket-chat/file-name.js';
import { toRocketChatMarkup } from '../../../src/core/translate/to-rocket-chat/markup.js';
import { toWhatsAppMarkup } from '../../../src/core/translate/to-whatsapp/markup.js';

/** Long enough to take minutes where each character looks at all the others. */
const LENGTH = 1_000_000;
const MOST_MS = 2000;

const named = (ownName: string) =>
	fileNameOf({ kind: 'document', ownName, mimeType: undefined, sentAt: 0 });
const attached = (link: string) =>
	parseAgentMessage({ _id: 'm', attachments: [{ title_link: link }] });

for (const [what, run] of [
	['a customer’s text of stars', () => toRocketChatMarkup('*a ~b '.repeat(LENGTH / 6))],
	['a customer’s text of open code', () => toRocketChatMarkup('```a`'.repeat(LENGTH / 5))],
	['a customer’s text of open links', () => toRocketChatMarkup('<a[b]\\>|'.repeat(LENGTH / 8))],
	['a customer’s star and spaces', () => toRocketChatMarkup(`*a${' '.repeat(LENGTH)}~*`)],
	['an agent’s open formulas', () => toWhatsAppMarkup('\\(||'.repeat(12_000))],
	['an agent’s open moments', () => toWhatsAppMarkup('<t:1'.repeat(12_000))],
	['a file name of dots', () => named(`x${'.'.repeat(LENGTH)}x`)],
	['a file name of spaces', () => named(`x${' '.repeat(LENGTH)}x`)],
	['a heading of stars', () => toWhatsAppMarkup(`# ${'*a '.repeat(LENGTH / 3)}`)],
	['a short heading of stars', () => toWhatsAppMarkup(`# ${'*a '.repeat(16_000)}`)],
	['an address of stars', () => toWhatsAppMarkup(`http://${'*'.repeat(49_000)}a`)],
	['open italics', () => toWhatsAppMarkup(' __a'.repeat(12_000))],
	['an upload with a long name', () => attached(`/ufs/x${'a'.repeat(LENGTH)}?x\nb`)],
	['a reason of open quotes', () => readReason(JSON.stringify({ message: '“'.repeat(LENGTH) }))],
] as const) {
	test(`${what} takes no time`, (t) => {
		const startedAt = performance.now();
		run();
		t.true(performance.now() - startedAt < MOST_MS);
	});
}

test('A file name keeps to what a form can carry', (t) => {
	t.is(named(' ..the "end".pdf.. '), "the 'end'.pdf");
});
