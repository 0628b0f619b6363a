/** The version of a Rocket.Chat server. */
export type ServerVersion = {
	/** As the server says it, e.g. `8.8.1`, or only `8.8` to those who may not know more; '' when it said nothing usable. */
	readonly text: string;
	/** False also when the version is not known. */
	isAtLeast(major: number, minor: number): boolean;
};

/** Reads what `GET /api/info` tells. Never throws. */
export function readVersion(told: string): ServerVersion {
	const [text = '', major = '', minor = ''] = /^(\d{1,4})\.(\d{1,4})[\w.-]{0,20}/.exec(told) ?? [];
	return {
		text,
		isAtLeast: (wantedMajor, wantedMinor) =>
			text !== '' &&
			(Number(major) > wantedMajor ||
				(Number(major) === wantedMajor && Number(minor) >= wantedMinor)),
	};
}
