import type { Activity } from '@cloudapp/contracts/instance';

/** A line of a machine's history, before it has a place in it. */
export type NewActivity = Omit<Activity, 'id' | 'at'>;
