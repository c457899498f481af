import type { User } from '@cloudapp/contracts/user';
import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../../components/loaded.tsx';
import { administratorsQuery, namedAccountQuery } from '../api/password-policy.ts';
import { AdministratorChoice } from '../components/administrator-choice.tsx';
import type { AccountChoice } from '../components/password-policy-form.tsx';

/** The active administrators, of whom one is chosen. */
export function Administrators({ id, ...choice }: AccountChoice) {
  const [search, setSearch] = useState('');
  const [term] = useDebouncedValue(search.trim(), 250);
  const found = useQuery(administratorsQuery(term));
  const named = useQuery(namedAccountQuery(id));
  return (
    <Loaded
      query={found}
      isPart
      failure="The administrators could not be loaded"
      skeleton={<Skeleton height={120} radius="md" aria-busy="true" />}
    >
      {({ items, areAll }) => (
        <AdministratorChoice
          {...choice}
          id={id}
          administrators={withNamed(items, named.data)}
          isSearchable={!areAll || search !== ''}
          search={search}
          onSearch={setSearch}
        />
      )}
    </Loaded>
  );
}

/** The one that is chosen stays in sight, whatever is searched for. */
function withNamed(items: readonly User[], named: User | undefined): readonly User[] {
  return named === undefined || items.some(({ id }) => id === named.id) ? items : [named, ...items];
}
