import type { Instance } from '@cloudapp/contracts/instance';
import { Text } from '@mantine/core';
import { useNow } from '../../../lib/use-now.ts';
import { whenReady, type Awaited } from './awaited.ts';
import { StatusBadge } from './status-badge.tsx';

/** A machine's state in a list, and when one that boots will be ready. */
export function MachineStatus({ machine }: { readonly machine: Pick<Instance, 'state'> & Awaited }) {
  return (
    <>
      <StatusBadge state={machine.state} />
      {machine.expectedReadyAt !== undefined && <WhenReady machine={machine} />}
    </>
  );
}

function WhenReady({ machine }: { readonly machine: Awaited }) {
  const now = useNow();
  return (
    <Text size="xs" c="dimmed" mt={2}>
      {whenReady(machine, now)}
    </Text>
  );
}
