import type { Say, TextKey } from '../texts';
import * as checks from './checks';
import type { Check } from './checks';

/** What people type, by the names of the contract. `tokens` is whether to make the first ones or new ones. */
export type FieldName =
	| 'rocketChatId'
	| 'rocketChatToken'
	| 'tokens'
	| 'appUrl'
	| 'idInstance'
	| 'apiTokenInstance'
	| 'apiUrl'
	| 'mediaUrl'
	| 'pairingPhone'
	| 'phone'
	| 'text';

export type Values = Readonly<Partial<Record<FieldName, string>>>;

export type Field = {
	readonly name: FieldName;
	readonly isOptional?: boolean;
};

const CHECKS: Readonly<Record<FieldName, Check>> = {
	rocketChatId: checks.userId,
	rocketChatToken: checks.token,
	tokens: checks.anything,
	appUrl: checks.appUrl,
	idInstance: checks.instanceId,
	apiTokenInstance: checks.token,
	apiUrl: checks.address,
	mediaUrl: checks.address,
	pairingPhone: checks.phone,
	phone: checks.recipient,
	text: checks.anything,
};

/** What is wrong, by field; nothing of what was typed is repeated. */
export function problemsOf(
	fields: readonly Field[],
	values: Values,
): Partial<Record<FieldName, TextKey>> {
	const problems: Partial<Record<FieldName, TextKey>> = {};
	for (const { name, isOptional = false } of fields) {
		const value = values[name] ?? '';
		const problem =
			value === '' ? (isOptional ? undefined : 'error_field_needed') : CHECKS[name](value);
		if (problem !== undefined) problems[name] = problem;
	}
	return problems;
}

/** The same as one text, for somebody who typed a command. */
export function problemText(say: Say, problems: Partial<Record<FieldName, TextKey>>): string {
	const lines = (Object.keys(problems) as FieldName[]).map((name) => {
		const problem = problems[name];
		return problem === undefined ? '' : `• *${say(`form_field_${name}`)}*: ${say(problem)}`;
	});
	return lines.join('\n');
}
