import { sizeSchema } from '@cloudapp/contracts/blueprint';
import { failureCodes, startRefusalCodes } from '@cloudapp/contracts/failure-codes';
import { activitySchema, instanceStepSchema } from '@cloudapp/contracts/instance';
import { instanceStates, type InstanceState } from '@cloudapp/contracts/instance-state';
import { diskHour, machinePrices, publicAddressHour } from '@cloudapp/contracts/machine-prices';
import { instanceId, instant, userId } from '@cloudapp/contracts/primitives';
import { stopCauseSchema } from '@cloudapp/contracts/stop-cause';
import * as z from 'zod';
import { toMicros } from './counters.ts';
import type { Immutable } from './immutable.ts';
import { sealedSchema } from './sealed.ts';
import { hoursFacts } from './stored-hours.ts';
import { defineItem, type Upgrade } from './stored-item.ts';
import { usageTotalsSchema } from './usage-totals.ts';

/** What the blueprint's version said about logging in when the machine was made. */
const loginTemplateSchema = z.object({
  userName: z.string(),
  tools: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      port: z.int(),
      path: z.string(),
      scheme: z.string(),
      secret: z.string().optional(),
    }),
  ),
  secrets: z.array(z.object({ id: z.string(), label: z.string() })),
  firstSteps: z.string(),
});

const failureSchema = z.object({
  code: z.enum(failureCodes),
  message: z.string(),
  stepId: z.string().optional(),
});

/** When a machine that is off is deleted, and what its owner has been told of that. */
const deletionSchema = z.object({
  at: instant,
  /** The days are counted from then: it was switched off, or somebody wanted it kept. */
  from: instant,
  /** By which rule, so that another one counts anew. */
  keptDays: z.int(),
  warned: z.enum(['first', 'last']).optional(),
});

const shareSchema = z.object({
  month: z.string(),
  costAtStart: z.number(),
  told: z.record(z.string(), z.object({ spent: z.number(), planned: z.number() })),
});

/** Why its last start came to nothing. */
const startRefusalSchema = z.object({ code: z.enum(startRefusalCodes), message: z.string() });

