import * as z from 'zod';
import { sizeSchema } from './blueprint.ts';
import { failureCodes, startRefusalCodes } from './failure-codes.ts';
import { instanceActions, instanceStateSchema, type PowerAction } from './instance-state.ts';
import type { ProblemCode } from './problem.ts';
import {
  blueprintId,
  dollars,
  instanceId,
  instant,
  pageOf,
  pageQuery,
  plainText,
  searchText,
  userId,
} from './primitives.ts';
import { defineRoute, type RouteContract } from './route.ts';
import { sshKeyId, sshPublicKeySchema } from './ssh-key.ts';
import { stopCauseSchema } from './stop-cause.ts';
import { machineHoursSchema } from './weekly-hours.ts';

/** How long a machine runs before it is stopped, unless extended: 1 hour to 30 days. */
export const durationHoursSchema = z.int().min(1).max(720);

export const instanceNameSchema = plainText(60);

export const stepStateSchema = z.enum(['pending', 'running', 'done', 'failed']);

export const instanceStepSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    state: stepStateSchema,
    expectedSeconds: z.number(),
    startedAt: instant.optional(),
    seconds: z.number().optional(),
    /** The newest line that a running step printed. */
    lastLine: z.string().optional(),
    /** The last lines of a failed step. */
    output: z.string().optional(),
  })
  .meta({ id: 'InstanceStep' });

export const instanceSchema = z
  .object({
    id: instanceId,
    name: z.string(),
    owner: z.object({ id: userId, name: z.string(), email: z.string() }),
    blueprint: z.object({ id: blueprintId, version: z.int(), name: z.string(), icon: z.string() }),
    size: sizeSchema,
    diskGib: z.int(),
    state: instanceStateSchema,
    stateChangedAt: instant,
    createdAt: instant,
    readyAt: instant.optional(),
    address: z.string().optional(),
    failure: z.object({ code: z.enum(failureCodes), message: z.string(), stepId: z.string().optional() }).optional(),
    /** Of a stopped machine: why its last start came to nothing. Gone with the next one. */
    startRefusal: z.object({ code: z.enum(startRefusalCodes), message: z.string() }).optional(),
    /** Why a machine that is off, or about to be, was stopped; absent where its start was refused, and of old ones. */
    stopCause: stopCauseSchema.optional(),
    steps: z.array(instanceStepSchema),
    /** The key that opens it; absent in answers that were kept from before it was told. */
    sshKey: z
      .object({
        id: sshKeyId,
        /** It replaced another one then, and the machine has not said yet that it has it. */
        waitingSince: instant.optional(),
        /** Whether another key can take its place: not of machines that end, have failed, or were launched before that was possible. */
        canBeReplaced: z.boolean(),
      })
      .optional(),
    /** What a launched machine waits for before it starts, in the cloud's words; seldom there. */
    waitingFor: z.string().optional(),
    /** Of a machine that has to wait until AWS takes its launch: when its turn comes (`machinesBefore`). */
    launchAt: instant.optional(),
    /** When it is expected to be ready; only until it is. It moves when a step takes longer or shorter than thought. */
    expectedReadyAt: instant.optional(),
    /** When one like it would be, with everything as thought; only until it is ready. Once that has passed, it takes longer than usual. */
    usuallyReadyAt: instant.optional(),
    durationHours: durationHoursSchema,
    /** When the machine is stopped unless extended; absent while it is not running. */
    leaseEndsAt: instant.optional(),
    /** It is idle, and stops then unless it is used or kept. */
    idle: z.object({ since: instant, stopsAt: instant, evidence: z.string() }).optional(),
    /** Being idle does not stop it before then; may be past. */
    keptUntil: instant.optional(),
    /** When a machine that is off is deleted with its disk, unless it is started or kept; absent where it is kept for ever. */
    deletesAt: instant.optional(),
    /** Absent of machines that have none. */
    hours: machineHoursSchema.optional(),
    /**
     * An hour of it running, its disk and public address included; an hour of it stopped; all so far, as of the last full five
     * minutes or, if that was later, the last change of the machine.
     */
    cost: z.object({ perHour: dollars, perHourStopped: dollars, soFar: dollars }),
    /** For how long it ran in all, as of the same moment; absent of machines from before that was counted. */
    ranSeconds: z.number().optional(),
    allowedActions: z.array(z.enum(instanceActions)),
  })
  .meta({ id: 'Instance' });

