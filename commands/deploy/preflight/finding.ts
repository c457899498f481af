import type { Deployment } from '../deployment.ts';

/**
 * `fine`; `tight`: deploys, yet may stand in the way later; `unknown`: AWS does not tell; `fault`: deploying would fail.
 */
export type FindingState = 'fine' | 'tight' | 'unknown' | 'fault';

/** One line of what the preflight found. */
export interface Finding {
  readonly subject: string;
  readonly state: FindingState;
  readonly found: string;
  /** How to get what is missing. */
  readonly remedy?: string;
}

/** Looks at one thing that a deployment needs, and changes nothing. */
export interface Check {
  readonly subject: string;
  /** The IAM actions that it needs. */
  readonly reads: readonly string[];
  readonly find: (deployment: Deployment) => Promise<Finding[]>;
}
