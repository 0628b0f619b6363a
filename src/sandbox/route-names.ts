/**
 * Finds the template of a path among `templates` such as `/api/v1/livechat/message/:_id`, so that requests can be
 * counted by route; `(unknown)` when none fits. The first template that fits wins.
 */
export function createRouteNames(templates: readonly string[]): (path: string) => string {
	const exact = new Set(templates.filter((template) => !template.includes(':')));
	const patterns = templates
		.filter((template) => template.includes(':'))
		.map((template) => ({ template, parts: template.split('/') }));

	return (path) => {
		if (exact.has(path)) return path;
		const parts = path.split('/');
		const found = patterns.find((pattern) => fits(pattern.parts, parts));
		return found?.template ?? '(unknown)';
	};
}

function fits(template: readonly string[], parts: readonly string[]): boolean {
	if (template.length !== parts.length) return false;
	return template.every((part, index) => part.startsWith(':') || part === parts[index]);
}
