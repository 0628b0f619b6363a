import type { LinkStep } from '../../../core/operations/follow-link.js';

/** Where the steps of linking are shown. */
export type LinkView = {
	show(step: LinkStep): Promise<void>;
	/** Takes away what is good for nothing any more. */
	close(): Promise<void>;
};
