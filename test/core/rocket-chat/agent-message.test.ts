import test from 'ava';
import { parseAgentMessage } from '../../../src/core/rocket-chat/webhook.js';
import { fixture } from './stand-in.js';

function parse(fields: object) {
	return parseAgentMessage({ _id: 'm1', agentId: 'a1', username: 'jane', ...fields });
}

const QUOTE = '[ ](https://chat.example.com/live/kX3b7QmYpT9sWvRzA?msg=aG7kT2mZx9QvBn4Rp)';

const TEXTS: readonly (readonly [msg: string, text: string, quotedId: string | undefined])[] = [
	['Hello', 'Hello', undefined],
	[`${QUOTE} Yes`, 'Yes', 'aG7kT2mZx9QvBn4Rp'],
	[`${QUOTE}\nYes`, 'Yes', 'aG7kT2mZx9QvBn4Rp'],
	[QUOTE, '', 'aG7kT2mZx9QvBn4Rp'],
	[`[](https://x/channel/y?a=b&msg=wa-1_2) Yes`, 'Yes', 'wa-1_2'],
	[`${QUOTE} [ ](https://x/live/r?msg=second) Yes`, 'Yes', 'aG7kT2mZx9QvBn4Rp'],
	['See https://x.example/?msg=abc', 'See https://x.example/?msg=abc', undefined],
	[`Yes ${QUOTE}`, `Yes ${QUOTE}`, undefined],
	['[ ](https://x?msg=a&b=c) Yes', '[ ](https://x?msg=a&b=c) Yes', undefined],
	[
		`[ ](https://x?msg=${'a'.repeat(65)}) Yes`,
		`[ ](https://x?msg=${'a'.repeat(65)}) Yes`,
		undefined,
	],
	['[here](https://x?msg=abc) Yes', '[here](https://x?msg=abc) Yes', undefined],
];

test('The link of a quote is taken off the text and nothing else', (t) => {
	for (const [msg, text, quotedId] of TEXTS) t.like(parse({ msg }), { text, quotedId });
});

test('The JSON of an app’s buttons is no text', (t) => {
	const blocks = [{ type: 'actions', elements: [{ type: 'button', text: { text: 'Pay' } }] }];
	t.is(parse({ msg: JSON.stringify(blocks), blocks }).text, '');
	t.is(parse({ msg: 'Choose', blocks }).text, 'Choose');
	t.is(parse({ msg: JSON.stringify(blocks) }).text, JSON.stringify(blocks));
});

test('The Omnichannel webhook’s file is read with type and caption', (t) => {
	const { messages } = fixture('webhook/Message.agent-file.json') as {
		messages: [Record<string, unknown>];
	};
	t.deepEqual(parseAgentMessage(messages[0]).files, [
		{
			path: '/file-upload/Zr4tXnB8wKqLm2VpS/invoice.png',
			name: 'invoice.png',
			mimeType: 'image/png',
			caption: 'Your invoice',
			sizeBytes: 20_480,
		},
	]);
});

test('The app’s form of attachments is read, all of them in order', (t) => {
	const { files, text } = parse({
		msg: 'Two files',
		file: { _id: 'F1', name: 'scan ä.pdf', type: 'application/pdf' },
		attachments: [
			{
				title: { value: 'scan ä.pdf', link: '/file-upload/F1/scan%20%C3%A4.pdf' },
				description: 'caption',
				_unmappedProperties_: { attachments: [{ title: 'scan' }] },
			},
			{ imageUrl: '/file-upload/F2/photo%20one.jpg' },
			{ videoUrl: '/file-upload/F3/clip.mp4' },
			{ audioUrl: '/ufs/FileSystem:Uploads/F4/voice.ogg' },
		],
	});
	t.is(text, 'Two files');
	t.deepEqual(
		files.map(({ path, name, mimeType, caption }) => [path, name, mimeType, caption]),
		[
			['/file-upload/F1/scan%20%C3%A4.pdf', 'scan ä.pdf', 'application/pdf', 'caption'],
			['/file-upload/F2/photo%20one.jpg', 'photo one.jpg', undefined, ''],
			['/file-upload/F3/clip.mp4', 'clip.mp4', undefined, ''],
			['/ufs/FileSystem:Uploads/F4/voice.ogg', 'voice.ogg', undefined, ''],
		],
	);
});

