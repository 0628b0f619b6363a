import test from 'ava';
import { loadApp } from '../support/load-app.js';

const { isBridgeRoom, isByAgent, isByVisitor, isRemoved, editedAt } = loadApp<{
	isBridgeRoom(room: unknown): boolean;
	isByAgent(message: unknown, room: unknown, isOwn: (user: unknown) => boolean): boolean;
	isByVisitor(message: unknown, room: unknown): boolean;
	isRemoved(message: unknown): boolean;
	editedAt(message: unknown, isOwn: (user: unknown) => boolean): string | undefined;
}>('src/events/filter');

const isOwn = (user: unknown): boolean => (user as { id?: string } | undefined)?.id === 'app1';
const room = { id: 'room1', type: 'l', visitor: { id: 'v1', token: 'greenapi:1', username: 'g' } };
const message = { id: 'm1', text: 'Hello', sender: { id: 'user1', username: 'jane' } };

test('rooms of the bridge are Omnichannel rooms whose visitor has one of its tokens', (t) => {
	t.true(isBridgeRoom(room));
	t.false(isBridgeRoom({ ...room, type: 'c' }));
	t.false(isBridgeRoom({ ...room, visitor: { token: 'someone-else' } }));
	for (const odd of [undefined, null, {}, { type: 'l' }, { type: 'l', visitor: null }])
		t.false(isBridgeRoom(odd));
});

test('only agents’ own words are theirs', (t) => {
	t.true(isByAgent(message, room, isOwn));
	t.false(isByAgent({ ...message, sender: { id: 'app1' } }, room, isOwn), 'the app');
	t.false(isByAgent({ ...message, token: 'greenapi:1' }, room, isOwn), 'a token');
	t.false(isByAgent({ ...message, sender: { id: 'v1' } }, room, isOwn), 'the visitor');
	t.false(isByAgent({ ...message, type: 'livechat-started' }, room, isOwn), 'a system message');
	const old = { ...message, _unmappedProperties_: { t: 'uj' } };
	t.false(isByAgent(old, room, isOwn), 'a system message of an early engine');
	t.false(isByAgent({ ...message, id: 'garc-1' }, room, isOwn), 'a notice of the bridge');
	t.false(isByAgent({ ...message, sender: undefined }, room, isOwn), 'nobody');
});

test('a visitor is known by token, id or name', (t) => {
	t.true(isByVisitor({ token: 'x' }, undefined));
	t.true(isByVisitor({ _unmappedProperties_: { token: 'x' } }, undefined));
	t.true(isByVisitor({ sender: { username: 'g' } }, room));
	t.false(isByVisitor({ sender: {} }, { visitor: {} }));
});

test('an edit was made by somebody else than the app', (t) => {
	const at = new Date('2026-11-10T09:05:10.123Z');
	t.is(editedAt({ editor: { id: 'user1' }, editedAt: at }, isOwn), '2026-11-10T09:05:10.123Z');
	t.is(editedAt({ editor: { id: 'app1' }, editedAt: at }, isOwn), undefined);
	t.is(editedAt({ editedAt: at }, isOwn), undefined);
	t.is(editedAt({ editor: { id: 'user1' } }, isOwn), undefined);
});

test('a message that was deleted may still be there', (t) => {
	t.true(isRemoved({ ...message, text: '', type: 'rm' }));
	t.true(isRemoved({ ...message, _unmappedProperties_: { t: 'rm' } }), 'an early engine');
	t.true(isRemoved({ ...message, _unmappedProperties_: { _hidden: true } }));
	t.false(isRemoved(message));
});
