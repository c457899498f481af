import * as z from 'zod';
import { dollars } from './primitives.ts';
import { defineRoute } from './route.ts';
import { sentInParts } from './sent-in-parts.ts';

const base = { service: 'view-stats', method: 'GET', caller: 'admin', scope: 'admin', status: 200 } as const;

/** A month by UTC, as bills have it. */
const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
  .meta({ description: 'A month (UTC), such as `2026-11`.' });

/** Lines of one answer; a file has all. */
export const mostCostLines = 200;
/** Months in a row that one file takes, the last ones where more are asked for. */
export const mostCostMonths = 24;
/** Months of which the whole is known. */
export const costMonths = 13;

/** What a month is told by. */
export const costKinds = ['person', 'blueprint', 'group', 'cost-centre'] as const;

export const costReportSchema = z
  .object({
    month,
    by: z.enum(costKinds),
    total: dollars,
    /** The dearest first. */
    lines: z
      .array(
        z.object({
          id: z
            .string()
            .meta({ description: 'The id of the person or blueprint, the name of the group, or the cost centre.' }),
          name: z.string().optional().meta({ description: 'Of the person; absent of whose account is gone.' }),
          email: z.string().optional(),
          cost: dollars,
          before: dollars.meta({ description: 'The same in the month before.' }),
        }),
      )
      .max(mostCostLines),
    further: z.object({ lines: z.int().min(0), cost: dollars }).meta({ description: 'What the answer leaves out.' }),
    unassigned: dollars.meta({
      description:
        'What arose before costs were kept by person, in the month in which that began; of groups and cost centres also what people cost who were in none.',
    }),
  })
  .meta({ id: 'CostReport' });

export const getCosts = defineRoute({
  ...base,
  name: 'getCosts',
  path: '/stats/costs',
  summary:
    'What machines cost in a month, by person, blueprint, group or cost centre, beside the month before. Costs stay with the group and cost centre that their person had when they arose',
  query: z.strictObject({
    month: month.optional().meta({ description: 'This one, where it is left out.' }),
    by: z.enum(costKinds).default('person'),
  }),
  response: costReportSchema,
});

export const costsByMonthSchema = z
  .object({ months: z.array(z.object({ month, cost: dollars })).length(costMonths) })
  .meta({ id: 'CostsByMonth' });

export const getCostsByMonth = defineRoute({
  ...base,
  name: 'getCostsByMonth',
  path: '/stats/costs/months',
  summary: 'What machines cost in this month and the twelve before it, the oldest first',
  response: costsByMonthSchema,
});

export const exportCosts = defineRoute({
  ...base,
  name: 'exportCosts',
  path: '/stats/costs/export',
  summary:
    'What machines cost in some months as comma-separated values: a line for each month, person, blueprint, group and cost centre; at most 24 months',
  query: z
    .strictObject({
      from: month.optional().meta({ description: 'The first month; the same as `to`, where it is left out.' }),
      to: month.optional().meta({ description: 'The last month; this one, where it is left out.' }),
    })
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['to'],
      message: 'must not be before from',
    }),
  response: sentInParts,
  partTypes: ['text/csv'],
});

export type CostKind = (typeof costKinds)[number];
export type CostReport = z.infer<typeof costReportSchema>;
export type CostsByMonth = z.infer<typeof costsByMonthSchema>;

export const costRoutes = { getCosts, getCostsByMonth, exportCosts };
