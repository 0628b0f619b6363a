import test from 'ava';
import type { AgentFile, AgentMessage } from '../../../../src/core/rocket-chat/events.js';
import { translateToWhatsApp } from '../../../../src/core/translate/to-whatsapp/index.js';

function agentMessage(fields: Partial<AgentMessage>): AgentMessage {
	return {
		messageId: 'm1' as AgentMessage['messageId'],
		text: '',
		files: [],
		quotedId: undefined,
		agentUserId: 'a1',
		agentUsername: 'jane',
		agentName: 'Jane Doe',
		writtenAt: undefined,
		isEdit: false,
		editedAt: '',
		...fields,
	};
}

function file(name: string, caption = '', mimeType?: string): AgentFile {
	return { path: `/file-upload/F/${name}`, name, mimeType, caption, sizeBytes: undefined };
}

/** Parts in short: the text, and the file's name in brackets. */
function parts(fields: Partial<AgentMessage>): readonly string[] {
	return translateToWhatsApp(agentMessage(fields)).map((part) =>
		part.file === undefined ? part.text : `[${part.file.name}] ${part.text}`.trim(),
	);
}

test('A text is one message in WhatsApp’s markup', (t) => {
	t.deepEqual(translateToWhatsApp(agentMessage({ text: ' **Hello** Mary\n' })), [
		{ text: '*Hello* Mary' },
	]);
});

test('A message with nothing in it sends nothing', (t) => {
	t.deepEqual(translateToWhatsApp(agentMessage({ text: ' \n ' })), []);
});

test('A file is known by its address on the workspace', (t) => {
	const files = [file('scan.pdf', '**new**', 'application/pdf')];
	t.deepEqual(translateToWhatsApp(agentMessage({ files })), [
		{ text: '*new*' },
		{
			text: '',
			file: {
				kind: 'document',
				url: '/file-upload/F/scan.pdf',
				name: 'scan.pdf',
				mimeType: 'application/pdf',
			},
		},
	]);
});

test('A text becomes the caption of a picture or a video', (t) => {
	t.deepEqual(parts({ text: 'Look', files: [file('a.jpg')] }), ['[a.jpg] Look']);
	t.deepEqual(parts({ text: 'Look', files: [file('a.MP4')] }), ['[a.MP4] Look']);
	t.deepEqual(parts({ text: 'Look', files: [file('photo', '', 'image/png')] }), [
		'[photo.png] Look',
	]);
});

test('A text goes before files that show no caption or have their own', (t) => {
	t.deepEqual(parts({ text: 'Read', files: [file('a.pdf')] }), ['Read', '[a.pdf]']);
	t.deepEqual(parts({ text: 'Hear', files: [file('a.ogg')] }), ['Hear', '[a.ogg]']);
	t.deepEqual(parts({ text: 'Look', files: [file('a.jpg', 'own')] }), ['Look', '[a.jpg] own']);
	t.deepEqual(parts({ text: 'Both', files: [file('a.pdf'), file('b.jpg')] }), [
		'Both',
		'[a.pdf]',
		'[b.jpg]',
	]);
});

test('Every file is sent in order with its own caption', (t) => {
	const files = [file('a.jpg'), file('b.pdf', 'two'), file('c.mp3', 'three')];
	t.deepEqual(parts({ text: 'one', files }), [
		'[a.jpg] one',
		...['two', '[b.pdf]'],
		...['three', '[c.mp3]'],
	]);
});

test('A signature stands before the first words, and only there', (t) => {
	const signed = (message: Partial<AgentMessage>) =>
		translateToWhatsApp(agentMessage(message), { signature: '**Jane:** ' }).map(
			({ text, file: sent }) => (sent === undefined ? text : `[${sent.name}] ${text}`.trim()),
		);
	t.deepEqual(signed({ text: 'Hello' }), ['*Jane:* Hello']);
	t.deepEqual(signed({ text: 'Look', files: [file('a.jpg')] }), ['[a.jpg] *Jane:* Look']);
	t.deepEqual(signed({ files: [file('a.jpg', 'one'), file('b.jpg', 'two')] }), [
		'[a.jpg] *Jane:* one',
		'[b.jpg] two',
	]);
	t.deepEqual(signed({ text: 'Both', files: [file('a.jpg', 'one')] }), [
		'*Jane:* Both',
		'[a.jpg] one',
	]);
	t.deepEqual(signed({ files: [file('a.pdf', 'Page 1')] }), ['*Jane:* Page 1', '[a.pdf]']);
	t.deepEqual(signed({ files: [file('a.jpg')] }), ['[a.jpg]'], 'nobody signs nothing');
	t.deepEqual(signed({ text: ' ' }), []);
	t.deepEqual(signed({ text: '# Prices' }), ['*Jane:*\n*Prices*']);
	t.deepEqual(signed({ text: '> You said\nYes' }), ['*Jane:*\n> You said\nYes']);
	t.deepEqual(signed({ text: '- one\n- two' }), ['*Jane:*\n- one\n- two']);
	t.deepEqual(signed({ text: '**Yes**' }), ['*Jane:* *Yes*']);
});

test('The quote goes with the first part alone', (t) => {
	const quotedId = 'q1' as AgentMessage['messageId'];
	const sent = translateToWhatsApp(
		agentMessage({ text: 'Read', files: [file('a.pdf')], quotedId }),
	);
	t.deepEqual(
		sent.map(({ quote }) => quote),
		[{ messageId: 'q1' }, undefined],
	);
	t.deepEqual(translateToWhatsApp(agentMessage({ quotedId })), []);
});

test('A text over the limit of WhatsApp becomes several', (t) => {
	const text = 'word '.repeat(9_000).trim();
	const sent = translateToWhatsApp(agentMessage({ text }));
	t.is(sent.length, 3);
	t.true(sent.every((part) => part.text.length <= 20_000));
	t.is(sent.map((part) => part.text).join(' '), text);
});

test('A text that is too long for a caption is a message of its own', (t) => {
	const long = 'x'.repeat(1_025);
	t.deepEqual(parts({ text: long, files: [file('a.jpg')] }), [long, '[a.jpg]']);
	t.deepEqual(parts({ files: [file('a.jpg', long)] }), [long, '[a.jpg]']);
});
