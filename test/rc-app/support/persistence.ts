type Label = { getID(): string };

/** What the app keeps, in memory; removes one record at a time, as Rocket.Chat does. */
export function createPersistence() {
	const records: { labels: string[]; data: object }[] = [];
	return {
		/** How many records there are. */
		count: () => records.length,
		reader: {
			readByAssociation: (label: Label) =>
				Promise.resolve(
					records.filter(({ labels }) => labels.includes(label.getID())).map(({ data }) => data),
				),
		},
		writer: {
			createWithAssociations(data: object, labels: readonly Label[]) {
				records.push({ data, labels: labels.map((label) => label.getID()) });
				return Promise.resolve(String(records.length));
			},
			removeByAssociation(label: Label) {
				const at = records.findIndex(({ labels }) => labels.includes(label.getID()));
				if (at >= 0) records.splice(at, 1);
				return Promise.resolve([]);
			},
		},
	};
}
