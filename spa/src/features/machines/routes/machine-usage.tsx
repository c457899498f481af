import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { useNow } from '../../../lib/use-now.ts';
import { usageQuery } from '../api/machine-usage.ts';
import { UsageSection } from '../components/usage-section.tsx';

/** What a machine did in the last 24 hours. */
export function MachineUsage({ machineId, isOver }: { readonly machineId: string; readonly isOver: boolean }) {
  const { data, error, refetch } = useQuery(usageQuery(machineId));
  const now = useNow();
  if (data !== undefined) return <UsageSection usage={data} now={now} isOver={isOver} />;
  return (
    <Section title="Usage">
      {error ? (
        <ErrorNotice title="What it does could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={110} />
      )}
    </Section>
  );
}
