import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useListAddress } from './use-list-address.ts';

interface SearchTerm {
  /** What stands in the field. */
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What is asked for, once typing pauses; empty where everything is wanted. */
  readonly term: string;
}

/** What a list is searched for, as `q` in the address, so that a link and a reload keep it. */
export function useSearchTerm(): SearchTerm {
  const { valueOf, set } = useListAddress<'q'>();
  // The address follows what is typed; a field that followed the address would lose letters.
  const [text, setText] = useState(valueOf('q') ?? '');
  const [term] = useDebouncedValue(text.trim(), 250);
  return {
    text,
    term,
    setText: (typed) => {
      setText(typed);
      set({ q: typed.trim() });
    },
  };
}
