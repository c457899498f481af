import type { Sink } from '../surroundings.ts';
import { safeJson } from './clean.ts';

/** What a command prints: text for people, or one JSON document for programs. */
export interface Page {
  readonly isJson: boolean;
  /** The answer: `value` as JSON, or else the lines for people. */
  readonly answer: (value: unknown, lines: () => readonly string[]) => void;
  /** Something for people beside the answer; not with JSON. */
  readonly note: (line: string) => void;
  /** Says what is going on, in one line that the next replaces on a terminal; `undefined` takes it away. Not with JSON. */
  readonly progress: (line: string | undefined) => void;
}

const eraseLine = '\r\x1B[K';

/** A page on two sinks: the answer to the one, all else to the other, so that an answer can be piped on. */
export function openPage(output: Sink, errors: Sink, isJson: boolean): Page {
  let shown = '';
  const progress = (line: string | undefined) => {
    if (isJson || line === shown || !errors.isTerminal) return;
    errors.write(line === undefined ? (shown === '' ? '' : eraseLine) : `${eraseLine}${line}`);
    shown = line ?? '';
  };
  return {
    isJson,
    answer: (value, lines) => {
      progress(undefined);
      const text = isJson ? [safeJson(value)] : lines();
      if (text.length > 0) output.write(`${text.join('\n')}\n`);
    },
    note: (line) => {
      if (isJson) return;
      progress(undefined);
      errors.write(`${line}\n`);
    },
    progress,
  };
}
