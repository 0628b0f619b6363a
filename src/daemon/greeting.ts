import type { Config } from '../core/config/fields.js';
import { greetingWords } from './greeting-words.js';
import type { SayGreeting } from './greeting-words.js';

export type Started = {
	readonly config: Config;
	readonly url: string;
	readonly opsUrl: string;
	readonly workspaceCount: number;
	readonly pid: number;
};

/** What the daemon says once it runs: where it listens, what it still needs, how to stop it. One line each. */
export function greeting(started: Started, say: SayGreeting = greetingWords('en')): string[] {
	const { config, url, opsUrl, pid } = started;
	return [
		say(config.host === undefined ? 'all' : 'listening', { url }),
		...(opsUrl === url ? [] : [say('ops', { url: opsUrl })]),
		...needs(started, say),
		say('stop', { pid }),
	];
}

function needs({ config, url, workspaceCount }: Started, say: SayGreeting): string[] {
	return [
		...(config.appUrl === undefined ? appUrlLines(say) : []),
		...(workspaceCount === 0 ? workspaceLines(say, url, config.appUrl ?? url) : []),
	];
}

function appUrlLines(say: SayGreeting): string[] {
	return ['', say('appUrl'), '  APP_URL=https://bridge.example.org', ''];
}

/** The app asks for the token in a form, which Rocket.Chat does not log; curl reads it from a file, since a process list is open to everyone. */
function workspaceLines(say: SayGreeting, url: string, publicUrl: string): string[] {
	return [
		'',
		say('workspace'),
		'  /greenapi.register-workspace',
		say('form'),
		`  ${publicUrl}/api/webhook/rocket`,
		say('file'),
		'  {"type": "register-workspace", "rocketChatUrl": "https://chat.example.org", "email": "<address of the admin>",',
		'   "roles": ["admin"], "rocketChatId": "<user id>", "rocketChatToken": "<personal access token>"}',
		say('run'),
		`  curl --data @workspace.json ${url}/api/webhook/rocket/register-workspace`,
		'',
	];
}
