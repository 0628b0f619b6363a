/** What is filled into a text; a list is joined with commas. */
export type PhraseValue = string | number | Phrase | readonly Phrase[];

/** Something that is said in the language of whoever reads it: a key of the tables of texts, and what is filled in. */
export type Phrase = {
	readonly key: string;
	readonly values?: Readonly<Record<string, PhraseValue>> | undefined;
};
