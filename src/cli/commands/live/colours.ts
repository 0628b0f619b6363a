import type { Io } from '../../io.js';

export type Tone = 'title' | 'dim' | 'good' | 'soso' | 'bad';

/** Gives a text its colour; at anything but a terminal, and with NO_COLOR, it stays as it is. */
export type Colours = (tone: Tone, text: string) => string;

export async function createColours(io: Io): Promise<Colours> {
	if (io.columns === undefined || io.env['NO_COLOR']) return (_, text) => text;
	const { Chalk } = await import('chalk');
	const chalk = new Chalk({ level: 1 });
	const tones: Readonly<Record<Tone, (text: string) => string>> = {
		title: chalk.bold,
		dim: chalk.dim,
		good: chalk.green,
		soso: chalk.yellow,
		bad: chalk.red,
	};
	return (tone, text) => (text === '' ? '' : tones[tone](text));
}
