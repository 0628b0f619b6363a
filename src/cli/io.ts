import { loadConfig } from '../core/config/load-config.js';
import type { LoadedConfig } from '../core/config/load-config.js';
import type { Language } from '../core/texts/languages.js';
import { languageOfShell } from './shell-language.js';

/** All that a command has of the world around it. */
export type Io = {
	/** One line of what was asked for, to standard output. */
	readonly out: (line: string) => void;
	/** One line about it (progress, advice), to standard error; nothing after `hush`. */
	readonly err: (line: string) => void;
	/** One line of why it failed, to standard error. */
	readonly fail: (line: string) => void;
	/** From now on only what was asked for, and failures. */
	readonly hush: () => void;
	readonly isQuiet: () => boolean;
	/** In which language people are spoken to: what `speak` said, else what the shell says. */
	readonly language: () => Language;
	readonly speak: (language: Language) => void;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** The working folder. */
	readonly cwd: string;
	/** Columns of the terminal; undefined when the output goes to a file or a pipe. */
	readonly columns: number | undefined;
	readonly process: NodeJS.Process;
};

/** The process as a command sees it. A reader that went away (`greenapi-rc config | head -1`) is no failure. */
export function createIo(process: NodeJS.Process): Io {
	const { stdout, stderr } = process;
	for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
	let hushed = false;
	let language = languageOfShell(process.env);
	const fail = (line: string): void => void stderr.write(`${line}\n`);
	return {
		out: (line) => void stdout.write(`${line}\n`),
		err: (line) => {
			if (!hushed) fail(line);
		},
		fail,
		hush: () => {
			hushed = true;
		},
		isQuiet: () => hushed,
		language: () => language,
		speak: (wanted) => {
			language = wanted;
		},
		env: process.env,
		cwd: process.cwd(),
		columns: stdout.isTTY ? stdout.columns : undefined,
		process,
	};
}

/** The configuration of this process. Throws ConfigError, which names every wrong setting. */
export function readConfig(io: Io): LoadedConfig {
	return loadConfig(io.env, io.cwd);
}

/** systemd's folder of credentials, where there is one. */
export function credentialsFolder(io: Io): string | undefined {
	return io.env['CREDENTIALS_DIRECTORY'];
}
