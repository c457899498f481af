/** The next page of a list that is read page by page. */
export interface NextPage {
  readonly isLoading: boolean;
  readonly load: () => void;
}

interface PagedQuery {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** Nothing at the end of the list. */
export function nextPageOf({ hasNextPage, isFetchingNextPage, fetchNextPage }: PagedQuery): NextPage | undefined {
  return hasNextPage ? { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined;
}
