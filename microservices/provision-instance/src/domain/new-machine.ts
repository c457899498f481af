import type { BlueprintDefinition, SizeId } from '@cloudapp/contracts/blueprint';
import { diskHour, publicAddressHour, type MachinePrices } from '@cloudapp/contracts/machine-prices';
import type { InstanceIn, InstanceRecord, LaunchIntent } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import type { Sealed } from '@cloudapp/data/sealed';
import { claimEnd } from '@cloudapp/machines/domain/claim';
import type { Expectation } from '@cloudapp/machines/domain/lessons';
import { later, limits } from '@cloudapp/machines/domain/limits';
import { firstShare } from '@cloudapp/machines/domain/share';
import { tag } from '@cloudapp/machines/domain/tags';
import { sizeAt } from './sizes.ts';

/** What a person chose for a machine of a blueprint, already checked. */
export interface LaunchChoices {
  readonly name: string;
  readonly size: SizeId;
  readonly durationHours: number;
  readonly sshPublicKey: string;
  readonly sshKeyName?: string | undefined;
  /** Whether a page has just made the key. */
  readonly isSshKeyUnsaved?: boolean | undefined;
  /** At which hours of the week it runs; absent of one that has none. */
  readonly hours?: StoredHours | undefined;
}

export interface NewMachine {
  readonly instanceId: string;
  readonly owner: InstanceRecord['owner'];
  readonly choices: LaunchChoices;
  readonly definition: BlueprintDefinition;
  readonly expected: Expectation;
  readonly prices: MachinePrices;
  readonly tokenHash: string;
  readonly now: Date;
}

/** Slack on top of the blueprint's own limits, for reports that had to be sent again. */
const slackSeconds = 300;

/** What of a new machine is known before anything is asked for it, and what it costs. */
export function pricesOf(definition: BlueprintDefinition, prices: MachinePrices, size: SizeId) {
  return {
    size: sizeAt(prices, size),
    prices: { diskPerHour: diskHour(prices, definition.diskGib), addressPerHour: publicAddressHour },
  };
}

function smallerSizes({ sizes }: BlueprintDefinition, prices: MachinePrices, pricePerHour: number) {
  return sizes.map((id) => sizeAt(prices, id)).filter((size) => size.pricePerHour < pricePerHour);
}

/** The machine as it is when somebody has just asked for it; whoever writes it claims it. */
export function newMachine(given: NewMachine): InstanceIn<'requested'> {
  const { instanceId, owner, choices, definition, expected, prices, tokenHash, now } = given;
  const priced = pricesOf(definition, prices, choices.size);
  const stepSeconds = [...expected.steps.values()].reduce((sum, seconds) => sum + seconds, 0);
  return {
    instanceId,
    version: 1,
    owner,
    name: choices.name,
    blueprint: { id: definition.id, version: definition.version, name: definition.name, icon: definition.icon },
    login: { userName: definition.userName, ...definition.login },
    ...priced,
    smallerSizes: smallerSizes(definition, prices, priced.size.pricePerHour),
    share: firstShare({ ...priced, durationHours: choices.durationHours }, now),
    diskGib: definition.diskGib,
    sshPublicKey: choices.sshPublicKey,
    sshKeyName: choices.sshKeyName,
    takesKeys: true,
    state: 'requested',
    stateChangedAt: now.toISOString(),
    createdAt: now.toISOString(),
    steps: definition.steps.map(({ id, title, expectedSeconds, timeoutSeconds }) => ({
      id,
      title,
      state: 'pending',
      expectedSeconds: expected.steps.get(id) ?? expectedSeconds,
      limitSeconds: timeoutSeconds,
    })),
    expectedBootSeconds: Math.max(0, expected.wholeSeconds - stepSeconds),
    installLimitSeconds:
      definition.steps.reduce((sum, step) => sum + step.timeoutSeconds, definition.check.timeoutSeconds) + slackSeconds,
    durationHours: choices.durationHours,
    ...(choices.hours && { hours: choices.hours }),
    deadlineAt: later(now, limits.launchMs),
    costMicros: 0,
    ranMs: 0,
    ratePerHourMicros: 0,
    holdsQuota: true,
    tokenHash,
    launchAttempts: 0,
    position: { boot: 0, seen: [] },
    bootBefore: 0,
    attention: 'active',
    dueAt: claimEnd(now).toISOString(),
  };
}

export interface Placement {
  readonly environment: string;
  readonly imageId: string;
  /** One in each zone, that of the zone to try first before the others. */
  readonly subnetIds: readonly [string, ...string[]];
  readonly securityGroupId: string;
  readonly instanceProfile: string;
}

/** Everything that RunInstances will be told, however often it has to be asked. */
export function launchIntent(record: InstanceRecord, placement: Placement, userData: Sealed): LaunchIntent {
  const [subnetId, ...otherSubnetIds] = placement.subnetIds;
  return {
    token: record.instanceId,
    imageId: placement.imageId,
    instanceType: record.size.instanceType,
    subnetId,
    otherSubnetIds,
    securityGroupId: placement.securityGroupId,
    instanceProfile: placement.instanceProfile,
    diskGib: record.diskGib,
    tags: {
      [tag.environment]: placement.environment,
      [tag.id]: record.instanceId,
      [tag.owner]: record.owner.id,
      [tag.blueprint]: `${record.blueprint.id}@${record.blueprint.version}`,
      [tag.name]: record.name,
    },
    userData,
  };
}
