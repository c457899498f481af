import type { Instance } from '@cloudapp/contracts/instance';
import { formatTimeLeft } from '../../../lib/format/relative-time.ts';
import { formatExact } from '../../../lib/format/time.ts';
import { useNow } from '../../../lib/use-now.ts';

interface TimeLeftProps {
  readonly machine: Pick<Instance, 'leaseEndsAt' | 'deletesAt'>;
  /** "Stops in 3 h" instead of "3 h". */
  readonly sentence?: boolean;
}

/** How long until the machine is stopped or, where it is off, deleted. */
export function TimeLeft({ machine, sentence = false }: TimeLeftProps) {
  const now = useNow();
  const { leaseEndsAt, deletesAt } = machine;
  const [end, what] = leaseEndsAt === undefined ? [deletesAt, 'Deleted'] : [leaseEndsAt, 'Stops'];
  if (end === undefined || (what === 'Deleted' && !sentence)) return sentence ? 'Not running' : '–';
  const left = formatTimeLeft(end, now);
  const text = left === undefined ? `${what} now` : sentence ? `${what} in ${left}` : left;
  return (
    <time dateTime={end} title={formatExact(end)}>
      {text}
    </time>
  );
}
