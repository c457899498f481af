import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleFoundQuery, personQuery } from '../api/people.ts';
import type { PersonSearch } from '../components/person-field.tsx';

/** Looks for people while somebody types, and for the name of the one in the address. */
export function usePersonSearch(actorId: string | undefined): PersonSearch {
  const chosen = useChosen(actorId);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? chosen?.name ?? '';
  const [term] = useDebouncedValue(text === chosen?.name ? '' : text.trim(), 250);
  const { data, isFetching, isError } = useQuery(peopleFoundQuery(term));
  return {
    ...(data ?? { found: [], hasMore: false }),
    text,
    onText: setTyped,
    isSearching: isFetching,
    hasFailed: isError,
    chosen,
  };
}

/** Who is nowhere named any more has an id still. */
function useChosen(actorId: string | undefined): PersonSearch['chosen'] {
  const { data, isPending } = useQuery({ ...personQuery(actorId ?? ''), enabled: actorId !== undefined });
  if (actorId === undefined) return undefined;
  return { id: actorId, name: isPending ? '' : (data?.name ?? actorId) };
}
