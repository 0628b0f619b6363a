/** A piece of a signature's template. */
export type SignaturePart =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'name'; readonly name: 'agent' | 'username' }
	| { readonly kind: 'optional'; readonly parts: readonly SignaturePart[] };

const TOKEN = /\\n|\\[[\]{\\]|\{(\w*)\}|[[\]]|[^\\{[\]]+|[\\{]/g;

/**
 * Reads a template: `{agent}`, `{username}`, `[…]` for a part that is left out when a name in it is empty, `\n` for a new
 * line, `\[`, `\]`, `\{` for the signs themselves. Undefined for brackets without their partner and other names.
 */
export function parseSignature(template: string): readonly SignaturePart[] | undefined {
	const levels: SignaturePart[][] = [[]];
	for (const match of template.matchAll(TOKEN)) {
		const [token] = match;
		if (token === '[') {
			if (levels.length === 2) return undefined;
			levels.push([]);
		} else if (token === ']') {
			const parts = levels.length === 2 ? levels.pop() : undefined;
			if (parts === undefined) return undefined;
			levels[0]?.push({ kind: 'optional', parts });
		} else {
			const part = partOf(token, match[1]);
			if (part === undefined) return undefined;
			levels.at(-1)?.push(part);
		}
	}
	return levels.length === 1 ? levels[0] : undefined;
}

function partOf(token: string, name: string | undefined): SignaturePart | undefined {
	if (name === 'agent' || name === 'username') return { kind: 'name', name };
	if (name !== undefined) return undefined;
	if (token === '\\n') return { kind: 'text', text: '\n' };
	return { kind: 'text', text: /^\\[[\]{\\]$/.test(token) ? token.slice(1) : token };
}
