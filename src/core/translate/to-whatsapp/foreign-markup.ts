/** Markup of Rocket.Chat that WhatsApp has nothing like, and what stands for it. */
const INSTEAD: readonly (readonly [RegExp, string])[] = [
	// Points of a to-do list.
	[/^([ \t]*)- \[ \][ \t]+(?=\S)/gm, '$1☐ '],
	[/^([ \t]*)- \[x\][ \t]+(?=\S)/gim, '$1☑ '],
	// Rocket.Chat's quotes need no space.
	[/^>(?=[^\s>])/gm, '> '],
	// A text that is hidden until it is touched.
	[/\|\|(?=[^\s|])([^|\n]{0,2000}?[^\s|])\|\|/g, '$1'],
	// Formulas.
	[/\\\(([^\n]{1,2000}?)\\\)/g, '$1'],
	[/\\\[([^]{1,2000}?)\\\]/g, '$1'],
];

/** The text without the signs that only Rocket.Chat understands; all words stay. */
export function withoutForeignMarkup(text: string): string {
	return INSTEAD.reduce((result, [found, instead]) => result.replace(found, instead), text);
}
