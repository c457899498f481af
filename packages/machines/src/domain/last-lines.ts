import { printableLines } from '@cloudapp/contracts/terminal-text';

const count = 3;

/** The end of what a console shows, on one line and without what terminals take for commands. */
export function lastLines(output: string): string {
  return printableLines(output)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-count)
    .join(' ⏎ ');
}
