const count = 3;

/** The end of what a console shows, on one line and without what terminals take for commands. */
export function lastLines(output: string): string {
  return output
    .replaceAll(/\p{Cc}\[[\d;?]*[A-Za-z]/gu, '')
    .split(/\r?\n|\r/)
    .map((line) => line.replaceAll(/\p{Cc}/gu, ' ').trim())
    .filter((line) => line !== '')
    .slice(-count)
    .join(' ⏎ ');
}
