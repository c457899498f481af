import type { ExportReport } from './export-proof.ts';
import { describeFinding } from './finding.ts';

/** More than that nobody reads; how many there are is said. */
const mostTold = 100;

/** A report in plain words, a line each. */
export function describeReport(report: ExportReport): string[] {
  const { from, to, exportedAt, days, signedDays, entries, proven, findings, fingerprint } = report;
  const told = findings.slice(0, mostTold).map(describeFinding);
  const more = findings.length - told.length;
  return [
    `Audit log of ${from ?? '?'} to ${to ?? '?'} (UTC), exported ${exportedAt ?? 'at an unknown time'}.`,
    `Checked with the key ${fingerprint}.`,
    `${entries} entries of ${days} days; ${signedDays} days are signed, and their signatures vouch for ${proven} entries.`,
    ...notes(report),
    ...told,
    ...(more > 0 ? [`… and ${more} more`] : []),
    findings.length === 0
      ? 'Nothing is wrong.'
      : `${findings.length} ${findings.length === 1 ? 'thing is' : 'things are'} wrong.`,
  ];
}

function notes({ entries, proven, unsealed, entriesBefore }: ExportReport): string[] {
  const open = entries - proven - entriesBefore;
  return [
    ...(entriesBefore > 0 ? [`${entriesBefore} entries are from before sealing began: nothing vouches for them.`] : []),
    ...(open > 0 ? [`${open} entries are vouched for by no signature (of them not sealed: ${unsealed}).`] : []),
  ];
}
