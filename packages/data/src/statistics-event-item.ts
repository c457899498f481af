import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

const numbers = z.record(z.string(), z.int());

/** What happened, as far as it is counted. */
export const statisticsEventItem = defineItem({
  table: 'statistics-events',
  schema: z.object({
    eventId: z.string(),
    /** Whose hour and day it counts for. */
    at: instant,
    counters: numbers,
    gauges: numbers,
    /** Whose machine it is; absent of what is no machine. */
    ownerId: z.string().optional(),
    learnt: z.object({ key: z.string(), counters: numbers }).optional(),
  }),
});

export type StoredStatisticsEvent = Readonly<ReturnType<typeof statisticsEventItem.parse>>;
