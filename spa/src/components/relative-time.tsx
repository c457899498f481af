import { formatRelative } from '../lib/format/relative-time.ts';
import { formatExact } from '../lib/format/time.ts';
import { useNow } from '../lib/use-now.ts';

/** "4 min ago", with the exact time on hover. */
export function RelativeTime({ instant }: { readonly instant: string }) {
  const now = useNow();
  return (
    <time dateTime={instant} title={formatExact(instant)}>
      {formatRelative(instant, now)}
    </time>
  );
}
