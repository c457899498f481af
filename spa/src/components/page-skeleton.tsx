import { Group, Paper, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import classes from './page-skeleton.module.css';

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

/** The shape of a page's head: its title, and a line about it. */
function HeadSkeleton() {
  return (
    <Stack gap="xs" flex={1} miw={0}>
      <Skeleton height={30} width={220} maw="100%" />
      <Skeleton height={18} width={340} maw="100%" />
    </Stack>
  );
}

/** The shape of a page that is still on its way. */
export function PageSkeleton() {
  return (
    <Stack gap="lg" maw={1200} mx="auto" aria-busy="true">
      <HeadSkeleton />
      <ListSkeleton height={84} />
    </Stack>
  );
}

/** The shape of a page about one thing: its icon and title, what it tells, and a narrow column beside that. */
export function DetailSkeleton() {
  return (
    <Stack gap="lg" maw={1200} mx="auto" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <Group gap="md" wrap="nowrap">
        <Skeleton height={52} width={52} radius="md" flex="none" />
        <HeadSkeleton />
      </Group>
      <div className={classes['columns']}>
        <Stack gap="lg">
          {[5, 3].map((lines) => (
            <Paper key={lines} p="lg">
              <Stack gap="md">
                <Skeleton height={22} width={180} />
                {Array.from({ length: lines }, (_, index) => (
                  <Skeleton key={index} height={18} width={`${90 - 9 * index}%`} />
                ))}
              </Stack>
            </Paper>
          ))}
        </Stack>
        <Paper p="lg">
          <Stack gap="md">
            <Skeleton height={22} width={110} />
            {Array.from({ length: 7 }, (_, index) => (
              <Skeleton key={index} height={18} />
            ))}
          </Stack>
        </Paper>
      </div>
    </Stack>
  );
}
