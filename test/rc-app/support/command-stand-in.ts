import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { asObject, asText } from '../../../src/sandbox/read.js';

type Fields = Readonly<Record<string, unknown>>;
type Answered = { readonly status: number; readonly body: Fields };

/** What the app told the daemon, and what it gets for it. */
export type CommandStandIn = {
	/** Ends as the setting app_url does. */
	readonly appUrl: string;
	/** Commands in the order in which they came. */
	readonly commands: readonly Fields[];
	/** From now on, this is the answer to that command; '' is what agents do, and the app's announcement. */
	answer(command: string, body: Fields, status?: number): void;
};

const HERE = { status: 200, body: { status: 'ok', name: 'greenapi-rc', version: '9.9.9' } };

/** A server on loopback that speaks the commands of docs/protocol.md; every command without an answer of its own is refused. */
export async function startCommandStandIn(t: ExecutionContext): Promise<CommandStandIn> {
	const commands: Fields[] = [];
	const answers = new Map<string, Answered>();

	function obey(name: string, fields: Fields): Answered {
		commands.push({ ...fields, path: name });
		return answers.get(name) ?? refusal(name, asText(fields['language']));
	}

	const server = createServer((request, response) => {
		let text = '';
		request.setEncoding('utf8');
		request.on('data', (part: string) => (text += part));
		request.on('end', () => {
			const name = (request.url ?? '').split('/rocket/')[1];
			const { status, body } =
				request.method === 'GET'
					? HERE
					: name === undefined
						? (answers.get('') ?? HERE)
						: obey(name, asObject(JSON.parse(text)));
			response.writeHead(status, { 'Content-Type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return {
		appUrl: `http://127.0.0.1:${port}/api/webhook/rocket`,
		commands,
		answer: (command, body, status = 200) => answers.set(command, { status, body }),
	};
}

function refusal(name: string, language: string): Answered {
	const message = language === 'ru' ? `Вам нельзя: ${name}.` : `You may not: ${name}.`;
	return { status: 403, body: { error: 'not-allowed', message } };
}
