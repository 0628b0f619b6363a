import test from 'ava';
import type { FileKind } from '../../../../src/core/domain/message.js';
import { showsCaption, toBridgeFile } from '../../../../src/core/translate/to-whatsapp/file.js';

function file(name: string, mimeType?: string) {
	return { path: '/file-upload/F/x', name, mimeType, caption: '', sizeBytes: undefined };
}

test('The extension says what a file is, its type only without one', (t) => {
	const kinds: readonly (readonly [string, string | undefined, FileKind])[] = [
		['a.jpg', undefined, 'image'],
		['a.JPEG', 'application/octet-stream', 'image'],
		['a.pdf', 'image/png', 'document'],
		['a.mp4', undefined, 'video'],
		['a.ogg', undefined, 'audio'],
		['voice', 'audio/ogg; codecs=opus', 'audio'],
		['clip', 'video/x-unknown', 'video'],
		['thing', undefined, 'document'],
	];
	for (const [name, type, kind] of kinds)
		t.is(toBridgeFile(file(name, type)).kind, kind, `kind of ${name}`);
});

test('A name without an extension gets the one of its type', (t) => {
	const names: readonly (readonly [string, string | undefined, string])[] = [
		['scan', 'application/pdf', 'scan.pdf'],
		['Contract No.5', 'application/pdf', 'Contract No.5.pdf'],
		['voice', 'audio/ogg; codecs=opus', 'voice.ogg'],
		['scan.PDF', 'application/pdf', 'scan.PDF'],
		['archive.7z', 'application/zip', 'archive.7z'],
		['.env', 'text/plain', '.env.txt'],
		['scan', undefined, 'scan'],
		['scan', 'x/unknown', 'scan'],
	];
	for (const [name, type, expected] of names) t.is(toBridgeFile(file(name, type)).name, expected);
});

test('A recording has the extension that makes it a voice note', (t) => {
	t.is(toBridgeFile(file('PTT-2026.opus', 'audio/ogg')).name, 'PTT-2026.ogg');
	t.is(toBridgeFile(file('voice.OGA')).name, 'voice.ogg');
	t.is(toBridgeFile(file('Audio record.mp3', 'audio/mpeg')).name, 'Audio record.mp3');
});

test('A name is safe to be shown and stored', (t) => {
	t.is(toBridgeFile(file('../../etc/pass\nwd.txt')).name, '.._.._etc_pass_wd.txt');
	t.is(toBridgeFile(file('  ', 'image/png')).name, 'file.png');
});

test('Captions are shown below pictures and videos that WhatsApp plays', (t) => {
	const shown = ['a.png', 'a.jpg', 'a.mp4', 'a.gif', 'a.pdf', 'a.mp3', 'a'].filter((name) =>
		showsCaption(file(name)),
	);
	t.deepEqual(shown, ['a.png', 'a.jpg', 'a.mp4']);
});
