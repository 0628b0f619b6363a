/** What `--only` can name, in the order in which it is reported. */
export const AREAS = [
	...(['machine', 'config', 'database', 'daemon', 'workspaces', 'instances', 'ledger'] as const),
] as const;
export type Area = (typeof AREAS)[number];

/** A text in both languages; `{name}` is filled in. */
export type Text = readonly [en: string, ru: string];

/** Something that a check may find to be wrong. */
export type FaultWords = {
	readonly found: Text;
	/** The one thing to do. */
	readonly advice: Text;
	/** It works all the same, for now. */
	readonly isWarning?: true;
};

/** What a check says. docs/doctor.md is made of these tables. */
export type CheckWords = {
	/** What it looks at. */
	readonly looks: Text;
	/** What it found when all is well. */
	readonly ok: Text;
	readonly faults: Readonly<Record<string, FaultWords>>;
};

export type CheckTable = Readonly<Record<string, CheckWords>>;

export type Status = 'ok' | 'warning' | 'failed' | 'skipped';

/** A safe repair: something that another command does, too. */
export type Repair = {
	/** Stable, e.g. `migrate`. */
	readonly name: string;
	readonly what: Text;
	/** Rejects with BridgeError. */
	run(): Promise<void>;
};

/** What one check found of one subject. No token and nothing of a customer is in it. */
export type Finding = {
	/** Of the check, stable: a section of docs/doctor.md. */
	readonly id: string;
	readonly area: Area;
	/** A path, an address or an id; '' where there is only one. */
	readonly subject: string;
	readonly status: Status;
	/** Which of the check's faults; '' when it is none. */
	readonly fault: string;
	readonly looked: Text;
	readonly found: Text;
	/** Undefined when nothing is to be done. */
	readonly advice: Text | undefined;
	readonly repair: Repair | undefined;
};

export type Values = Readonly<Record<string, string | number | Text>>;
