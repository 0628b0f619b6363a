import type { Kind } from './kind.js';
import { subjectOf } from './wording.js';

/** Every kind that has no file of its own, those not invented yet included: a sentence that says where to see it. */
export const unsupported: Kind = {
	wire: [],
	title: 'any other kind',
	rest: 'a sentence that says where it can be seen',
	show: ({ origin }, say) => ({
		text: say('see-phone', { who: subjectOf(origin, say), what: say('kind.a.unknown') }),
	}),
};
