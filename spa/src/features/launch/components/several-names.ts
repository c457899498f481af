import { beginning, longestName } from './launch-form-values.ts';

/** Where the number goes in a pattern; without it, it goes to the end. */
const place = '#';

function numbered(pattern: string, number: number): string {
  if (pattern.includes(place)) return pattern.replace(place, `${number}`);
  const ending = `-${number}`;
  return `${beginning(pattern, longestName - ending.length)}${ending}`;
}

/** So many names by a pattern, "node-1" and on by "node"; numbers whose names are taken are left out. */
export function severalNames(pattern: string, count: number, taken: readonly string[]): string[] {
  const used = new Set(taken);
  const names: string[] = [];
  for (let number = 1; names.length < count; number += 1) {
    const name = numbered(pattern.trim(), number);
    if (!used.has(name)) names.push(name);
  }
  return names;
}

/** What is wrong with a pattern, in a sentence. */
export function patternProblem(pattern: string): string | null {
  if (pattern.trim() === '') return 'Give the machines a name.';
  // A number of three digits at most.
  return pattern.trim().length > longestName - 2 ? 'Use at most 58 characters.' : null;
}

/** "node-1, node-2 … node-5" */
export function previewOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} … ${last}` : names.join(', ');
}
