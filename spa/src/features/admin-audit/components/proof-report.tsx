import type { AuditDayProof } from '@cloudapp/contracts/audit-proof';
import { Progress, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconAlertTriangle, IconCircleCheck, IconLoader2 } from '../../../components/icons.ts';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { formatCount, formatNumber } from '../../../lib/format/size.ts';
import { FindingList } from './finding-list.tsx';

export interface VerificationState {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly isRunning: boolean;
  /** Of the days that were looked at so far. */
  readonly proofs: readonly AuditDayProof[];
  readonly error?: unknown;
}

interface ProofReportProps {
  readonly verification: VerificationState;
  readonly onRetry: () => void;
}

/** What was checked, and what is wrong. */
export function ProofReport({ verification, onRetry }: ProofReportProps) {
  const { isRunning, proofs, days, error, from, to } = verification;
  const faults = sumOf(proofs, ({ findings, furtherFindings }) => findings.length + furtherFindings);
  return (
    <Stack gap="md">
      {isRunning && (
        <Progress value={(100 * proofs.length) / days} aria-label={`${proofs.length} of ${days} days verified`} />
      )}
      <Stack gap={6} align="flex-start" role="status">
        <Verdict isRunning={isRunning} faults={faults} isWhole={proofs.length === days} />
        <Text size="sm">
          {`${proofs.length} of ${formatCount(days, 'day')} looked at, ${from} to ${to} (UTC): ${checked(proofs)}`}
        </Text>
        {notes(proofs).map((note) => (
          <Text key={note} size="sm" c="dimmed">
            {note}
          </Text>
        ))}
      </Stack>
      {error instanceof Error && <ErrorNotice error={error} title="The log could not be verified" onRetry={onRetry} />}
      {faults > 0 && <FindingList proofs={proofs} />}
    </Stack>
  );
}

interface VerdictProps {
  readonly isRunning: boolean;
  readonly faults: number;
  readonly isWhole: boolean;
}

function Verdict({ isRunning, faults, isWhole }: VerdictProps) {
  if (faults > 0)
    return <ToneBadge tone="bad" Icon={IconAlertTriangle} label={`${formatCount(faults, 'thing')} wrong`} />;
  if (isRunning) return <ToneBadge tone="busy" Icon={IconLoader2} label="Verifying" />;
  if (!isWhole) return <ToneBadge tone="warn" Icon={IconAlertTriangle} label="Not all days were verified" />;
  return <ToneBadge tone="good" Icon={IconCircleCheck} label="Nothing is wrong" />;
}

function checked(proofs: readonly AuditDayProof[]): string {
  const signed = proofs.filter(({ state }) => state === 'signed').length;
  const entries = formatCount(
    sumOf(proofs, (proof) => proof.entries),
    'entry',
    'entries',
  );
  const proven = sumOf(proofs, (proof) => proof.proven);
  return `${entries} held against their seals; ${formatCount(signed, 'day')} signed, with signatures that vouch for ${formatNumber(proven)}.`;
}

/** What nothing vouches for, and why that is not wrong. */
function notes(proofs: readonly AuditDayProof[]): string[] {
  const ofState = (wanted: AuditDayProof['state']) => proofs.filter(({ state }) => state === wanted);
  const before = sumOf(ofState('before'), ({ entries }) => entries);
  const waiting = sumOf(ofState('waiting'), ({ entries }) => entries);
  return [
    ...(before > 0
      ? [`${formatCount(before, 'entry', 'entries')} from before sealing began: nothing vouches for them.`]
      : []),
    ...(waiting > 0
      ? [
          `${formatCount(waiting, 'entry', 'entries')} of days that are not signed yet: a day is signed within two hours of its end.`,
        ]
      : []),
  ];
}

function sumOf(proofs: readonly AuditDayProof[], numberOf: (proof: AuditDayProof) => number): number {
  return proofs.reduce((sum, proof) => sum + numberOf(proof), 0);
}
