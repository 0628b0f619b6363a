import test from 'ava';
import type { Parser } from '../../../src/core/config/parsers.js';
import {
	addressList,
	BadValue,
	baseAddress,
	databaseUrl,
	folder,
	oneOf,
	optional,
	wholeNumber,
	yesOrNo,
} from '../../../src/core/config/parsers.js';

function refuses<T>(parse: Parser<T>, texts: readonly string[]): string[] {
	return texts.filter((text) => {
		try {
			parse(text);
			return false;
		} catch (error) {
			return error instanceof BadValue;
		}
	});
}

test('whole numbers lie in their range and are written in digits', (t) => {
	const port = wholeNumber(0, 65_535);
	t.deepEqual(['0', '65535', ' 80 ', '007'].map(port), [0, 65_535, 80, 7]);
	const wrong = ['', '-1', '65536', '1.5', '1e3', '0x10', 'abc', '٣', '9'.repeat(400), '1 2'];
	t.deepEqual(refuses(port, wrong), wrong);
});

test('one of several words, in any case', (t) => {
	const level = oneOf('warn', 'info');
	t.deepEqual(['warn', ' INFO '].map(level), ['warn', 'info']);
	t.deepEqual(refuses(level, ['', 'warning', 'toString']), ['', 'warning', 'toString']);
});

test('yes and no have the usual other names', (t) => {
	t.deepEqual(['yes', 'TRUE', '1', ' on '].map(yesOrNo), [true, true, true, true]);
	t.deepEqual(['no', 'False', '0', 'off', ''].map(yesOrNo), [false, false, false, false, false]);
	t.deepEqual(refuses(yesOrNo, ['2', 'maybe']), ['2', 'maybe']);
});

test('a base address is scheme, host and port alone', (t) => {
	t.deepEqual(
		['https://A.example.org', 'http://10.0.0.1:3000/', ' https://a.example.org:443 '].map(
			baseAddress,
		),
		['https://a.example.org', 'http://10.0.0.1:3000', 'https://a.example.org'],
	);
	const wrong = [
		...['', 'example.org', 'ftp://example.org', 'https://', 'https://example.org/path'],
		...['https://example.org?x', 'https://example.org/#x', 'https://user:pw@example.org'],
	];
	t.deepEqual(refuses(baseAddress, wrong), wrong);
});

test('workspaces may have a path, and are separated by commas', (t) => {
	t.deepEqual(addressList(' https://a.example.org/ , http://10.0.0.5:3000/chat/ ,,'), [
		'https://a.example.org',
		'http://10.0.0.5:3000/chat',
	]);
	t.deepEqual(addressList(''), []);
	const wrong = ['chat.example.org', 'https://a.example.org;https://b.example.org/ x,ftp://c'];
	t.deepEqual(refuses(addressList, wrong), wrong);
});

test('a database is an SQLite file or a MySQL address with host and name', (t) => {
	for (const right of [
		...['sqlite:/var/lib/x.db', 'sqlite:data/x.db', 'mysql://localhost/name'],
		...['mysql://user:pa%40ss@127.0.0.1:3307/name', 'mysql://user@[::1]/name?ssl=1'],
	])
		t.is(databaseUrl(right), right);
	t.is(databaseUrl(' mariadb://h/n '), 'mysql://h/n');
	const wrong = [
		...['', 'sqlite:', '/var/lib/x.db', 'postgres://h/n', 'mysql://h', 'mysql://h/', 'mysql:///n'],
		...['mysql://user:pa#ss@h/n', 'mysql://user:100%@h/n', 'mysql://us%er@h/n', 'mysql://h/n%'],
	];
	t.deepEqual(refuses(databaseUrl, wrong), wrong);
});

test('a folder is seen from the working folder, and nothing optional may be empty', (t) => {
	t.is(folder('/srv')('data'), '/srv/data');
	t.is(folder('/srv')('/var/lib/x'), '/var/lib/x');
	t.is(optional(wholeNumber(0, 9))('  '), undefined);
	t.is(optional(wholeNumber(0, 9))('7'), 7);
});
