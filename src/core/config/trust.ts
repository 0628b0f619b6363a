import type { Config } from './fields.js';

/**
 * Which addresses may be private: GREEN-API's as configured (a stand-in may run on loopback) and the workspaces the
 * operator allowed by name. All others must be public (SSRF policy of core/http).
 */
export function createTrust(
	config: Pick<Config, 'greenApiUrl' | 'greenApiMediaUrl' | 'allowedWorkspaces'>,
): (url: URL) => boolean {
	const named = [config.greenApiUrl, config.greenApiMediaUrl, ...config.allowedWorkspaces];
	const origins = new Set(named.map((address) => new URL(address).origin));
	return (url) => origins.has(url.origin);
}
