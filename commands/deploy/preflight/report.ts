import type { Finding, FindingState } from './finding.ts';

const marks: Readonly<Record<FindingState, string>> = {
  fine: 'fine   ',
  tight: 'TIGHT  ',
  unknown: 'UNKNOWN',
  fault: 'FAULT  ',
};

/** A line for each finding, and how to get what is missing below it. */
export function reportOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings
    .flatMap(({ subject, state, found, remedy }) => [
      `${marks[state]}  ${subject.padEnd(width)}  ${found}`,
      ...(remedy === undefined ? [] : [`${' '.repeat(marks.fine.length)}  ${' '.repeat(width)}  → ${remedy}`]),
    ])
    .join('\n');
}

export const hasFaults = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === 'fault');
