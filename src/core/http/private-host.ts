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

/**
 * Whether `greenApiUrl` can't reach an address because it is private. A stand-in for GREEN-API on a private host comes
 * everywhere.
 */
export function isOutOfReach(address: string, greenApiUrl: string): boolean {
	return isPrivateHost(new URL(address).hostname) && !isPrivateHost(new URL(greenApiUrl).hostname);
}
