/** When somebody is there: spans of minutes of the day, by weekday (0 = Sunday), in an IANA time zone. */
export type WorkingHours = {
	readonly timeZone: string;
	readonly spans: readonly {
		readonly weekday: number;
		/** Minutes since midnight; `until` is not part of the span. */
		readonly from: number;
		readonly until: number;
	}[];
};
