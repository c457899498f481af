import { describe, expect, it } from 'vitest';
import { ProofRequiredError, requireFreshProof } from './fresh-proof.ts';

const provenAt = '2026-11-24T05:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(provenAt) + seconds * 1000);

describe('a proof of who has a session', () => {
  it('is fresh for ten minutes and not longer', () => {
    expect(() => {
      requireFreshProof({ provenAt }, after(600));
    }).not.toThrow();
    expect(() => {
      requireFreshProof({ provenAt }, after(601));
    }).toThrow(ProofRequiredError);
  });
});
