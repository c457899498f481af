import type { UserFilter, UserSort } from '@cloudapp/contracts/user';
import { mostOfGroup } from '@cloudapp/contracts/user-bounds';
import type { PageSearch } from '../../../lib/paths.ts';
import { useListAddress } from '../../../lib/use-list-address.ts';
import { lastSignInLabels, roleLabels, sizes, sortLabels, statusLabels } from '../components/user-words.ts';

/** What the address says of the list of users, besides what it is searched for. */
interface UserListState {
  readonly filter: Omit<UserFilter, 'search'>;
  readonly sort: UserSort;
  /** How many are read at once. */
  readonly size: number;
}

type UserListName = Exclude<keyof PageSearch['users'], 'q'>;

/** What is not among the choices, as a hand may write it into an address, chooses nothing. */
function chosen<T extends string>(value: string | null, labels: Readonly<Record<T, string>>): T | undefined {
  return value !== null && Object.hasOwn(labels, value) ? (value as T) : undefined;
}

/** What a hand may write of a text; blanks are none. */
function written(value: string | null): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}

interface UserFilterState extends UserListState {
  readonly change: (name: UserListName, value: string) => void;
  /** Narrows down by nothing any more; order and size stay. */
  readonly clear: () => void;
}

/** The filter, order and page size of the list of users, in the address, so that a link, a reload and the way back keep them. */
export function useUserFilter(): UserFilterState {
  const { valueOf, set } = useListAddress<keyof PageSearch['users']>();
  return {
    filter: {
      status: chosen(valueOf('status'), statusLabels),
      role: chosen(valueOf('role'), roleLabels),
      lastSignIn: chosen(valueOf('lastSignIn'), lastSignInLabels),
      group: written(valueOf('group'))?.slice(0, mostOfGroup),
    },
    sort: chosen(valueOf('sort'), sortLabels) ?? '-created',
    size: sizes.find((size) => String(size) === valueOf('size')) ?? 50,
    change: (name, value) => {
      set({ [name]: value });
    },
    clear: () => {
      set({ q: '', status: '', role: '', lastSignIn: '', group: '' });
    },
  };
}
