import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { rehearsalQuery, type Tried } from '../api/rehearsal.ts';
import { RehearsalResult } from '../components/rehearsal-result.tsx';

/** What rules that are not saved yet would have done. That it fails keeps nobody from saving. */
export function RehearsalPart({ tried }: { readonly tried: Tried }) {
  const [looked, setLooked] = useState(0);
  const { data, error, refetch } = useQuery(rehearsalQuery(tried, setLooked));
  return (
    <Section
      title="The last 30 days"
      description="What this would have done to the machines that people had. What stays or becomes milder is left out, as it has acted already."
    >
      {error !== null && data === undefined && (
        <ErrorNotice
          error={error}
          title="It could not be found out"
          note="You can save without it."
          onRetry={() => void refetch()}
        />
      )}
      {error === null && data === undefined && (
        <Stack gap="sm">
          <Text size="sm" role="status">
            {looked === 0 ? 'Looking at what machines did' : `Looked at ${formatCount(looked, 'machine')} so far`}
          </Text>
          <Skeleton height={160} radius="lg" aria-busy="true" />
        </Stack>
      )}
      {data && <RehearsalResult rehearsal={data} />}
    </Section>
  );
}
