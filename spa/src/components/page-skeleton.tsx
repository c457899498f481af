import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

interface ListSkeletonProps {
  readonly rows?: number;
  /** Height of a row in pixels, as the loaded list will have. */
  readonly height?: number;
}

/** The shape of a list that is still loading. */
export function ListSkeleton({ rows = 4, height = 56 }: ListSkeletonProps) {
  return (
    <Stack gap="xs" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  );
}

/** The shape of a page that is still on its way. */
export function PageSkeleton() {
  return (
    <Stack gap="lg" maw={1200} mx="auto" aria-busy="true">
      <Stack gap="xs">
        <Skeleton height={30} width={220} />
        <Skeleton height={18} width={340} maw="100%" />
      </Stack>
      <ListSkeleton height={84} />
    </Stack>
  );
}
