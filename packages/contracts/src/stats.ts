import * as z from 'zod';
import { blueprintId, dollars, instant } from './primitives.ts';
import { instanceStateSchema } from './instance-state.ts';
import { defineRoute } from './route.ts';

export const periodSchema = z.enum(['24h', '7d', '30d', '90d']);

const count = z.int().min(0);
const periodQuery = z.strictObject({ period: periodSchema.default('7d') });
const base = { service: 'view-stats', method: 'GET', caller: 'admin', scope: 'admin', status: 200 } as const;

/** A number of a period beside the same number of the period before. */
const trend = z.object({ now: z.number(), before: z.number() });

export const summarySchema = z
  .object({
    at: instant,
    period: periodSchema,
    people: z.object({ total: count, active: count, disabled: count, administrators: count, signedIn: trend }),
    machines: z.object({
      total: count,
      byState: z.partialRecord(instanceStateSchema, count),
      byBlueprint: z.array(z.object({ blueprintId, machines: count })),
    }),
    cost: z.object({ perHourNow: dollars, period: trend }),
    launches: z.object({
      requested: trend,
      succeeded: trend,
      failed: trend,
      /** Share of finished launches that got ready, 0 to 1; absent without any. */
      successRate: z.number().min(0).max(1).optional(),
      successRateBefore: z.number().min(0).max(1).optional(),
      secondsToReady: z.object({ p50: z.number(), p95: z.number() }).optional(),
      secondsToReadyBefore: z.object({ p50: z.number(), p95: z.number() }).optional(),
    }),
    trouble: z.object({ failedLaunches: count, lockedAccounts: count, failedSignIns: count, strays: count }),
  })
  .meta({ id: 'StatsSummary' });

export const getSummary = defineRoute({
  ...base,
  name: 'getSummary',
  path: '/stats/summary',
  summary: 'People, machines, cost, launches and trouble at a glance',
  query: periodQuery,
  response: summarySchema,
});

export const seriesSchema = z
  .object({
    period: periodSchema,
    bucket: z.enum(['hour', 'day']),
    points: z.array(
      z.object({
        at: instant,
        launches: count,
        ready: count,
        failures: count,
        signIns: count,
        failedSignIns: count,
        cost: dollars,
        /** Machines that existed at the end of the bucket, by blueprint. */
        machines: z.record(z.string(), count),
      }),
    ),
  })
  .meta({ id: 'StatsSeries' });

export const getSeries = defineRoute({
  ...base,
  name: 'getSeries',
  path: '/stats/series',
  summary: 'Launches, sign-ins, cost and machines over time; hours for 24h, days otherwise',
  query: periodQuery,
  response: seriesSchema,
});

export const blueprintStatsSchema = z
  .object({
    period: periodSchema,
    items: z.array(
      z.object({
        blueprintId,
        launches: count,
        ready: count,
        failed: count,
        secondsToReady: z.object({ p50: z.number(), p95: z.number() }).optional(),
        cost: dollars,
      }),
    ),
  })
  .meta({ id: 'BlueprintStats' });

export const getBlueprintStats = defineRoute({
  ...base,
  name: 'getBlueprintStats',
  path: '/stats/blueprints',
  summary: 'Launches, success and time to ready of each blueprint',
  query: periodQuery,
  response: blueprintStatsSchema,
});

export type Period = z.infer<typeof periodSchema>;
export type StatsSummary = z.infer<typeof summarySchema>;
export type StatsSeries = z.infer<typeof seriesSchema>;
export type BlueprintStats = z.infer<typeof blueprintStatsSchema>;

export const statsRoutes = { getSummary, getSeries, getBlueprintStats };
