/** Where a daemon with these settings listens, as its own machine reaches it; no slash at the end. */
export function localUrl(host: string | undefined, port: number): string {
	const isAnywhere = host === undefined || host === '0.0.0.0' || host === '::';
	const name = isAnywhere ? '127.0.0.1' : host;
	return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
