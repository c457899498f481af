import { useAddressQuery } from './use-address-query.ts';

interface ListAddress<Name extends string> {
  readonly valueOf: (name: Name) => string | null;
  /** Sets some, and takes out those that are empty; the others stay. */
  readonly set: (changes: Readonly<Partial<Record<Name, string>>>) => void;
}

/** What the address says of a list, by the names that the list has for it. */
export function useListAddress<Name extends string>(): ListAddress<Name> {
  const [query, change] = useAddressQuery();
  return {
    valueOf: (name) => query.get(name),
    set: (changes) => {
      change((after) => {
        for (const [name, value] of Object.entries<string | undefined>(changes)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
      });
    },
  };
}
