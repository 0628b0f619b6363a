import { asObject, asText, isObject, type WireObject } from '../read.js';
import { mongoId } from './ids.js';
import { matchError, meteorError, plainCode } from './refusals.js';
import type { Route } from './router.js';
import type { Visitor } from './types.js';
import { visitorForm } from './wire.js';
import type { Workspace } from './workspace.js';

/** POST livechat/visitor, GET livechat/visitor/:token (reference 1.1). */
export function visitorRoutes(workspace: Workspace): readonly Route[] {
	return [
		{
			verb: 'post',
			path: '/api/v1/livechat/visitor',
			limit: workspace.quirks.limitsVisitorAndRoom ? { calls: 5 } : undefined,
			async handle(call) {
				const guest = checkedGuest(workspace, asObject(await call.json())['visitor']);
				return { visitor: visitorForm(registerGuest(workspace, guest)) };
			},
		},
		{
			verb: 'get',
			path: '/api/v1/livechat/visitor/:token',
			handle: (call) => ({ visitor: visitorForm(visitorOf(workspace, call.param('token'))) }),
		},
	];
}

/** The visitor with that token; refuses with `invalid-token`. */
export function visitorOf(workspace: Workspace, token: unknown): Visitor {
	const visitor = typeof token === 'string' ? workspace.visitors.get(token) : undefined;
	if (visitor === undefined) throw plainCode('invalid-token');
	return visitor;
}

/** What a visitor is registered with. */
export type Guest = {
	readonly token: string;
	readonly name?: string;
	readonly phone?: string;
	readonly email?: string;
	readonly username?: string;
	readonly department?: string;
};

const OPTIONAL = ['name', 'email', 'phone', 'username', 'department'];

/** As Meteor's `check` does it: types are looked at, unknown keys pass. */
function checkedGuest(workspace: Workspace, guest: unknown): Guest {
	if (guest === undefined) throw matchError(`Missing key 'visitor'`);
	if (!isObject(guest)) throw matchError('Expected object, got something else in field visitor');
	if (guest['token'] === undefined) throw matchError(`Missing key 'token' in field visitor`);
	checkText(guest, 'token');
	for (const field of OPTIONAL) if (guest[field] !== undefined) checkText(guest, field);
	if (asText(guest['token']).trim() === '') {
		throw meteorError('error-invalid-token', 'Token cannot be empty');
	}
	const department = departmentId(workspace, guest['department']);
	return { ...(guest as Guest), ...(department === undefined ? {} : { department }) };
}

function checkText(guest: WireObject, field: string): void {
	const type = typeof guest[field];
	if (type === 'string') return;
	throw matchError(`Expected string, got ${type} in field visitor.${field}`);
}

/** The id of a department that was named by id or name; refuses with `error-invalid-department`. */
export function departmentId({ options }: Workspace, named: unknown): string | undefined {
	if (named === undefined) return undefined;
	const found = (options.departments ?? []).find(
		({ _id, name }) => _id === named || name === named,
	);
	if (found !== undefined) return found._id;
	throw meteorError('error-invalid-department', 'The provided department is invalid');
}

/**
 * Finds by token, then by PHONE, then by e-mail, else makes one. Who is found otherwise than by token keeps the token
 * that is stored: the one that was sent is forgotten.
 */
export function registerGuest(workspace: Workspace, guest: Guest): Visitor {
	const found =
		workspace.visitors.get(guest.token) ??
		(guest.phone === undefined ? undefined : workspace.visitorsByPhone.get(guest.phone)) ??
		(guest.email === undefined ? undefined : workspace.visitorsByEmail.get(guest.email));
	const visitor = found ?? newVisitor(workspace, guest);
	visitor.name = guest.name ?? visitor.name;
	visitor.phone = guest.phone ?? visitor.phone;
	visitor.email = guest.email ?? visitor.email;
	visitor.department = guest.department ?? visitor.department;
	visitor.updatedAt = Date.now();
	workspace.visitors.set(visitor.token, visitor);
	if (visitor.phone !== undefined) workspace.visitorsByPhone.set(visitor.phone, visitor);
	if (visitor.email !== undefined) workspace.visitorsByEmail.set(visitor.email, visitor);
	return visitor;
}

function newVisitor(workspace: Workspace, guest: Guest): Visitor {
	const username = guest.username ?? `guest-${workspace.visitors.size + 1}`;
	const now = Date.now();
	return {
		_id: mongoId(),
		token: guest.token,
		username,
		name: guest.name ?? username,
		phone: undefined,
		email: undefined,
		department: undefined,
		ts: now,
		updatedAt: now,
	};
}
