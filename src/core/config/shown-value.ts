import type { Field } from './fields.js';

const HIDDEN = '***';

/** What may be printed of a setting's text: '' when it is not set, `***` for a secret, a database without its password. */
export function shownValue(field: Pick<Field<unknown>, 'env' | 'isSecret'>, text: string): string {
	if (field.env === 'DATABASE_URL') return shownDatabase(text);
	return field.isSecret === true && text !== '' ? HIDDEN : text;
}

/** A DATABASE_URL without its password and without its parameters. */
export function shownDatabase(databaseUrl: string): string {
	const text = databaseUrl.trim();
	if (text.startsWith('sqlite:')) return text;
	if (!URL.canParse(text)) return HIDDEN;
	const { protocol, username, password, host, pathname } = new URL(text);
	const user = password === '' ? username : `${username}:${HIDDEN}`;
	return `${protocol}//${user === '' ? '' : `${user}@`}${host}${pathname}`;
}
