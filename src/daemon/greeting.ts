import type { Config } from '../core/config/fields.js';

export type Started = {
	readonly config: Config;
	readonly url: string;
	readonly opsUrl: string;
	readonly workspaceCount: number;
	readonly pid: number;
};

/** What the daemon says once it runs: where it listens, what it still needs, how to stop it. One line each. */
export function greeting(started: Started): string[] {
	const { config, url, opsUrl, pid } = started;
	const interfaces = config.host === undefined ? ' (all interfaces)' : '';
	return [
		`Listening on ${url}${interfaces}`,
		...(opsUrl === url ? [] : [`Health and metrics on ${opsUrl}`]),
		...needs(started),
		`Stop with Ctrl+C or: kill ${pid}`,
	];
}

function needs({ config, url, workspaceCount }: Started): string[] {
	return [
		...(config.appUrl === undefined ? appUrlLines() : []),
		...(workspaceCount === 0 ? workspaceLines(url, config.appUrl ?? url) : []),
	];
}

function appUrlLines(): string[] {
	return [
		'',
		'APP_URL is not set: without it no instance can be created. Set the address that GREEN-API can reach, for example:',
		'  APP_URL=https://bridge.example.org',
		'',
	];
}

/** The app asks for the token in a form, which Rocket.Chat does not log; curl reads it from a file, since a process list is open to everyone. */
function workspaceLines(url: string, publicUrl: string): string[] {
	return [
		'',
		'No Rocket.Chat workspace is registered yet. In Rocket.Chat, with the app installed (docs/app.md), an admin types',
		'  /greenapi.register-workspace',
		'and gives in the form that opens the address',
		`  ${publicUrl}/api/webhook/rocket`,
		'Without the app: write this into workspace.json',
		'  {"type": "register-workspace", "rocketChatUrl": "https://chat.example.org", "email": "<address of the admin>",',
		'   "roles": ["admin"], "rocketChatId": "<user id>", "rocketChatToken": "<personal access token>"}',
		'and run:',
		`  curl --data @workspace.json ${url}/api/webhook/rocket/register-workspace`,
		'',
	];
}
