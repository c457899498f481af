import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { ledgerIn } from './quota-ledger.ts';
import { defineItem } from './stored-item.ts';

/**
 * How many machines a user may have, and has; how many were launched in the window that ends then, if it still runs; and what the
 * machines have cost and are planned to cost in each month.
 */
export const quotaItem = defineItem({
  table: 'quotas',
  schema: z
    .looseObject({
      limit: z.int().min(0),
      used: z.int().min(0),
      launches: z.int().min(0).optional(),
      launchesEndAt: instant.optional(),
      /** The window of which the audit log tells already that it was full. */
      fullTold: instant.optional(),
      /** How many per cent of the budget of a month were told of last. */
      budgetTold: z.object({ month: z.string(), percent: z.int() }).optional(),
    })
    .transform(({ limit, used, launches, launchesEndAt, fullTold, budgetTold, ...months }) => {
      return { limit, used, launches, launchesEndAt, fullTold, budgetTold, ledger: ledgerIn(months) };
    }),
});

type ParsedQuota = ReturnType<typeof quotaItem.parse>;
export type Quota = Readonly<Pick<ParsedQuota, 'limit' | 'used'> & Partial<ParsedQuota>>;
