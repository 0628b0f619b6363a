import { readFileSync } from 'node:fs';

export type Answer = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Readonly<Record<string, unknown>>;
};

/** Calls a stand-in with JSON; a body that is no JSON object is left out. */
export async function call(
	method: string,
	url: string,
	body?: unknown,
	headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
	const response = await fetch(url, {
		method,
		headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return answerOf(response);
}

/** Uploads a form with one file. */
export async function upload(
	url: string,
	file: { name: string; type: string; bytes: string | Buffer },
	fields: Readonly<Record<string, string>> = {},
	headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	form.set('file', new Blob([file.bytes], { type: file.type }), file.name);
	return answerOf(await fetch(url, { method: 'POST', body: form, headers }));
}

async function answerOf(response: Response): Promise<Answer> {
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
	const body = (isJson ? JSON.parse(text) : { text }) as Answer['body'];
	return { status: response.status, headers: response.headers, body };
}

/** A recorded sample. */
export function fixture(path: string): unknown {
	return JSON.parse(readFileSync(`test/fixtures/${path}`, 'utf8'));
}

/** The names of all fields, nested ones as `a.b`; array elements as `[]`. */
export function keysOf(value: unknown, path = ''): readonly string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => keysOf(entry, `${path}[]`));
	if (typeof value !== 'object' || value === null) return [path];
	return Object.entries(value).flatMap(([key, entry]) => keysOf(entry, `${path}.${key}`));
}
