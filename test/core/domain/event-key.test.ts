import test from 'ava';
import { eventKey } from '../../../src/core/domain/event-key.js';

test('is 32 hex digits that only depend on the parts', (t) => {
	t.regex(eventKey(['1', 'chat', 'id']), /^[0-9a-f]{32}$/u);
	t.is(eventKey(['1', 'chat', 'id']), eventKey([1, 'chat', 'id']));
});

test('differs wherever the parts differ', (t) => {
	const keys = [['ab'], ['a', 'b'], ['b', 'a'], ['a', 'b', ''], ['a","b'], ['a,b'], []].map(
		eventKey,
	);
	t.is(new Set(keys).size, keys.length);
});
