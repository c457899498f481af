/** How long things take at the endpoint, all in milliseconds. */
export interface Timing {
  /** After a launch the new id is unknown to other calls for so long, as on EC2 (eventual consistency). */
  consistencyMilliseconds: number;
  /** How long a terminated instance is still listed; EC2: about an hour. */
  terminatedVisibleMilliseconds: number;
  /** How long a ClientToken is remembered. */
  tokenMilliseconds: number;
}

export const believableTiming: Timing = {
  consistencyMilliseconds: 400,
  terminatedVisibleMilliseconds: 3_600_000,
  tokenMilliseconds: 24 * 3_600_000,
};
