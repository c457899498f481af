/** Hashing takes one processor, so that more than a few only wait for each other. */
const parallel = 4;

/** Does something for each, a few side by side. @returns what came of each, in their order */
export async function aFewAtATime<One, Result>(
  all: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < all.length; start += parallel) {
    results.push(...(await Promise.all(all.slice(start, start + parallel).map(work))));
  }
  return results;
}
