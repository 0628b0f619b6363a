/** What a business card says of a person. */
export type Card = {
	readonly name: string;
	/** Organisation, then what the person does there. */
	readonly work: readonly string[];
	/** With its label where it has one, e.g. `+49 151 2345678 (mobile)`. */
	readonly phones: readonly string[];
	readonly emails: readonly string[];
	readonly addresses: readonly string[];
	/** Web addresses. */
	readonly links: readonly string[];
};

type Property = {
	readonly name: string;
	readonly label: string;
	readonly value: string;
	/** The WhatsApp account of a telephone, in digits; '' when the line does not tell it. */
	readonly account: string;
};

/** More lines than any card has: whoever sends more is read only so far. */
const MOST_LINES = 500;

/** Labels that say nothing to a reader. */
const SILENT = /^(pref|voice|internet|type|cell|waid|item\d+|x-.*)$/i;

/** Reads a vCard (RFC 2426, 6350; WhatsApp's `item1.TEL;waid=…:…`); what is no card gives an empty one. Never throws. */
export function readCard(vcard: string): Card {
	const properties = unfolded(vcard).flatMap(readProperty);
	const valuesOf = (name: string): string[] =>
		properties
			.filter((one) => one.name === name && one.value !== '')
			.map(({ value, label }) => labelled(value, label));
	const first = (name: string): string =>
		properties.find((one) => one.name === name)?.value.trim() ?? '';
	const name = first('FN').replaceAll('\uE000', ';') || structured(first('N'), ' ');
	return {
		name,
		work: unique([structured(first('ORG'), ', '), ...valuesOf('TITLE')]),
		phones: unique(properties.filter((one) => one.name === 'TEL').map(phoneOf)),
		emails: unique(valuesOf('EMAIL')),
		addresses: unique(valuesOf('ADR').map((address) => structured(address, ', '))),
		links: unique(valuesOf('URL')),
	};
}

/** A line that begins with white space goes on with the one before; so does one after `=` in quoted-printable. */
function unfolded(vcard: string): readonly string[] {
	const lines: string[] = [];
	for (const line of vcard.split(/\r\n|\r|\n/).slice(0, MOST_LINES)) {
		const last = lines.length - 1;
		const before = lines[last] ?? '';
		if (last >= 0 && /^[ \t]/.test(line)) lines[last] = before + line.slice(1);
		else if (/QUOTED-PRINTABLE/i.test(before) && before.endsWith('='))
			lines[last] = before.slice(0, -1) + line;
		else lines.push(line);
	}
	return lines;
}

function readProperty(line: string): readonly Property[] {
	const colon = line.indexOf(':');
	// Some cards have a telephone without a number, of which only the account is told.
	const end = colon < 0 ? line.length : colon;
	const [head = '', ...parameters] = line.slice(0, end).split(';');
	const name = head.slice(head.lastIndexOf('.') + 1).toUpperCase();
	const written = line.slice(end + 1);
	const isQuotedPrintable = parameters.some((one) => /QUOTED-PRINTABLE/i.test(one));
	const value = unescaped(isQuotedPrintable ? fromQuotedPrintable(written) : written).trim();
	const account = accountOf(parameters);
	const isEmpty = value === '' && account === '';
	return isEmpty ? [] : [{ name, label: labelOf(parameters), value, account }];
}

function accountOf(parameters: readonly string[]): string {
	const accounts = parameters.map((one) => /^waid=(\d{5,15})$/i.exec(one)?.[1] ?? '');
	return accounts.find((account) => account !== '') ?? '';
}

/** The number as it is written; where that is none (missing, another field's text), the one of its WhatsApp account. */
function phoneOf({ value, label, account }: Property): string {
	const digits = value.match(/\p{Nd}/gu)?.length ?? 0;
	const isNumber = digits >= 3 || (value !== '' && account === '');
	return labelled(isNumber ? value.replace(/^tel:/i, '') : `+${account}`, label);
}

function labelOf(parameters: readonly string[]): string {
	return parameters
		.filter((one) => !/^(waid|charset|encoding|value)=/i.test(one))
		.flatMap((one) => one.replace(/^type=/i, '').split(','))
		.map((word) => word.replace(/"/g, '').trim().toLowerCase())
		.filter((word) => word !== '' && !SILENT.test(word))
		.join(', ');
}

function unescaped(value: string): string {
	return value.replace(/\\([nN,;:\\])/g, (_, sign: string) =>
		sign.toLowerCase() === 'n' ? ' ' : sign === ';' ? '\uE000' : sign,
	);
}

function fromQuotedPrintable(value: string): string {
	const bytes = value.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
		String.fromCharCode(Number.parseInt(hex, 16)),
	);
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Fields with parts: `Family;Given;;;`. An escaped semicolon is none. */
function structured(value: string, separator: string): string {
	return value
		.split(';')
		.map((part) => part.replaceAll('\uE000', ';').trim())
		.filter((part) => part !== '')
		.join(separator);
}

function labelled(value: string, label: string): string {
	const text = value.replaceAll('\uE000', ';');
	return label === '' ? text : `${text} (${label})`;
}

function unique(values: readonly string[]): readonly string[] {
	return [...new Set(values)].filter((value) => value !== '');
}
