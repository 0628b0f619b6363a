import { BridgeError, ConfigError } from '../../../core/domain/errors.js';
import type { Situation } from '../../../core/operations/situation.js';
import type { Io } from '../../io.js';
import { withKey } from '../../with-key.js';
import { OPERATOR, withLedger } from '../../with-ledger.js';

/** What a look at the surroundings found. */
export type Standing = {
	/** undefined: the database could not be read. */
	readonly situation: Situation | undefined;
	/** What is wrong with settings, database or key. */
	readonly trouble: BridgeError | undefined;
};

/** What may help, the best first. */
export type Remedy = 'setup' | 'register-workspace' | 'migrate' | 'doctor' | 'config';

/** Looks at settings, database and key. Rejects only with what is no BridgeError. */
export async function readStanding(io: Io): Promise<Standing> {
	try {
		const situation = await withLedger(io, (operations) => operations.situation(OPERATOR));
		return { situation, trouble: await troubleWithKey(io) };
	} catch (error) {
		if (error instanceof BridgeError) return { situation: undefined, trouble: error };
		throw error;
	}
}

/** Whether the stored tokens can be read. (withSetup would tell, too, but loads what calls the clouds.) */
async function troubleWithKey(io: Io): Promise<BridgeError | undefined> {
	try {
		await withKey(io, ({ database }) => database.stores.workspaces.list());
		return undefined;
	} catch (error) {
		if (error instanceof BridgeError) return error;
		throw error;
	}
}

const BY_CODE: Readonly<Record<string, readonly Remedy[]>> = {
	STORAGE_MISSING: ['setup', 'migrate', 'config'],
	STORAGE_OLDER: ['migrate', 'config'],
	STORAGE_NEWER: ['config', 'doctor'],
};

/** What to offer first. */
export function remediesFor({ situation, trouble }: Standing): readonly Remedy[] {
	if (trouble instanceof ConfigError) return ['doctor', 'config'];
	if (trouble !== undefined) return BY_CODE[trouble.code] ?? ['doctor', 'config'];
	if (situation?.workspaces.length === 0) return ['setup', 'register-workspace'];
	return [];
}
