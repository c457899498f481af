import type { Instance } from '@cloudapp/contracts/instance';
import { formatTimeLeft } from '../../../lib/format/relative-time.ts';
import { formatExact } from '../../../lib/format/time.ts';
import { useNow } from '../../../lib/use-now.ts';

interface TimeLeftProps {
  readonly machine: Pick<Instance, 'leaseEndsAt'>;
  /** "Stops in 3 h" instead of "3 h". */
  readonly sentence?: boolean;
}

/** How long until the machine is stopped. */
export function TimeLeft({ machine, sentence = false }: TimeLeftProps) {
  const now = useNow();
  if (machine.leaseEndsAt === undefined) return sentence ? 'Not running' : '–';
  const left = formatTimeLeft(machine.leaseEndsAt, now);
  const text = left === undefined ? 'Stops now' : sentence ? `Stops in ${left}` : left;
  return (
    <time dateTime={machine.leaseEndsAt} title={formatExact(machine.leaseEndsAt)}>
      {text}
    </time>
  );
}
