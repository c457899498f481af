import * as z from 'zod';
import { defineItem } from './stored-item.ts';

/** How many machines a user may have, and has. */
export const quotaItem = defineItem({
  table: 'quotas',
  schema: z.object({ limit: z.int().min(0), used: z.int().min(0) }),
});

export type Quota = Readonly<ReturnType<typeof quotaItem.parse>>;
