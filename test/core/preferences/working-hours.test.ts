import test from 'ava';
import { isOpenAt, isTimeZone, parseSpans } from '../../../src/core/preferences/working-hours.js';

/** Whether somebody is there at a moment, which is written in UTC. */
function isOpen(text: string, timeZone: string, moment: string): boolean {
	const spans = parseSpans(text);
	if (spans === undefined) throw new RangeError(`${text} can't be read`);
	return isOpenAt({ timeZone, spans }, Date.parse(moment));
}

/** Every moment is of the same week: Monday 2026-11-23 to Sunday 2026-11-29. */
const DAYS = { mon: 23, tue: 24, wed: 25, thu: 26, fri: 27, sat: 28, sun: 29 };
const at = (day: keyof typeof DAYS, time: string) => `2026-11-${DAYS[day]}T${time}:00.000Z`;

test('a span begins with its first minute and ends before its last', (t) => {
	const hours = 'mon-fri 09:00-18:00, sat 10:00-14:00';
	const moments: readonly (readonly [keyof typeof DAYS, string, boolean])[] = [
		['mon', '08:59', false],
		['mon', '09:00', true],
		['fri', '17:59', true],
		['fri', '18:00', false],
		['sat', '09:59', false],
		['sat', '13:59', true],
		['sun', '12:00', false],
	];
	for (const [day, time, expected] of moments)
		t.is(isOpen(hours, 'UTC', at(day, time)), expected, `on ${day} ${time}`);
});

test('a span may go past midnight, also past the end of the week', (t) => {
	t.true(isOpen('fri 22:00-02:00', 'UTC', at('fri', '23:59')));
	t.true(isOpen('fri 22:00-02:00', 'UTC', at('sat', '01:59')));
	t.false(isOpen('fri 22:00-02:00', 'UTC', at('sat', '02:00')));
	t.false(isOpen('fri 22:00-02:00', 'UTC', at('fri', '01:00')));
	t.true(isOpen('sat 20:00-06:00', 'UTC', at('sun', '05:59')));
	t.true(isOpen('sun 20:00-06:00', 'UTC', at('mon', '05:59')));
	t.true(isOpen('sat 18:00-00:00', 'UTC', at('sat', '23:59')));
	t.false(isOpen('sat 18:00-00:00', 'UTC', at('sun', '00:00')));
});

test('days may go over the weekend, be all of them, and have several spans', (t) => {
	const weekend = 'fri-mon 08:00-12:00';
	const open = (['mon', 'tue', 'thu', 'fri', 'sat', 'sun'] as const).filter((day) =>
		isOpen(weekend, 'UTC', at(day, '09:00')),
	);
	t.deepEqual(open, ['mon', 'fri', 'sat', 'sun']);
	t.true(isOpen('daily 00:00-24:00', 'UTC', at('wed', '23:59')));
	const split = 'mon 09:00-12:00; mon 13:00-17:00';
	t.deepEqual(
		['11:59', '12:30', '13:00'].map((time) => isOpen(split, 'UTC', at('mon', time))),
		[true, false, true],
	);
	t.true(isOpen('MON 9:00 - 12:00', 'UTC', at('mon', '09:00')));
});

test('the clock is that on the wall in the time zone', (t) => {
	const hours = 'mon 09:00-18:00';
	t.true(isOpen(hours, 'Asia/Tokyo', at('mon', '00:00')));
	t.false(isOpen(hours, 'Asia/Tokyo', at('mon', '09:00')));
	// In Auckland it is Monday already, in Los Angeles still.
	t.true(isOpen(hours, 'Pacific/Auckland', '2026-11-22T20:00:00.000Z'));
	t.true(isOpen(hours, 'America/Los_Angeles', '2026-11-24T01:59:00.000Z'));
	t.true(isOpen(hours, 'Asia/Kathmandu', at('mon', '03:15')));
	t.false(isOpen(hours, 'Asia/Kathmandu', at('mon', '03:14')));
});

test('summer time moves the opening hour with the clock', (t) => {
	const hours = 'daily 09:00-18:00';
	const opens = (day: string, time: string) =>
		isOpen(hours, 'Europe/Berlin', `${day}T${time}:00.000Z`);
	t.deepEqual([opens('2026-10-24', '06:59'), opens('2026-10-24', '07:00')], [false, true]);
	// The clocks go back on 25 October.
	t.deepEqual([opens('2026-10-25', '07:59'), opens('2026-10-25', '08:00')], [false, true]);
	// The hour from two to three comes twice then, and not at all in March.
	const night = 'sun 02:00-03:00';
	const nightAt = (moment: string) => isOpen(night, 'Europe/Berlin', moment);
	t.true(nightAt('2026-10-25T00:30:00.000Z'));
	t.true(nightAt('2026-10-25T01:30:00.000Z'));
	t.false(nightAt('2026-03-29T00:59:00.000Z'));
	t.false(nightAt('2026-03-29T01:00:00.000Z'));
});

test('without hours somebody is always there', (t) => {
	t.true(isOpenAt(undefined, 0));
});

test('what is not in the form is no span', (t) => {
	const wrong = [
		...['', ' , ', 'mon', '09:00-18:00', 'mon 9-18', 'mon 09:00', 'mon 09:00-09:00'],
		...['mon 24:00-25:00', 'mon 09:60-10:00', 'mon 09:00-24:01', 'xyz 09:00-10:00'],
		...['mon-xyz 09:00-10:00', 'mon-fri 09:00-18:00, sat', 'mon,tue 09:00-10:00'],
	];
	for (const text of wrong) t.is(parseSpans(text), undefined, `read: ${text}`);
});

test('time zones are those of the IANA database', (t) => {
	for (const name of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])
		t.true(isTimeZone(name), `known: ${name}`);
	for (const name of ['', 'Mars/Base', 'Berlin']) t.false(isTimeZone(name), `unknown: ${name}`);
});
