import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** How many machines a user may have, and has; and how many were launched in the window that ends then, if it still runs. */
export const quotaItem = defineItem({
  table: 'quotas',
  schema: z.object({
    limit: z.int().min(0),
    used: z.int().min(0),
    launches: z.int().min(0).optional(),
    launchesEndAt: instant.optional(),
    /** The window of which the audit log tells already that it was full. */
    fullTold: instant.optional(),
  }),
});

export type Quota = Readonly<ReturnType<typeof quotaItem.parse>>;
