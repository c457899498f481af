import * as z from 'zod';
import type { Counters } from './counters.ts';
import { defineItem } from './stored-item.ts';

const otherAttributes = new Set(['pk', 'ttl', 'schemaVersion', 'month']);

/** The counters of an hour or a day, a person's month, a shard of the gauges, what was learnt of a blueprint, or the mark of a record. */
export const countersItem = defineItem({
  table: 'statistics',
  // One loop rather than a schema for each counter: a long period is thousands of them.
  schema: z.looseObject({ pk: z.string() }).transform((item, context): Counters => {
    const counters: Record<string, number> = {};
    for (const [name, value] of Object.entries(item)) {
      if (otherAttributes.has(name)) continue;
      if (typeof value === 'number') counters[name] = value;
      else context.addIssue({ code: 'custom', path: [name], message: 'must be a number' });
    }
    return counters;
  }),
});
