import * as z from 'zod';
import { sizeId } from './blueprint.ts';
import {
  chosenKeySchema,
  durationHoursSchema,
  instanceNameSchema,
  instanceParams,
  instanceSchema,
} from './instance.ts';
import { mostLaunchedAtOnce } from './launch-limits.ts';
import { blueprintId } from './primitives.ts';
import { problemSchema } from './problem.ts';
import { defineRoute, manyAnswerSeconds } from './route.ts';

const launchSchema = z.strictObject({
  blueprintId,
  name: instanceNameSchema,
  size: sizeId,
  durationHours: durationHoursSchema,
  ...chosenKeySchema.shape,
});

/** The Idempotency-Key header (IETF draft-ietf-httpapi-idempotency-key-header). */
const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{8,128}$/, 'must be 8 to 128 visible ASCII characters')
    .optional(),
});

const base = { service: 'provision-instance', caller: 'session', scope: 'machines' } as const;

export const launchInstance = defineRoute({
  ...base,
  name: 'launchInstance',
  method: 'POST',
  path: '/instances',
  summary: 'Launch a machine',
  headers: idempotencyHeaders,
  body: launchSchema,
  status: 201,
  response: instanceSchema,
  problems: ['quota-exceeded', 'budget-exceeded', 'too-many-launches'],
});

const severalSchema = launchSchema
  .omit({ name: true })
  .extend({ names: z.array(instanceNameSchema).min(1).max(mostLaunchedAtOnce) });

const launchOutcomeSchema = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('launched'), name: z.string(), machine: instanceSchema }),
    z.object({ outcome: z.literal('refused'), name: z.string(), problem: problemSchema }),
  ])
  .meta({ id: 'LaunchOutcome' });

export const launchSeveral = defineRoute({
  ...base,
  name: 'launchSeveral',
  method: 'POST',
  path: '/instances/several',
  summary:
    'Launch a machine for each name, as many as the quota has room for. Each is answered by itself, in the order of the names; asked again with the same key, all are answered as they were, and none is launched twice',
  headers: idempotencyHeaders,
  body: severalSchema,
  status: 200,
  response: z.object({ items: z.array(launchOutcomeSchema) }),
  answerSeconds: manyAnswerSeconds,
});

export const retryInstance = defineRoute({
  ...base,
  name: 'retryInstance',
  method: 'POST',
  path: '/instances/:id/retry',
  summary: 'End a failed machine and launch a fresh one like it, of another size if one is given',
  params: instanceParams,
  query: z.strictObject({ size: sizeId.optional() }),
  headers: idempotencyHeaders,
  status: 201,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict', 'quota-exceeded', 'budget-exceeded', 'too-many-launches'],
});

export type Launch = z.infer<typeof launchSchema>;
export type SeveralLaunches = z.infer<typeof severalSchema>;
export type LaunchOutcome = z.infer<typeof launchOutcomeSchema>;

export const launchRoutes = { launchInstance, launchSeveral, retryInstance };
