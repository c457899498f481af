import type { AuditDayProof } from '@cloudapp/contracts/audit-proof';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { dayProofQuery, type ProofDays } from '../api/proof.ts';
import type { VerificationState } from '../components/proof-report.tsx';
import { daysBetween } from '../components/utc-days.ts';

interface VerificationControl {
  readonly verification: VerificationState | undefined;
  readonly start: (days: ProofDays) => Promise<void>;
  readonly stop: () => void;
}

/** Has the server prove one day after another, the newest first, and keeps what it says of each. */
export function useVerification(): VerificationControl {
  const client = useQueryClient();
  const [verification, setVerification] = useState<VerificationState>();
  const run = useRef(0);
  const start = async ({ from, to }: ProofDays) => {
    const own = ++run.current;
    const days = daysBetween(from, to).reverse();
    const proofs: AuditDayProof[] = [];
    const tell = (state: Omit<VerificationState, 'proofs' | 'from' | 'to' | 'days'>) => {
      if (run.current === own) setVerification({ ...state, from, to, days: days.length, proofs: [...proofs] });
    };
    tell({ isRunning: true });
    try {
      for (const day of days) {
        proofs.push(await client.query(dayProofQuery(day)));
        if (run.current !== own) return;
        tell({ isRunning: true });
      }
      tell({ isRunning: false });
    } catch (error) {
      tell({ isRunning: false, error });
    }
  };
  const stop = () => {
    run.current += 1;
    setVerification((current) => current && { ...current, isRunning: false });
  };
  return { verification, start, stop };
}
