import type { Deployment } from '../deployment.ts';

/** A part of a deployment that can be run again: it looks at what is there and does what is missing. */
export interface Phase {
  readonly title: string;
  /** @returns what was done, or that nothing was left to do */
  readonly run: (deployment: Deployment) => Promise<string>;
}
