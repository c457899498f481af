import * as z from 'zod';
import { instanceId } from './primitives.ts';
import { defineRoute } from './route.ts';
import { sshKeyId } from './ssh-key.ts';
import { stepCauseSchema } from './step-cause.ts';
import { isPrintableLine, printableLine, printableLines } from './terminal-text.ts';

const stepId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const elapsedSeconds = z.number().min(0).max(86_400);

/** At most 4 KiB of a step's last output; what is not printable is left out here, whoever sent it. */
const output = z.string().max(4096).transform(printableLines);

const hostKey = z
  .string()
  .max(1000)
  .regex(/^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256) [A-Za-z0-9+/]+={0,3}$/, 'must be an OpenSSH public host key');

/** What a machine says of its own progress. `boot` counts its boots from 1, `sequence` its events within a boot from 1. */
const position = { boot: z.int().min(1).max(100_000), sequence: z.int().min(1).max(1_000_000) };

export const bootEventSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ ...position, type: z.literal('booted') }),
    z.strictObject({ ...position, type: z.literal('step-started'), stepId }),
    z.strictObject({
      ...position,
      type: z.literal('step-output'),
      stepId,
      line: z.string().max(500).transform(printableLine),
    }),
    z.strictObject({ ...position, type: z.literal('step-finished'), stepId, seconds: elapsedSeconds }),
    z.strictObject({
      ...position,
      type: z.literal('step-failed'),
      stepId,
      seconds: elapsedSeconds,
      exitCode: z.int().min(0).max(255).optional(),
      timedOut: z.boolean(),
      cause: stepCauseSchema.optional(),
      output,
    }),
    z.strictObject({ ...position, type: z.literal('check-failed'), seconds: elapsedSeconds, output }),
    z.strictObject({
      ...position,
      type: z.literal('check-passed'),
      seconds: elapsedSeconds,
      hostKeys: z.array(hostKey).min(1).max(5),
      secrets: z.record(
        z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
        z.string().max(1000).refine(isPrintableLine, 'must be one line of printable text'),
      ),
    }),
  ])
  .meta({ id: 'BootEvent' });

export const postBootEvent = defineRoute({
  name: 'postBootEvent',
  service: 'provision-instance',
  method: 'POST',
  path: '/instances/:id/boot-events',
  caller: 'machine',
  summary: 'A machine reports its progress; an event sent again changes nothing',
  params: z.strictObject({ id: instanceId }),
  body: bootEventSchema,
  status: 204,
  response: null,
  problems: ['machine-ended'],
  maxBodyBytes: 16_384,
});

export const reportKey = defineRoute({
  name: 'reportKey',
  service: 'provision-instance',
  method: 'POST',
  path: '/instances/:id/key-reports',
  caller: 'machine',
  summary: 'A machine says which SSH key it lets in, and is told which one it is to let in',
  params: z.strictObject({ id: instanceId }),
  body: z.strictObject({ keyId: sshKeyId }),
  status: 200,
  response: z.object({ sshPublicKey: z.string(), askAgainInSeconds: z.int() }),
  problems: ['machine-ended'],
  maxBodyBytes: 16_384,
});

export type BootEvent = z.infer<typeof bootEventSchema>;

export const bootEventRoutes = { postBootEvent, reportKey };