test('The original is sent, not its thumbnail', (t) => {
	const { files } = parse({
		attachments: [
			{
				title: 'photo.jpg',
				title_link: '/file-upload/BIG/photo.jpg',
				image_url: '/file-upload/SMALL/thumb-photo.jpg',
			},
		],
	});
	t.deepEqual(
		files.map(({ path }) => path),
		['/file-upload/BIG/photo.jpg'],
	);
});

test('A title that is the encoded end of the address is decoded', (t) => {
	const nameOf = (title: string, path: string) =>
		parse({ attachments: [{ title, title_link: path }] }).files[0]?.name;
	t.is(nameOf('a%20b.pdf', '/file-upload/F/a%20b.pdf'), 'a b.pdf');
	t.is(nameOf('100%25.pdf', '/file-upload/F/100%2525.pdf'), '100%25.pdf');
	t.is(nameOf('', '/file-upload/F/100%.pdf'), '100%.pdf');
	t.is(nameOf('', '/file-upload/F/a.pdf?token=jwt'), 'a.pdf');
});

test('Quotes and previews of links are no files', (t) => {
	const { files, text } = parse({
		msg: 'See https://news.example/story',
		attachments: [
			{
				text: 'quoted',
				author_name: 'guest-10',
				message_link: 'https://chat.example.com/live/r?msg=x',
				attachments: [{ title: 'old.pdf', title_link: '/file-upload/OLD/old.pdf' }],
			},
			{ timestampLink: '/live/r?msg=x', imageUrl: '/file-upload/OLD/old.png' },
			{ text: 'only words', author_name: 'somebody' },
			{
				title: 'Story',
				title_link: 'https://news.example/story',
				image_url: 'https://news.example/file.jpg',
			},
		],
	});
	t.deepEqual(files, []);
	t.is(text, 'See https://news.example/story');
});

test('A picture from elsewhere becomes a link, so that the customer gets it', (t) => {
	const attachments = [{ title: 'cat', image_url: 'https://gifs.example/cat.gif' }];
	t.like(parse({ msg: '', attachments }), { text: 'https://gifs.example/cat.gif', files: [] });
	t.is(parse({ msg: 'Look', attachments }).text, 'Look\nhttps://gifs.example/cat.gif');
});

test('A file that comes without attachment is found', (t) => {
	const file = { _id: 'F1', name: 'a b.pdf', type: 'application/pdf' };
	const publicFilePath = 'https://chat.example.com/file-upload/F1/a%20b.pdf?token=jwt';
	t.deepEqual(parse({ fileUpload: { publicFilePath, type: 'image/png' } }).files, [
		{
			path: publicFilePath,
			name: 'a b.pdf',
			mimeType: 'image/png',
			caption: '',
			sizeBytes: undefined,
		},
	]);
	t.deepEqual(parse({ file }).files, [
		{
			path: '/file-upload/F1/a%20b.pdf',
			name: 'a b.pdf',
			mimeType: file.type,
			caption: '',
			sizeBytes: undefined,
		},
	]);
});

test('A message without an id can’t be read', (t) => {
	t.throws(() => parseAgentMessage({ msg: 'Hello' }), { code: 'malformed-body' });
});

test('A stored message is read again to the same', (t) => {
	const { messages } = fixture('webhook/Message.agent-file.json') as {
		messages: [Record<string, unknown>];
	};
	const stored = JSON.parse(JSON.stringify(messages[0])) as Record<string, unknown>;
	t.deepEqual(parseAgentMessage(stored), parseAgentMessage(messages[0]));
});
