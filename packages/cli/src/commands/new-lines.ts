/**
 * What of a window onto growing output is new since the last look: the lines behind the longest end of the former window that the new one
 * begins with, or holds whole. A last line without an end may have grown and is told again.
 */
export function newLines(seen: readonly string[], now: readonly string[]): string[] {
  const known = seen.slice(0, -1);
  for (let from = 0; from < known.length; from++) {
    const rest = known.slice(from);
    if (rest.every((line, at) => now[at] === line)) return withoutEnd(now.slice(rest.length));
  }
  return withoutEnd(now);
}

/** What ends with a line's end has an empty line behind it. */
function withoutEnd(lines: readonly string[]): string[] {
  return lines.at(-1) === '' ? lines.slice(0, -1) : [...lines];
}
