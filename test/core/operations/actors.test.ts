import test from 'ava';
import { RefusedError } from '../../../src/core/domain/errors.js';
import type { Workspace } from '../../../src/core/domain/registry.js';
import {
	isAdmin,
	normalizeEmail,
	requireAdmin,
	requireAgent,
	requireEmail,
	requireWorkspace,
} from '../../../src/core/operations/actors.js';
import type { Actor, Operator } from '../../../src/core/operations/actors.js';

const workspace: Workspace = {
	id: 1,
	url: 'https://chat.example.org',
	adminEmail: 'ada@example.org',
	userId: 'u1',
	authToken: 't1',
	appUrl: null,
	app: null,
	appStoppedAt: null,
	createdAt: 0,
};
const operator: Operator = { kind: 'operator', workspace: undefined };

function member(...roles: string[]): Actor {
	return { kind: 'member', workspace, email: 'jane@example.org', roles };
}

test('an admin passes as admin, an agent as agent, who is both as both', (t) => {
	const both = member('user', 'admin', 'livechat-agent');
	t.notThrows(() => {
		requireAdmin(both, 'x');
		requireAgent(both, 'x');
		requireAdmin(member('admin'), 'x');
		requireAgent(member('livechat-agent'), 'x');
	});
	t.true(isAdmin(both));
	t.false(isAdmin(member('livechat-agent')));
});

test('an operator passes as anything', (t) => {
	t.notThrows(() => {
		requireAdmin(operator, 'x');
		requireAgent(operator, 'x');
	});
});

test('who lacks the role is refused with the command and the role in the text', (t) => {
	const noAdmin = t.throws(
		() => {
			requireAdmin(member('livechat-agent', 'administrator'), 'list-users');
		},
		{ instanceOf: RefusedError, code: 'not-allowed', message: /list-users .* admin/ },
	);
	const noAgent = t.throws(
		() => {
			requireAgent(member('admin', 'livechat-manager'), 'create-instance');
		},
		{ instanceOf: RefusedError, code: 'not-allowed', message: /create-instance .* livechat-agent/ },
	);
	t.deepEqual([noAdmin.status, noAgent.status], [403, 403]);
});

test('an operator must say which workspace and which agent is meant', (t) => {
	t.throws(() => requireWorkspace(operator), { code: 'workspace-needed' });
	t.throws(() => requireEmail(operator, ' '), { code: 'email-needed' });
	t.is(requireWorkspace({ ...operator, workspace }), workspace);
	t.is(requireEmail(operator, ' Bob@Example.org '), 'bob@example.org');
});

test('a member acts for themself, whatever address is named', (t) => {
	t.is(requireEmail(member(), 'boss@example.org'), 'jane@example.org');
});

test('e-mail addresses are compared in lower case and without spaces', (t) => {
	t.is(normalizeEmail('  Jane@Example.ORG\n'), 'jane@example.org');
});
