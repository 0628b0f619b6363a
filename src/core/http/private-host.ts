import ipaddr from 'ipaddr.js';

/** Names that the internet's DNS does not know (RFC 6761, 6762, 8375, and usage). */
const INSIDE = /(?:^|\.)(?:localhost|local|internal|lan)$/u;

/**
 * Whether nobody on the internet can call that host of a URL, by its form alone: what a name resolves to here says nothing of
 * what it does outside.
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.replace(/^\[|\]$/gu, '');
	if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== 'unicast';
	return !host.includes('.') || INSIDE.test(host);
}
