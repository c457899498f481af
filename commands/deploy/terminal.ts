import { createInterface } from 'node:readline/promises';

/** Whoever runs the command. */
export interface Terminal {
  readonly say: (line: string) => void;
  /** Asks one question; left out where nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
}

/** The terminal that this process runs in; without one there is nobody to be asked. */
export function ownTerminal(): Terminal {
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  if (!process.stdin.isTTY || !process.stdout.isTTY) return { say };
  return {
    say,
    ask: async (question) => {
      const lines = createInterface({ input: process.stdin, output: process.stdout });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
  };
}
