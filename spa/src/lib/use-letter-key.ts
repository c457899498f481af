import { useKey } from './use-key.ts';

const fields = ['INPUT', 'TEXTAREA', 'SELECT'];

/** Calls `press` at a letter that is pressed with nothing else, unless it is typed into a field. */
export function useLetterKey(letter: string, press: () => void): void {
  useKey((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event)) return false;
    return event.key.toLowerCase() === letter;
  }, press);
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || fields.includes(target.tagName));
}
