import type { Words } from '../../words.js';

/** A text of the console in both languages. */
export type Text = Words[string];
