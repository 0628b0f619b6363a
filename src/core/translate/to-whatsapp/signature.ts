import { parseSignature } from '../../preferences/signature-grammar.js';
import type { SignaturePart } from '../../preferences/signature-grammar.js';

/** Who signs. Either may be ''. */
export type Signer = { readonly name: string; readonly username: string };

/**
 * What stands before an agent's text, with white space at its end; '' when the template can't be read, or when no letter
 * and no digit is left of it (never an empty `**:**`).
 */
export function renderSignature(template: string, signer: Signer): string {
	const rendered = (parseSignature(template) ?? []).map((part) => render(part, signer)).join('');
	if (!/[\p{L}\p{N}]/u.test(rendered)) return '';
	return /\s$/.test(rendered) ? rendered : `${rendered} `;
}

function render(part: SignaturePart, signer: Signer): string {
	switch (part.kind) {
		case 'text':
			return part.text;
		case 'name':
			return nameOf(part.name, signer);
		case 'optional':
			return part.parts.some((one) => one.kind === 'name' && nameOf(one.name, signer) === '')
				? ''
				: part.parts.map((one) => render(one, signer)).join('');
	}
}

/** A name is one line, and its signs are no markup. */
function nameOf(name: 'agent' | 'username', signer: Signer): string {
	const written = name === 'agent' ? signer.name : signer.username;
	return written.replace(/[*_~`\n]/g, ' ').trim();
}
