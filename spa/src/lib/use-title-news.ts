import { useCallback, useEffect, useRef } from 'react';

/** Shows news in the title of a tab that nobody looks at, until somebody does. */
export function useTitleNews(isLookedAt: boolean): (news: string) => void {
  const shown = useRef<{ readonly news: string; readonly before: string }>(undefined);
  useEffect(() => {
    // A page that has named itself anew meanwhile keeps its name.
    if (isLookedAt && shown.current?.news === document.title) document.title = shown.current.before;
    if (isLookedAt) shown.current = undefined;
  }, [isLookedAt]);
  return useCallback((news) => {
    const before = shown.current?.news === document.title ? shown.current.before : document.title;
    shown.current = { news, before };
    document.title = news;
  }, []);
}
