const comment = /^\s*#(?!!)/;
const docstring = /^(\s*)"""/;
const quotes = '"""';

/**
 * A Python program of ours without comments, docstrings and empty lines: they are a quarter of what EC2 takes as user-data. Made for
 * how our own files are written, in which a line that begins with `"""` begins a docstring.
 */
export function withoutProse(program: string): string {
  const kept: string[] = [];
  let isInside = false;
  for (const line of program.split('\n')) {
    const start = !isInside && docstring.exec(line);
    if (start) {
      // In the place of a body that may have nothing else.
      kept.push(`${start[1] ?? ''}""`);
      isInside = !line.slice(line.indexOf(quotes) + quotes.length).endsWith(quotes);
    } else if (isInside) {
      isInside = !line.endsWith(quotes);
    } else if (line.trim() !== '' && !comment.test(line)) {
      kept.push(line);
    }
  }
  return `${kept.join('\n')}\n`;
}
