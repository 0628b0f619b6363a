/** Stands in for parseArgs of Deno's library, which is not on npm: `--name value`, `--name=value` and `--flag`. */
export function parseArgs(args) {
	const parsed = { _: [] };
	const rest = [...args];
	while (rest.length > 0) {
		const arg = rest.shift();
		if (!arg.startsWith('--')) {
			parsed._.push(arg);
			continue;
		}
		const [name, ...value] = arg.slice(2).split('=');
		const follows = rest.length > 0 && !rest[0].startsWith('--');
		parsed[name] = value.length > 0 ? value.join('=') : follows ? rest.shift() : true;
	}
	return parsed;
}
