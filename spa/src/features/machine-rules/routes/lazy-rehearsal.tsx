import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Tried } from '../api/rehearsal.ts';

const RehearsalPart = lazy(async () => ({ default: (await import('./rehearsal-part.tsx')).RehearsalPart }));

/** What rules would have done, loaded when somebody asks for it. */
export function LazyRehearsal({ tried }: { readonly tried: Tried }) {
  return (
    <Suspense fallback={<Skeleton height={220} radius="lg" aria-busy="true" />}>
      <RehearsalPart tried={tried} />
    </Suspense>
  );
}
