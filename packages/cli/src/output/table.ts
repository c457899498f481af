import { clean } from './clean.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What takes two columns of a terminal. */
const wide =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}

/** Lines with columns below each other, two blanks apart. What a cell says is cleaned first. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows].map((row) => row.map(clean));
  const widths = head.map((_, column) => Math.max(...all.map((row) => columnsOf(row[column] ?? ''))));
  const padded = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell));
  return all.map((row) => row.map(padded).join('  ').trimEnd());
}

/** Lines of "label  value", for one thing; what has no value is left out. */
export function facts(list: readonly (readonly [label: string, value: string | undefined])[]): string[] {
  const known = list.flatMap(([label, value]) => (value === undefined ? [] : [[label, clean(value)] as const]));
  const width = Math.max(0, ...known.map(([label]) => label.length));
  return known.map(([label, value]) => `${label.padEnd(width)}  ${value}`);
}
