import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';

interface SearchTerm {
  /** What stands in the field. */
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What is asked for, once typing pauses; empty where everything is wanted. */
  readonly term: string;
}

/** What a list is searched for, as `q` in the address, so that a link and a reload keep it. */
export function useSearchTerm(): SearchTerm {
  const [parameters, setParameters] = useSearchParams();
  // The address follows what is typed; a field that followed the address would lose letters.
  const [text, setText] = useState(parameters.get('q') ?? '');
  const [term] = useDebouncedValue(text.trim(), 250);
  return {
    text,
    term,
    setText: (typed) => {
      setText(typed);
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          if (typed.trim() === '') after.delete('q');
          else after.set('q', typed.trim());
          return after;
        },
        { replace: true },
      );
    },
  };
}
