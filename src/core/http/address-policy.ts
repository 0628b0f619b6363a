import { lookup as resolveName, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { HttpError } from '../domain/errors.js';

/** Only global unicast (RFC 4291, section 2.4) is handed out to hosts; the rest of IPv6 is special in some way. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True for an address that anybody on the internet may own: not private, loopback, link-local, carrier-grade NAT,
 * documentation, or an IPv6 form that leads to an IPv4 address. IPv4-mapped IPv6 counts as the IPv4 address in it.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const parsed = ipaddr.process(address);
	if (parsed.range() !== 'unicast') return false;
	return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}

/** The refusal of an address; names the host, never the whole URL. */
export function addressRefused(host: string, reason: string): HttpError {
	return new HttpError(`the address of ${host} is not allowed: ${reason}`, {
		code: 'HTTP_ADDRESS_REFUSED',
		help: 'Use a public http(s) address; a private one works only when the operator lists it in ALLOWED_WORKSPACES or GREEN_API_URL.',
	});
}

/** Parses an address that is to be called; throws HTTP_ADDRESS_REFUSED for anything but http and https. */
export function parseAddress(address: string, base?: string): URL {
	const url = readUrl(address, base);
	if (url === undefined) throw addressRefused('this call', 'it is no valid URL');
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw addressRefused(url.hostname, `${url.protocol} is not http or https`);
	}
	return url;
}

/** The TypeError of `new URL` holds the address, so it goes no further. */
function readUrl(address: string, base?: string): URL | undefined {
	try {
		return new URL(address, base);
	} catch {
		return undefined;
	}
}

/**
 * Refuses a host that is written as an address and is not public. Names pass: `publicLookup` checks what they
 * resolve to. Needed because sockets are opened to literal addresses without a lookup.
 */
export function refusePrivateLiteral(url: URL): void {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (ipaddr.isValid(host) && !isPublicAddress(host)) {
		throw addressRefused(host, 'it is not a public address');
	}
}

/**
 * A `lookup` for sockets that fails with HTTP_ADDRESS_REFUSED when a name has any address that is not public. The
 * connection is made to the very addresses that were checked, so a name can't change between check and use.
 */
export const publicLookup: LookupFunction = (hostname, options: LookupOptions, callback) => {
	resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
		if (error) {
			callback(error, '');
			return;
		}
		const [first] = addresses;
		if (first === undefined || !addresses.every((one) => isPublicAddress(one.address))) {
			callback(addressRefused(hostname, 'it leads to an address that is not public'), '');
		} else if (options.all === true) callback(null, addresses);
		else callback(null, first.address, first.family);
	});
};
