import { useSearchParams } from 'react-router-dom';

interface ListAddress<Name extends string> {
  readonly valueOf: (name: Name) => string | null;
  /** Sets some, and takes out those that are empty; the others stay. */
  readonly set: (changes: Readonly<Partial<Record<Name, string>>>) => void;
}

/** What the address says of a list after the question mark, so that a link, a reload and the way back keep it. */
export function useListAddress<Name extends string>(): ListAddress<Name> {
  const [parameters, setParameters] = useSearchParams();
  return {
    valueOf: (name) => parameters.get(name),
    set: (changes) => {
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries<string | undefined>(changes)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        { replace: true },
      );
    },
  };
}
