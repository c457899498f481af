/**
 * What each check said and took, a line each.
 *
 * @param {{ name: string, verdict: string, seconds: number }[]} outcomes
 */
export function tableOf(outcomes) {
  const width = Math.max(0, ...outcomes.map(({ name }) => name.length));
  return outcomes
    .map(({ name, verdict, seconds }) =>
      `${name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s  ${verdict}`.trimEnd(),
    )
    .join('\n');
}
