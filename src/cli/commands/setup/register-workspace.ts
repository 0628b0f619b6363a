import { normalizeWorkspaceUrl } from '../../../core/rocket-chat/workspace-url.js';
import type { WorkspaceTokens } from '../../../core/operations/register-workspace.js';
import { openForm } from '../../form.js';
import type { Form } from '../../form.js';
import type { Io } from '../../io.js';
import { createOutFile } from '../../out-file.js';
import type { OutFile } from '../../out-file.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import { jsonText, printJson } from '../../answer.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { WAITING_WORDS } from './waiting-words.js';
import { credentialQuestions } from './credentials.js';

export type RegisterWorkspaceOptions = {
	readonly url?: string;
	readonly userId?: string;
	readonly tokenFile?: string;
	readonly email?: string;
	readonly rotate?: true;
	/** File for the two tokens, in place of standard output. */
	readonly out?: string;
	readonly json?: true;
};

const WORDS = {
	address: ['Address of Rocket.Chat', 'Адрес Rocket.Chat'],
	written: ['The tokens of {workspace} are in {file}.', 'Токены {workspace} записаны в {file}.'],
	void: [
		'Tokens from an earlier registration are void.',
		'Токены прежней регистрации больше не действуют.',
	],
	once: [
		'The tokens are shown this once. With the app in Rocket.Chat: enter both in its settings.',
		'Токены показываются один раз. С приложением в Rocket.Chat: укажите оба в его настройках.',
	],
	webhook: [
		'Without it: webhookToken is the secret token in Omnichannel, Webhooks.',
		'Без него: webhookToken — секретный токен в разделе Omnichannel, «Вебхуки».',
	],
	next: ['Next: greenapi-rc register-agent', 'Дальше: greenapi-rc register-agent'],
} as const satisfies Words;

type Registered = WorkspaceTokens & { readonly workspace: string };

/** `greenapi-rc register-workspace`: prints the workspace's two tokens, this once, or writes them to a new file. */
export async function registerWorkspaceCommand(
	io: Io,
	options: RegisterWorkspaceOptions,
): Promise<void> {
	const form = await openForm(io, {
		url: {
			flag: '--url',
			message: wordsOf(io, WORDS)('address'),
			given: options.url,
			check: normalizeWorkspaceUrl,
		},
		...credentialQuestions(io, options, 'administrator'),
	});
	const file = options.out === undefined ? undefined : createOutFile(options.out);
	try {
		await register(io, options, form, file);
	} finally {
		file?.discard();
	}
	advise(io, options);
}

function register(
	io: Io,
	options: RegisterWorkspaceOptions,
	form: Form<'url' | 'userId' | 'token'>,
	file: OutFile | undefined,
): Promise<void> {
	return withSetup(io, async ({ operations }) => {
		const { url, userId, token } = await form.fill();
		const work = operations.registerWorkspace({
			rocketChatUrl: url,
			rocketChatId: userId,
			rocketChatToken: token,
			email: options.email,
			rotate: options.rotate ?? false,
		});
		const tokens = await whileWaiting(io, wordsOf(io, WAITING_WORDS)('rocketChat'), work);
		// Before anything else can fail: there is no second time, the database has only their hashes.
		print(io, options, { workspace: normalizeWorkspaceUrl(url), ...tokens }, file);
	});
}

function print(
	io: Io,
	{ out, json }: RegisterWorkspaceOptions,
	registered: Registered,
	file: OutFile | undefined,
): void {
	const text = json ? jsonOf(registered) : textOf(registered);
	if (file === undefined) {
		io.out(text);
		return;
	}
	try {
		file.write(`${text}\n`);
	} catch (error) {
		io.out(text);
		throw error;
	}
	const { workspace } = registered;
	if (json) printJson(io, { workspace, out });
	else io.err(wordsOf(io, WORDS)('written', { workspace, file: String(out) }));
}

function jsonOf({ workspace, commandToken, webhookToken }: Registered): string {
	return jsonText({ workspace, commandToken, webhookToken });
}

function textOf({ commandToken, webhookToken }: Registered): string {
	return `commandToken  ${commandToken}\nwebhookToken  ${webhookToken}`;
}

function advise(io: Io, { rotate }: RegisterWorkspaceOptions): void {
	const say = wordsOf(io, WORDS);
	if (rotate) io.err(say('void'));
	for (const key of ['once', 'webhook', 'next'] as const) io.err(say(key));
}
