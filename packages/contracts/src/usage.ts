import * as z from 'zod';
import { instanceParams, instanceSchema } from './instance.ts';
import { dollars, instant } from './primitives.ts';
import { defineRoute } from './route.ts';
import { usageBounds } from './usage-bounds.ts';

const percent = z.number().min(0).max(100);
const count = (most: number) => z.int().min(0).max(most);

/** What a machine says that it did in a minute. Nothing in it is text. */
const measured = {
  /** Of all its processors. */
  cpu: percent,
  memory: percent,
  /** Of `/`, of what others than root may use. */
  disk: percent,
  load: z.number().min(0).max(600),
  /** Open terminals, logged in or not. */
  terminals: count(100),
  /** Whether something was typed at one of them. */
  isTyping: z.boolean(),
  /** Open connections from outside, those of ssh included. */
  connections: count(60_000),
  /** Sessions of processes that used a tenth of a processor or more. */
  jobs: count(200),
  /** In and out together. */
  networkKb: count(60_000),
} as const;

export const usageSampleSchema = z.strictObject(measured);

const reported = z.strictObject({
  /** How old it is: clocks of machines may be wrong. */
  secondsAgo: count(usageBounds.oldestSeconds),
  ...measured,
});

const machineBase = {
  service: 'provision-instance',
  method: 'POST',
  caller: 'machine',
  params: instanceParams,
  status: 200,
  maxBodyBytes: 16_384,
} as const;

export const reportUsage = defineRoute({
  ...machineBase,
  name: 'reportUsage',
  path: '/instances/:id/usage-reports',
  summary: 'A machine says what it did in the last minutes, and is told what who is logged in should know',
  body: z.strictObject({ samples: z.array(reported).min(1).max(usageBounds.mostSamples) }),
  response: z.object({ message: z.string().optional() }),
  problems: ['machine-ended'],
});

export const keepFromMachine = defineRoute({
  ...machineBase,
  name: 'keepFromMachine',
  path: '/instances/:id/keep-reports',
  summary: 'Somebody on a machine asks that being idle does not stop it for a while; its time and hours still do',
  body: z.strictObject({ minutes: z.int().min(15).max(usageBounds.longestKeepMinutes) }),
  response: z.object({ until: instant }),
  problems: ['machine-ended', 'state-conflict', 'edit-conflict'],
});

export const keepRunning = defineRoute({
  name: 'keepRunning',
  service: 'provision-instance',
  method: 'POST',
  caller: 'session',
  scope: 'machines',
  path: '/instances/:id/keep-running',
  summary: 'Have a machine not stopped for being idle for so many hours; its time and hours still stop it',
  params: instanceParams,
  body: z.strictObject({
    hours: z
      .int()
      .min(1)
      .max(usageBounds.longestKeepMinutes / 60),
  }),
  status: 200,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict'],
});

const receiptSchema = z
  .object({
    cost: dollars,
    ranMinutes: z.int().optional(),
    usedMinutes: z.int(),
    idleMinutes: z.int(),
    /** In which it ran and did not say what it did; absent where it is not known for how long it ran. */
    unknownMinutes: z.int().optional(),
    /** A cheaper size that would have been enough, what the machine took for 95 % of the time, and its whole cost with that size. */
    enough: z
      .object({ instanceType: z.string(), cpuPercent: percent, memoryGib: z.number(), cost: dollars })
      .optional(),
  })
  .meta({
    id: 'Receipt',
    description: 'What a machine did in all its life, as it says itself, and what that came to.',
  });

const usageSchema = z
  .object({
    /** Each tells of so many seconds, and is there only where the machine said something in them. */
    stepSeconds: z.int(),
    steps: z.array(
      z.object({
        at: instant,
        cpu: percent.meta({ description: 'On average, of all processors.' }),
        cpuMost: percent.meta({ description: 'In the busiest minute.' }),
        memory: percent,
        disk: percent,
      }),
    ),
    /** What the machine said last. */
    latest: z.object({ at: instant, ...measured }).optional(),
    receipt: receiptSchema,
  })
  .meta({ id: 'Usage' });

export const getUsage = defineRoute({
  name: 'getUsage',
  service: 'provision-instance',
  method: 'GET',
  caller: 'session',
  scope: 'read',
  path: '/instances/:id/usage',
  summary: 'What a machine did in the last 24 hours, as it says itself',
  params: instanceParams,
  status: 200,
  response: usageSchema,
});

export type UsageSample = z.infer<typeof usageSampleSchema>;
export type ReportedUsage = z.infer<typeof reported>;
export type Usage = z.infer<typeof usageSchema>;

export const usageRoutes = { reportUsage, keepFromMachine, keepRunning, getUsage };
