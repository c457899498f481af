import type { AuditDayProof } from '@cloudapp/contracts/audit-proof';

export const signingKey = {
  arn: 'arn:aws:kms:eu-central-1:111111111111:key/5b1f2a7c-3f0e-4a52-9d6e-0c8f5a4d2b11',
  fingerprint: '3f2a 91c0 77de 4b15 a6e8 02d9 5c41 f37b 88aa 19e6 0d5f c2b7 64e1 9a38 b0fd 27c5',
  pem: '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n',
};

/** A day that is signed and with which nothing is wrong. */
export function dayProof(day: string, more: Partial<AuditDayProof> = {}): AuditDayProof {
  return {
    day,
    state: 'signed',
    entries: 120,
    proven: 120,
    unsealed: 0,
    signedAt: `${day}T23:59:59.000Z`,
    findings: [],
    furtherFindings: 0,
    fingerprint: signingKey.fingerprint,
    ...more,
  };
}