/** The key that is to open a machine. */
export const chosenKeySchema = z.strictObject({
  sshPublicKey: sshPublicKeySchema,
  /** A name under which the key can be chosen again. */
  sshKeyName: plainText(100).optional(),
  /** A page has just made the key, and nobody has saved its private half yet. */
  isSshKeyUnsaved: z.boolean().optional(),
});

export const instanceParams = z.strictObject({ id: instanceId });

const base = { service: 'provision-instance', caller: 'session' } as const;
const reading = { ...base, scope: 'read' } as const;
const using = { ...base, scope: 'machines' } as const;

export const listInstances = defineRoute({
  ...reading,
  name: 'listInstances',
  method: 'GET',
  path: '/instances',
  summary:
    'Your own machines, newest first; terminated ones only with `ended`; `search` looks in name, blueprint, address and id',
  query: z.strictObject({
    ...pageQuery,
    ended: z.stringbool().default(false),
    state: instanceStateSchema.optional(),
    search: searchText.optional(),
  }),
  status: 200,
  response: pageOf(instanceSchema),
});

export const getInstance = defineRoute({
  ...reading,
  name: 'getInstance',
  method: 'GET',
  path: '/instances/:id',
  summary: 'One machine of yours (administrators: anybody’s)',
  params: instanceParams,
  status: 200,
  response: instanceSchema,
});

function powerRoute<A extends PowerAction, M extends ProblemCode[]>(action: A, summary: string, ...more: M) {
  return defineRoute({
    ...using,
    name: `${action}Instance`,
    method: 'POST',
    path: `/instances/:id/${action}`,
    summary,
    params: instanceParams,
    status: 202,
    response: instanceSchema,
    problems: [...more, 'state-conflict', 'edit-conflict'],
  });
}

/** One for each power action. */
const powerRoutes = {
  startInstance: powerRoute('start', 'Start a stopped machine', 'budget-exceeded'),
  stopInstance: powerRoute('stop', 'Stop a machine; its disk is kept'),
  rebootInstance: powerRoute('reboot', 'Reboot a machine'),
  terminateInstance: powerRoute('terminate', 'End a machine and delete its disk', 'proof-required'),
} satisfies { readonly [Action in PowerAction as `${Action}Instance`]: RouteContract };

export const extendInstance = defineRoute({
  ...using,
  name: 'extendInstance',
  method: 'POST',
  path: '/instances/:id/extend',
  summary: 'Give a machine more time: it now ends this many hours from now',
  params: instanceParams,
  body: z.strictObject({ hours: durationHoursSchema }),
  status: 200,
  response: instanceSchema,
  problems: ['budget-exceeded', 'state-conflict', 'edit-conflict'],
});

export const keepInstance = defineRoute({
  ...using,
  name: 'keepInstance',
  method: 'POST',
  path: '/instances/:id/keep',
  summary: 'Keep a machine that is off: the days after which it is deleted begin anew',
  params: instanceParams,
  status: 200,
  response: instanceSchema,
  problems: ['state-conflict', 'edit-conflict'],
});

export const replaceKey = defineRoute({
  ...base,
  name: 'replaceKey',
  method: 'PUT',
  path: '/instances/:id/key',
  summary: 'Give a machine another SSH key, which replaces the one it has once the machine asks; its owner only',
  params: instanceParams,
  body: chosenKeySchema,
  status: 202,
  response: instanceSchema,
  problems: ['proof-required', 'state-conflict', 'edit-conflict'],
});

