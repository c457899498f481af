import type { BlueprintFile, SizeId } from '@cloudapp/contracts/blueprint';
import type { InstanceRecord, LaunchIntent, Sealed } from '@cloudapp/data/instance-record';
import { heldUntil } from '@cloudapp/machines/claim';
import type { Expectation } from '@cloudapp/machines/domain/lessons';
import { limits } from '@cloudapp/machines/domain/moves';
import { tag } from '@cloudapp/machines/tags';
import { sizes } from './sizes.ts';

/** What a person asks for, already checked. */
export interface Wish {
  readonly name: string;
  readonly size: SizeId;
  readonly durationHours: number;
  readonly sshPublicKey: string;
  readonly sshKeyName?: string | undefined;
}

export interface NewMachine {
  readonly instanceId: string;
  readonly owner: InstanceRecord['owner'];
  readonly wish: Wish;
  readonly file: BlueprintFile;
  readonly expected: Expectation;
  readonly tokenHash: string;
  readonly now: Date;
}

/** Slack on top of the blueprint's own limits, for reports that had to be sent again. */
const slackSeconds = 300;

/** The machine as it is when somebody has just asked for it; whoever writes it holds it. */
export function newMachine({ instanceId, owner, wish, file, expected, tokenHash, now }: NewMachine): InstanceRecord {
  const stepSeconds = [...expected.steps.values()].reduce((sum, seconds) => sum + seconds, 0);
  return {
    instanceId,
    version: 1,
    owner,
    name: wish.name,
    blueprint: { id: file.id, version: file.version, name: file.name, icon: file.icon },
    login: { userName: file.userName, ...file.login },
    size: sizes[wish.size],
    diskGib: file.diskGib,
    sshPublicKey: wish.sshPublicKey,
    sshKeyName: wish.sshKeyName,
    state: 'requested',
    stateChangedAt: now.toISOString(),
    createdAt: now.toISOString(),
    steps: file.steps.map(({ id, title, expectedSeconds }) => ({
      id,
      title,
      state: 'pending',
      expectedSeconds: expected.steps.get(id) ?? expectedSeconds,
    })),
    expectedBootSeconds: Math.max(0, expected.wholeSeconds - stepSeconds),
    installLimitSeconds:
      file.steps.reduce((sum, step) => sum + step.timeoutSeconds, file.check.timeoutSeconds) + slackSeconds,
    durationHours: wish.durationHours,
    deadlineAt: new Date(now.getTime() + limits.launchMs).toISOString(),
    costMicros: 0,
    holdsQuota: true,
    tokenHash,
    launchAttempts: 0,
    position: { boot: 0, seen: [] },
    bootBefore: 0,
    attention: 'active',
    dueAt: heldUntil(now).toISOString(),
  };
}

export interface Placement {
  readonly environment: string;
  readonly imageId: string;
  readonly subnetId: string;
  readonly securityGroupId: string;
  readonly instanceProfile: string;
}

/** Everything that RunInstances will be told, however often it has to be asked. */
export function launchIntent(record: InstanceRecord, placement: Placement, userData: Sealed): LaunchIntent {
  return {
    imageId: placement.imageId,
    instanceType: record.size.instanceType,
    subnetId: placement.subnetId,
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