/** What is known of a machine in every state. */
export const lastingSchema = z.object({
  instanceId,
  /** Counts its writes: each is made on condition that this is still the one that was read. */
  version: z.int(),
  owner: z.object({ id: userId, name: z.string(), email: z.string() }),
  name: z.string(),
  blueprint: z.object({ id: z.string(), version: z.int(), name: z.string(), icon: z.string() }),
  login: loginTemplateSchema,
  size: sizeSchema,
  /** The cheaper ones that its blueprint offered when it was asked for; absent of machines from before they were kept. */
  smallerSizes: z.array(sizeSchema).optional(),
  /** What it did in all its life, by what it said itself: of one that ends. */
  use: usageTotalsSchema.optional(),
  diskGib: z.int(),
  sshPublicKey: z.string(),
  sshKeyName: z.string().optional(),
  /** Whether it asks for its key while it runs; absent of machines from before they did. */
  takesKeys: z.boolean().optional(),
  /** Its key was replaced then, and it has not said yet that it lets the new one in. */
  keyWaitingSince: instant.optional(),
  stateChangedAt: instant,
  createdAt: instant,
  /** `limitSeconds`: how long the blueprint lets the step take; absent of machines from before it was kept. */
  steps: z.array(instanceStepSchema.extend({ limitSeconds: z.number().optional() })),
  /** How long it was thought to take, when it was asked for, until the machine itself reports. */
  expectedBootSeconds: z.number(),
  /** Longest time from the first report to the check's result: the blueprint's own limits added up. */
  installLimitSeconds: z.number(),
  durationHours: z.number(),
  /** What it costs besides its size, in US dollars an hour, as it was when the machine was asked for. */
  prices: z.object({ diskPerHour: z.number(), addressPerHour: z.number() }),
  /** Millionths of a US dollar, counted up to `billedSince`. */
  costMicros: z.number(),
  /** Milliseconds for which it was charged as running, counted up to `billedSince`; absent of machines from before it was kept. */
  ranMs: z.int().optional(),
  /** Millionths of a US dollar an hour: what it is charged since `billedSince`, and its part of the gauge of all. */
  ratePerHourMicros: z.int(),
  /**
   * Its part of its owner's ledger: what it had cost when a month began, and what the ledger has of it, in millionths of a dollar; absent
   * of machines from before there were ledgers.
   */
  share: shareSchema.optional(),
  /** Whether it takes one of its owner's places; a failed machine gives its place to the one that replaces it. */
  holdsQuota: z.boolean(),
  /** Hex SHA-256 of the token with which the machine reports. */
  tokenHash: z.string(),
  launchAttempts: z.int(),
  /** When its turn at EC2 came, or comes; absent where it did not have to wait for it. */
  launchAt: instant.optional(),
  /** The newest boot that reported, and the newest sequence numbers of its events that were taken, ascending. */
  position: z.object({ boot: z.int(), seen: z.array(z.int()) }),
  /** Only a boot after this one proves a start or reboot; 0 for a new machine. */
  bootBefore: z.int(),
  /** Who started it last was an administrator and not its owner; absent where its owner did, or nobody did yet. */
  startedByAdministratorAt: instant.optional(),
  /** Of which end of its time its owner was warned last, and how long before. */
  leaseWarning: z.object({ endsAt: instant, before: z.enum(['day', 'hour']) }).optional(),
  /** When it stops because its owner's budget is spent, of which they were told. */
  budgetStop: z.object({ at: instant }).optional(),
  ...hoursFacts,
  /** Being idle does not stop it before then. */
  keptUntil: instant.optional(),
  /** Whether it may use no more processor credits than it earns. */
  areCreditsLimited: z.boolean().optional(),
  recordedAt: instant.optional(),
  /** When a worker began to send the message that is not yet known to be sent. */
  announcingAt: instant.optional(),
  announcedAt: instant.optional(),
  /** Who must look at it: `active` the service and the reconciler, `settled` the reconciler alone; absent nobody. Stored with a number. */
  attention: z
    .string()
    .transform((partition) => partition.replace(/#\d+$/, ''))
    .pipe(z.enum(['active', 'settled']))
    .optional(),
  dueAt: instant.optional(),
});

/** EC2 has answered the launch. */
const launched = { ec2InstanceId: z.string(), lastLaunchAt: instant };
/** What it costs since then is not yet in `costMicros`. */
const billed = { billedSince: instant };
/** Its owner was warned that it stops for being idle. */
const idleSchema = z.object({
  since: instant,
  warnedAt: instant,
  stopsAt: instant,
  /** Why, in words. */
  evidence: z.string(),
  /** The same when its time was over: it is to stop. */
  evidenceAtEnd: z.string().optional(),
});
/** It is stopped then unless extended. */
const leased = { leaseEndsAt: instant };
/** The state has lasted too long then. */
const timed = { deadlineAt: instant };
/** Where people reach it, and all that it knows of itself; the first one is another one after each start. */
const addresses = { address: z.string(), privateAddress: z.string() };
/** Why it was stopped; absent of machines from before it was kept. */
const caused = { stopCause: stopCauseSchema.optional() };
/** EC2 may not have given it both addresses yet. */
const arriving = z.object(addresses).partial().shape;
const reachable = addresses;
/** Its check has passed, last in the boot `checkedBoot`. */
const proven = { readyAt: instant, checkedBoot: z.int(), hostKeys: z.array(z.string()) };

/** What a machine that ends may still have of the states before, which can be any. */
const remains = z.object({ ...launched, ...billed, ...reachable, ...proven }).partial().shape;

const failed = { failure: failureSchema };
const maybeFailed = { failure: failureSchema.optional() };

/** A machine, by its state: what a state does not have cannot be read in it. */
const instanceRecordSchema = z.discriminatedUnion('state', [
  lastingSchema.extend({ state: z.literal('requested'), ...timed, lastLaunchAt: instant.optional() }),
  lastingSchema.extend({
    state: z.literal('launching'),
    ...launched,
    ...billed,
    ...leased,
    ...timed,
    ...arriving,
    /** What EC2 says it waits for before it starts. */
    waitingFor: z.string().optional(),
  }),
  lastingSchema.extend({
    state: z.literal('installing'),
    ...launched,
    ...billed,
    ...leased,
    ...timed,
    ...arriving,
    /** Both are there once the check has passed, while the login port does not answer yet. */
    checkedBoot: z.int().optional(),
    hostKeys: z.array(z.string()).optional(),
  }),
  lastingSchema.extend({
    state: z.literal('ready'),
    ...launched,
    ...billed,
    ...leased,
    ...reachable,
    ...proven,
    idle: idleSchema.optional(),
  }),
  lastingSchema.extend({
    state: z.literal('stopping'),
    ...launched,
    ...billed,
    ...timed,
    ...reachable,
    ...proven,
    ...caused,
  }),
  lastingSchema.extend({
    state: z.literal('stopped'),
    ...launched,
    ...billed,
    ...proven,
    ...caused,
    startRefusal: startRefusalSchema.optional(),
    deletion: deletionSchema.optional(),
  }),
  lastingSchema.extend({
    state: z.literal('starting'),
    ...launched,
    ...billed,
    ...leased,
    ...timed,
    ...arriving,
    ...proven,
    /** When EC2 took the start, and why it said then that the machine was stopped. */
    startTaken: z.object({ at: instant, reason: z.string().optional() }).optional(),
  }),
  lastingSchema.extend({
    state: z.literal('rebooting'),
    ...launched,
    ...billed,
    ...leased,
    ...timed,
    ...reachable,
    ...proven,
    /** Whether EC2 took the request of a reboot. */
    isRebootSent: z.boolean(),
  }),
  lastingSchema.extend({ state: z.literal('terminating'), ...remains, ...maybeFailed }),
  lastingSchema.extend({ state: z.literal('terminated'), ...remains, ...maybeFailed }),
  lastingSchema.extend({
    state: z.literal('failed'),
    ...remains,
    ...failed,
    leaseEndsAt: instant.optional(),
    /** It is stopped: its disk alone costs. */
    isOff: z.boolean().optional(),
    ...caused,
    deletion: deletionSchema.optional(),
  }),
]);

/** Every parameter of RunInstances, frozen when the machine was asked for, so that a repeated call is the same call. */
const launchIntentSchema = z.object({
  imageId: z.string(),
  instanceType: z.string(),
  /** Another one for each zone that is tried, since no parameter may differ under the same token. */
  token: z.string(),
  /** A subnet lies in one zone, so this freezes the zone too, which EC2 leaves out of its own comparison. */
  subnetId: z.string(),
  /** In the zones that come next when this one has no room. */
  otherSubnetIds: z.array(z.string()),
  securityGroupId: z.string(),
  instanceProfile: z.string(),
  diskGib: z.int(),
  tags: z.record(z.string(), z.string()),
  /** The exact bytes, sealed: they hold the machine's token. */
  userData: sealedSchema,
});

/** Machines of version 1 had one address, whichever EC2 told; the next look at EC2 sets both right. */
const addPrivateAddress: Upgrade = (item) =>
  item['address'] === undefined ? item : { privateAddress: item['address'], ...item };

const legacyCostSchema = z.object({ diskGib: z.number(), size: z.object({ pricePerHour: z.number() }) });

/**
 * Machines of version 2 were charged for their size alone, at eu-west-1's prices, and while stopped for nothing. That is what
 * they are still charged, and counted in the gauge, up to the next write; from then on for their disk and address, too.
 */
const addRate: Upgrade = (item) => {
  const { diskGib, size } = legacyCostSchema.parse(item);
  const prices = machinePrices['eu-west-1'];
  return {
    prices: { diskPerHour: diskHour(prices, diskGib), addressPerHour: publicAddressHour },
    ratePerHourMicros: item['billedSince'] === undefined ? 0 : toMicros(size.pricePerHour),
    ...(item['state'] === 'stopped' && { billedSince: item['stateChangedAt'] }),
    ...item,
  };
};

/** Machines of version 3 waited with all others in one partition, without the number. */
const unspread: Upgrade = (item) => item;

/** Intents of version 1 were for one zone, under the machine's id. */
const addToken: Upgrade = ({ intent, ...item }) => ({
  ...item,
  intent: { token: item['instanceId'], otherSubnetIds: [], ...(intent as object) },
});

/** The four kinds of items of a machine. */
export const instanceItem = defineItem({
  table: 'instances',
  schema: instanceRecordSchema,
  upgrades: [addPrivateAddress, addRate, unspread],
});
export const intentItem = defineItem({
  table: 'instances',
  schema: z.object({ intent: launchIntentSchema }),
  upgrades: [addToken],
});
export const secretsItem = defineItem({ table: 'instances', schema: z.object({ secrets: sealedSchema }) });
export const activityItem = defineItem({ table: 'instances', schema: activitySchema });

/** What the index of due machines tells of each. */
export const dueItem = defineItem({ table: 'instances', schema: z.object({ instanceId, dueAt: instant }) });

/** What the index of all machines tells lists of each. */
export const listedItem = defineItem({
  table: 'instances',
  schema: z.object({
    ...lastingSchema.pick({ instanceId: true, createdAt: true, name: true, owner: true, blueprint: true }).shape,
    state: z.enum(instanceStates),
    address: z.string().optional(),
  }),
});

/** What the index of all machines tells of each to whoever holds it against EC2. */
export const placedItem = defineItem({
  table: 'instances',
  schema: z.object({
    instanceId,
    state: z.enum(instanceStates),
    owner: z.object({ id: userId }),
    ec2InstanceId: z.string().optional(),
    address: z.string().optional(),
    privateAddress: z.string().optional(),
    /** Absent also of machines that were written before it was kept. */
    expectedPower: z.enum(['running', 'stopped']).optional(),
  }),
});

/** A machine as it is stored. */
export type InstanceRecord = Immutable<z.infer<typeof instanceRecordSchema>>;
/** A machine in one of some states. */
export type InstanceIn<S extends InstanceState> = Extract<InstanceRecord, { readonly state: S }>;
export type LastingFacts = Immutable<z.infer<typeof lastingSchema>>;
export type LoginTemplate = Immutable<z.infer<typeof loginTemplateSchema>>;
export type InstanceFailure = Immutable<z.infer<typeof failureSchema>>;
export type Share = Immutable<z.infer<typeof shareSchema>>;
export type Deletion = Immutable<z.infer<typeof deletionSchema>>;
export type StartRefusal = Immutable<z.infer<typeof startRefusalSchema>>;
export type BootPosition = InstanceRecord['position'];
export type LaunchIntent = Immutable<z.infer<typeof launchIntentSchema>>;
export type ListedInstance = Immutable<ReturnType<typeof listedItem.parse>>;
export type PlacedInstance = Immutable<ReturnType<typeof placedItem.parse>>;
export type DueInstance = Immutable<ReturnType<typeof dueItem.parse>>;
/** Which machines wait: `active` ones change by themselves, `settled` ones only need a look now and then. */
export type Attention = NonNullable<InstanceRecord['attention']>;
