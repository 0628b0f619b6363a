import { normalizeWorkspaceUrl } from '../../../core/rocket-chat/workspace-url.js';
import type { WorkspaceTokens } from '../../../core/operations/register-workspace.js';
import { openForm } from '../../form.js';
import type { Form } from '../../form.js';
import type { Io } from '../../io.js';
import { createOutFile } from '../../out-file.js';
import type { OutFile } from '../../out-file.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
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

type Registered = WorkspaceTokens & { readonly workspace: string };

/** `greenapi-rc register-workspace`: prints the workspace's two tokens, this once, or writes them to a new file. */
export async function registerWorkspaceCommand(
	io: Io,
	options: RegisterWorkspaceOptions,
): Promise<void> {
	const form = await openForm(io, {
		url: {
			flag: '--url',
			message: 'Address of Rocket.Chat',
			given: options.url,
			check: normalizeWorkspaceUrl,
		},
		...credentialQuestions(options, 'the administrator'),
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
		const tokens = await whileWaiting(io, 'Asking Rocket.Chat', work);
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
	if (json) io.out(JSON.stringify({ version: 1, workspace: registered.workspace, out }));
	else io.err(`The tokens of ${registered.workspace} are in ${String(out)}.`);
}

function jsonOf({ workspace, commandToken, webhookToken }: Registered): string {
	return JSON.stringify({ version: 1, workspace, commandToken, webhookToken });
}

function textOf({ commandToken, webhookToken }: Registered): string {
	return `commandToken  ${commandToken}\nwebhookToken  ${webhookToken}`;
}

function advise(io: Io, { rotate }: RegisterWorkspaceOptions): void {
	if (rotate) io.err('Tokens from an earlier registration are void.');
	io.err(
		'The tokens are shown this once. With the app in Rocket.Chat: enter both in its settings.',
	);
	io.err('Without it: webhookToken is the secret token in Omnichannel, Webhooks.');
	io.err('Next: greenapi-rc register-agent');
}
