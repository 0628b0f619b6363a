/** How something got into Rocket.Chat: by the app, by REST, or by REST because the app could not do it at that moment. */
export type Way = 'app' | 'rest' | 'fallback';

export type WayCounts = Readonly<Record<Way, number>>;

/** Counts since the process started, by workspace; and which apps do not answer now. */
export type Ways = {
	add(workspaceId: number, way: Way): void;
	/** Of one workspace, or of all. */
	counts(workspaceId?: number): WayCounts;
	setGone(workspaceId: number, isGone: boolean): void;
	/** The app of the workspace did not answer when it was asked last. */
	isGone(workspaceId: number): boolean;
};

export function createWays(): Ways {
	const counts = new Map<number, Record<Way, number>>();
	const gone = new Set<number>();
	return {
		add(workspaceId, way) {
			const own = counts.get(workspaceId) ?? { app: 0, rest: 0, fallback: 0 };
			own[way] += 1;
			counts.set(workspaceId, own);
		},
		counts(workspaceId) {
			const all = workspaceId === undefined ? [...counts.values()] : [counts.get(workspaceId)];
			const sum = (way: Way): number => all.reduce((total, own) => total + (own?.[way] ?? 0), 0);
			return { app: sum('app'), rest: sum('rest'), fallback: sum('fallback') };
		},
		setGone(workspaceId, isGone) {
			if (isGone) gone.add(workspaceId);
			else gone.delete(workspaceId);
		},
		isGone: (workspaceId) => gone.has(workspaceId),
	};
}
