import { useMediaQuery } from '@mantine/hooks';

/** Whether a media query holds, from the first paint on: known later, it would move what has been shown already. */
export function useMedia(query: string): boolean {
  return useMediaQuery(query, false, { getInitialValueInEffect: false });
}
