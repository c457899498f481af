const freshMinutes = 10;

/** When whoever has a session last proved who they are: by signing in, or by a proof since, of whatever kind. */
export interface Proven {
  /** ISO 8601. */
  readonly provenAt: string;
}

/** Of whoever has proven nothing that counts here. */
export const neverProven = new Date(0).toISOString();

/** Thrown when a session alone is not enough: somebody else may have got hold of it. */
export class ProofRequiredError extends Error {
  readonly code = 'proof-required';

  constructor() {
    super('The proof of who has this session is too old');
    this.name = 'ProofRequiredError';
  }
}

/**
 * Lets nobody on whose proof is older than ten minutes; asked before what hurts others or opens doors.
 * @throws ProofRequiredError
 */
export function requireFreshProof({ provenAt }: Proven, now: Date): void {
  if (now.getTime() - Date.parse(provenAt) > freshMinutes * 60_000) throw new ProofRequiredError();
}
