/** A search through older prompts, as Ctrl+R starts it: what is looked for and the prompt found, if any. */
export type HistorySearch = {
	readonly query: string;
	/** The place of the found prompt in the history, or null while nothing is found. */
	readonly match: number | null;
};

/** A search that has just begun. */
export const emptyHistorySearch: HistorySearch = {query: '', match: null};

/** Like a pager's search: capitals matter only once the query has one. */
function createMatcher(query: string): (prompt: string) => boolean {
	if (query !== query.toLowerCase()) return prompt => prompt.includes(query);
	return prompt => prompt.toLowerCase().includes(query);
}

function findMatch(
	prompts: readonly string[],
	query: string,
	from: number,
	step: 1 | -1,
	except?: string,
): number | null {
	if (query === '') return null;
	const isMatch = createMatcher(query);
	for (let index = from; index >= 0 && index < prompts.length; index += step) {
		const prompt = prompts[index] as string;
		if (prompt !== except && isMatch(prompt)) return index;
	}
	return null;
}

/** The search for another query, from the newest prompt on. */
export function searchFor(prompts: readonly string[], query: string): HistorySearch {
	return {query, match: findMatch(prompts, query, prompts.length - 1, -1)};
}

/** The next match older (or newer) than the present one; the same search when there is none. */
export function searchOn(
	prompts: readonly string[],
	search: HistorySearch,
	direction: 'older' | 'newer',
): HistorySearch {
	if (search.match === null) return search;
	const step = direction === 'older' ? -1 : 1;
	const match = findMatch(prompts, search.query, search.match + step, step, prompts[search.match]);
	return match === null ? search : {...search, match};
}
