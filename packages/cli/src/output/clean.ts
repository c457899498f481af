import { printableLine } from '@cloudapp/contracts/terminal-text';

/** Characters that JSON may hold as they are, and that a terminal obeys or that turn the direction of what follows. */
const obeyed = /[\u007F-\u009F\u2028-\u202E\u2066-\u2069]/gu;

/** Text from elsewhere, fit to be printed within a line: nothing of it commands the terminal. */
export function clean(text: string): string {
  return printableLine(text).replaceAll('\t', ' ');
}

/** JSON that means the same and that a terminal can be shown. */
export function safeJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, 2).replaceAll(obeyed, escaped);
}
