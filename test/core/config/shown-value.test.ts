import test from 'ava';
import { fields } from '../../../src/core/config/fields.js';
import { shownDatabase, shownValue } from '../../../src/core/config/shown-value.js';

test('hides the password and the parameters of a database', (t) => {
	t.is(
		shownDatabase('mysql://user:pa%40ss@db.example.org:3307/bridge?ssl=1&token=pass'),
		'mysql://user:***@db.example.org:3307/bridge',
	);
	t.is(shownDatabase('mysql://user@localhost/bridge'), 'mysql://user@localhost/bridge');
	t.is(shownDatabase('sqlite:/var/lib/x.db'), 'sqlite:/var/lib/x.db');
	t.is(shownDatabase('mysql:// :secret'), '***');
});

test('hides a secret and shows that none is set', (t) => {
	t.is(shownValue(fields.secretKey, 'abc'), '***');
	t.is(shownValue(fields.secretKey, ''), '');
	t.is(shownValue(fields.port, '3000'), '3000');
	t.is(shownValue(fields.databaseUrl, 'mysql://u:secret@h/n'), 'mysql://u:***@h/n');
});
