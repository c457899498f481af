import { isFoundIn } from '@cloudapp/contracts/fold-text';

/** Whether a query looks for nothing, or for what stands in the texts. */
export function isSearched(query: URLSearchParams, texts: readonly string[]): boolean {
  const search = query.get('search');
  return search === null || isFoundIn(search, texts);
}
