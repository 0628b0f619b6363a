import type { Io } from '../../io.js';

/** How a terminal shows the parts of a block; in a file or a pipe they stay as they are. */
export type Paint = {
	readonly title: (text: string) => string;
	readonly label: (text: string) => string;
};

const PLAIN: Paint = { title: (text) => text, label: (text) => text };

export async function createPaint(io: Io): Promise<Paint> {
	if (io.columns === undefined || io.env['NO_COLOR']) return PLAIN;
	const { Chalk } = await import('chalk');
	const chalk = new Chalk({ level: 1 });
	return { title: (text) => chalk.bold(text), label: (text) => chalk.dim(text) };
}
