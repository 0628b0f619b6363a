/** When somebody is there: spans of minutes of the day, by weekday (0 = Sunday), in an IANA time zone. */
export type WorkingHours = {
	readonly timeZone: string;
	readonly spans: readonly Span[];
};

/** Minutes since midnight; `until` is not part of it. */
type Span = { readonly weekday: number; readonly from: number; readonly until: number };

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MINUTES = 24 * 60;
const PART = /^(daily|[a-z]{3}(?:-[a-z]{3})?)\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/;

/**
 * Reads `mon-fri 09:00-18:00, sat 10:00-14:00`; a span may go past midnight (`fri 22:00-02:00`), a day may have several.
 * Undefined when it is not in that form.
 */
export function parseSpans(text: string): readonly Span[] | undefined {
	const parts = text
		.toLowerCase()
		.split(/[,;]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
	const spans = parts.map(parsePart);
	if (spans.length === 0 || spans.includes(undefined)) return undefined;
	return spans.flatMap((part) => part ?? []);
}

function parsePart(part: string): readonly Span[] | undefined {
	const [, days = '', ...times] = PART.exec(part) ?? [];
	const [fromHour = 0, fromMinute = 0, untilHour = 0, untilMinute = 0] = times.map(Number);
	const from = fromHour * 60 + fromMinute;
	const until = untilHour * 60 + untilMinute;
	const weekdays = weekdaysOf(days);
	const isRight = fromMinute < 60 && untilMinute < 60 && from < DAY_MINUTES && until <= DAY_MINUTES;
	if (weekdays === undefined || !isRight || from === until) return undefined;
	return weekdays.flatMap((weekday) => spansOf(weekday, from, until));
}

function spansOf(weekday: number, from: number, until: number): readonly Span[] {
	if (from < until) return [{ weekday, from, until }];
	const next = (weekday + 1) % DAYS.length;
	return [
		{ weekday, from, until: DAY_MINUTES },
		{ weekday: next, from: 0, until },
	];
}

/** `fri-mon` goes over the weekend. */
function weekdaysOf(text: string): readonly number[] | undefined {
	if (text === 'daily') return DAYS.map((_, index) => index);
	const [first = '', last = first] = text.split('-');
	const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
	if (from < 0 || to < 0) return undefined;
	const count = ((to - from + DAYS.length) % DAYS.length) + 1;
	return Array.from({ length: count }, (_, index) => (from + index) % DAYS.length);
}

/** Whether a name is a time zone of the IANA database. */
export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

/** Whether somebody is there at that moment (epoch milliseconds); without hours always. */
export function isOpenAt(hours: WorkingHours | undefined, at: number): boolean {
	if (hours === undefined) return true;
	const { weekday, minute } = localTime(at, hours.timeZone);
	return hours.spans.some(
		(span) => span.weekday === weekday && minute >= span.from && minute < span.until,
	);
}

/** The clock on the wall there, summer time included. */
function localTime(at: number, timeZone: string): { weekday: number; minute: number } {
	const format = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		...{ weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
	});
	const parts = format.formatToParts(at);
	const valueOf = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
	const weekday = DAYS.indexOf(valueOf('weekday').slice(0, 3).toLowerCase());
	return { weekday, minute: Number(valueOf('hour')) * 60 + Number(valueOf('minute')) };
}
