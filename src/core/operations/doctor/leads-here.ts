import { createProbe } from '../../config/probe-answer.js';
import { probe } from '../../http/probe.js';
import { usableKey } from './patient.js';
import type { Patient } from './patient.js';

/** What was asked already: a daemon answers only so many probes a minute. */
const asked = new WeakMap<Patient, Map<string, Promise<boolean>>>();

/** Whether a daemon with this database's key answers at a public address (without a path). Never rejects. */
export function leadsHere(patient: Patient, address: string): Promise<boolean> {
	const known = asked.get(patient) ?? new Map<string, Promise<boolean>>();
	asked.set(patient, known);
	const answer = known.get(address) ?? ask(patient, address);
	known.set(address, answer);
	return answer;
}

async function ask(patient: Patient, address: string): Promise<boolean> {
	const key = usableKey(patient);
	if (key === undefined) return false;
	const { url, isProven } = createProbe(address);
	const answer = await probe(url, patient.deps.timeoutMs);
	return answer.kind === 'answer' && isProven(key.bytes, answer.text);
}
