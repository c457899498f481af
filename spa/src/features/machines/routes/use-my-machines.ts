import type { Instance } from '@cloudapp/contracts/instance';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { nextPageOf, type NextPage } from '../../../lib/next-page.ts';
import { myMachinesFoundQuery, myMachinesQuery, type MineFilter } from '../../../modules/machines/api/machines.ts';

interface MyMachines {
  /** What is to be shown, as far as it has come. */
  readonly data: readonly Instance[] | undefined;
  readonly error: unknown;
  readonly errorUpdateCount: number;
  readonly refetch: () => unknown;
  readonly isNarrowed: boolean;
  readonly next: NextPage | undefined;
}

/** One's own machines: all that exist, which news are read from too, or those that the server finds. */
export function useMyMachines(filter: MineFilter): MyMachines {
  const isNarrowed = filter.search !== '' || filter.state !== undefined;
  const isAll = !isNarrowed && !filter.withDeleted;
  const all = useQuery({ ...myMachinesQuery, enabled: isAll });
  const found = useInfiniteQuery({ ...myMachinesFoundQuery(filter), enabled: !isAll });
  const { error, errorUpdateCount, refetch } = isAll ? all : found;
  const matching = found.data?.pages.flatMap(({ items }) => items);
  return {
    // What is shown stays until the answer is there.
    data: isAll ? (all.data ?? matching) : (matching ?? all.data),
    error,
    errorUpdateCount,
    refetch,
    isNarrowed,
    next: isAll ? undefined : nextPageOf(found),
  };
}
