import { startTransition, useOptimistic } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';

/** Changes what it is given, in place. */
type Edit = (query: URLSearchParams) => void;

/**
 * What the address says after the question mark, so that a link, a reload and the way back keep it; and how to change it without a step
 * to go back. A change shows at once, though the page that goes with it may take a while, and builds on the one before it, however soon
 * after that it comes: the router alone would show a switch as it was, and lose the first of two changes.
 */
export function useAddressQuery(): readonly [URLSearchParams, (edit: Edit) => void] {
  const [arrived] = useSearchParams();
  const [shown, show] = useOptimistic(arrived);
  const navigate = useNavigate();
  return [
    shown,
    (edit) => {
      const query = new URLSearchParams(window.location.search);
      edit(query);
      startTransition(() => {
        show(query);
        void navigate(`?${query.toString()}`, { replace: true });
      });
    },
  ];
}
