/**
 * A moment as Rocket.Chat writes it (`<t:1700000000:R>`, seconds or ISO 8601), written out: the day for the formats `d` and
 * `D`, else day and time. UTC, because nobody knows where the reader is. Undefined for what is no moment.
 */
export function shownTime(time: string, format: string | undefined): string | undefined {
	const date = new Date(/^\d{1,13}$/.test(time) ? Number(time) * 1000 : time);
	if (Number.isNaN(date.getTime())) return undefined;
	const [day = '', clock = ''] = date.toISOString().split('T');
	return format === 'd' || format === 'D' ? day : `${day} ${clock.slice(0, 5)} UTC`;
}
