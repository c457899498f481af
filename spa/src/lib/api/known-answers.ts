interface KnownAnswer {
  readonly tag: string;
  readonly answer: unknown;
}

/** More than the pages that are open in a tab poll. */
const mostKnown = 20;

/** What was answered last at an address, with its tag. In memory alone: an answer is not to be kept by the browser (`no-store`). */
const known = new Map<string, KnownAnswer>();

export function knownAnswer(address: string): KnownAnswer | undefined {
  return known.get(address);
}

export function rememberAnswer(address: string, tag: string, answer: unknown): void {
  known.delete(address);
  known.set(address, { tag, answer });
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
}

export function forgetAnswers(): void {
  known.clear();
}