export const loginDetailsSchema = z
  .object({
    address: z.string(),
    port: z.int(),
    userName: z.string(),
    command: z.string(),
    sshConfig: z.string(),
    /** What `sshConfig` calls the machine. */
    sshHost: z.string(),
    knownHosts: z.string(),
    hostKeys: z.array(z.object({ type: z.string(), fingerprint: z.string() })),
    /** `url` may contain `{secret}`, to be filled with the revealed value of `secretId`. */
    tools: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        url: z.string(),
        tunnelCommand: z.string(),
        /** What `tunnelCommand` does: connections to a port of the person's computer end at the machine's. */
        forward: z.object({ localPort: z.int(), host: z.string(), port: z.int() }),
        secretId: z.string().optional(),
      }),
    ),
    secrets: z.array(z.object({ id: z.string(), label: z.string() })),
    firstSteps: z.string(),
  })
  .meta({ id: 'LoginDetails' });

export const getLoginDetails = defineRoute({
  ...reading,
  name: 'getLoginDetails',
  method: 'GET',
  path: '/instances/:id/login',
  summary: 'Everything needed to log in to a ready machine; its owner only',
  params: instanceParams,
  status: 200,
  response: loginDetailsSchema,
  problems: ['state-conflict'],
});

export const revealSecret = defineRoute({
  ...base,
  name: 'revealSecret',
  method: 'POST',
  path: '/instances/:id/secrets/:secretId/reveal',
  summary: 'Reveal a secret that the machine made; its owner only, and recorded in the audit log',
  params: z.strictObject({ id: instanceId, secretId: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) }),
  status: 200,
  response: z.object({ value: z.string() }),
  problems: ['state-conflict'],
});

export const getConsole = defineRoute({
  ...reading,
  name: 'getConsole',
  method: 'GET',
  path: '/instances/:id/console',
  summary: 'The newest console output',
  params: instanceParams,
  status: 200,
  response: z.object({ output: z.string(), at: instant.optional() }),
});

export const activitySchema = z
  .object({
    id: z.string(),
    at: instant,
    /** Who did it; absent when CloudApp or the machine itself did. */
    actor: z.object({ id: userId, name: z.string() }).optional(),
    /** A sentence: "Installing PostgreSQL finished after 42 s". */
    text: z.string(),
  })
  .meta({ id: 'Activity' });

export const listActivity = defineRoute({
  ...reading,
  name: 'listActivity',
  method: 'GET',
  path: '/instances/:id/activity',
  summary: 'What happened to a machine, newest first',
  params: instanceParams,
  query: z.strictObject(pageQuery),
  status: 200,
  response: pageOf(activitySchema),
});

export const listFleet = defineRoute({
  name: 'listFleet',
  service: 'provision-instance',
  method: 'GET',
  path: '/fleet/instances',
  caller: 'admin',
  scope: 'admin',
  summary:
    'Machines of all users, newest first; `search` looks in name, blueprint, address, id and owner. A page may be short, even empty, while there are more',
  query: z.strictObject({
    ...pageQuery,
    ended: z.stringbool().default(false),
    ownerId: userId.optional(),
    state: instanceStateSchema.optional(),
    blueprintId: blueprintId.optional(),
    search: searchText.optional(),
  }),
  status: 200,
  response: pageOf(instanceSchema),
});

export const listStrays = defineRoute({
  name: 'listStrays',
  service: 'provision-instance',
  method: 'GET',
  path: '/fleet/strays',
  caller: 'admin',
  scope: 'admin',
  summary: 'EC2 instances that carry CloudApp’s tags but have no record',
  status: 200,
  response: z.object({
    items: z.array(z.object({ ec2InstanceId: z.string(), foundAt: instant, lastSeenAt: instant })),
  }),
});

export type Instance = z.infer<typeof instanceSchema>;
export type InstanceStep = z.infer<typeof instanceStepSchema>;
export type ChosenKey = z.infer<typeof chosenKeySchema>;
export type LoginDetails = z.infer<typeof loginDetailsSchema>;
export type Activity = z.infer<typeof activitySchema>;

export const instanceRoutes = {
  listInstances,
  getInstance,
  ...powerRoutes,
  extendInstance,
  keepInstance,
  replaceKey,
  getLoginDetails,
  revealSecret,
  getConsole,
  listActivity,
  listFleet,
  listStrays,
};
