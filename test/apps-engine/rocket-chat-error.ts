import { Refusal } from '../../src/sandbox/answers.js';
import { asObject, asText } from '../../src/sandbox/read.js';

/** An error as Rocket.Chat throws it (Meteor.Error): the code in `error`, the text in `reason`, both in `message`. */
export class RocketChatError extends Error {
	override name = 'Error';
	readonly errorType = 'Meteor.Error';
	readonly error: string;
	readonly reason: string | undefined;

	constructor(error: string, reason?: string) {
		super(reason === undefined ? `[${error}]` : `${reason} [${error}]`);
		this.error = error;
		this.reason = reason;
	}
}

/** Runs what the REST API does, too; its refusals become what Rocket.Chat throws inside. */
export function asRocketChat<T>(act: () => T): T {
	try {
		return act();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { errorType, error: text } = asObject(error.body);
		const code = asText(errorType);
		if (code === '') throw new Error(asText(text), { cause: error });
		throw new RocketChatError(code, asText(text).replace(` [${code}]`, ''));
	}
}
