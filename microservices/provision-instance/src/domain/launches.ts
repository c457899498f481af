import { createHash } from 'node:crypto';
import type { BlueprintFile } from '@cloudapp/contracts/blueprint';
import type { Instance, Launch } from '@cloudapp/contracts/instance';
import { allowedActions } from '@cloudapp/contracts/instance-state';
import { counter, gauge } from '@cloudapp/data/counters';
import type { Database } from '@cloudapp/data/database';
import type { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { SshKeyRepository } from '@cloudapp/data/ssh-key-repository';
import { WriteConflictError } from '@cloudapp/data/conflict';
import { plainSteps, step, transact, type Step, type TransactItem } from '@cloudapp/data/transaction';
import { held } from '@cloudapp/machines/claim';
import type { Machines } from '@cloudapp/machines/composition';
import { counting, type Change } from '@cloudapp/machines/domain/change';
import { auditOf, terminating, type Requester } from '@cloudapp/machines/domain/moves';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import type { Catalogue } from './catalogue.ts';
import { earlierAnswer, type IdempotentRequest } from './idempotency.ts';
import { launchIntent, newMachine, type Wish } from './new-machine.ts';
import { presentInstance } from './present-instance.ts';
import { parseSshPublicKey, SshPublicKeyError, type SshPublicKey } from './ssh-public-key.ts';

export interface LaunchParts {
  readonly database: Database;
  readonly machines: Pick<Machines, 'instances' | 'quotas' | 'statistics' | 'audit' | 'sealer' | 'writer'>;
  readonly idempotency: IdempotencyRepository;
  readonly sshKeys: SshKeyRepository;
  readonly catalogue: Catalogue;
  /** The AMI that a public SSM parameter names at the moment. */
  readonly imageOf: (parameter: string) => Promise<string>;
  /** The bytes that cloud-init gets. */
  readonly userDataOf: (input: {
    instanceId: string;
    file: BlueprintFile;
    token: string;
    sshPublicKey: string;
  }) => Uint8Array;
  readonly network: {
    readonly environment: string;
    readonly subnetIds: readonly string[];
    readonly securityGroups: Readonly<Record<string, string>>;
    readonly instanceProfile: string;
  };
  readonly newInstanceId: (now: Date) => string;
  /** A bearer token for a machine, 256 random bits. */
  readonly newToken: () => string;
  readonly random: () => number;
  /** Takes a machine that was just written further, without being waited for. */
  readonly kick: (instanceId: string) => void;
}

/** Why a launch was not written. */
type RefusalReason = 'key-in-use' | 'quota-exceeded' | 'edit-conflict';
type LaunchStep = Step<RefusalReason>;

interface Prepared {
  readonly record: InstanceRecord;
  readonly steps: readonly LaunchStep[];
  readonly key: SshPublicKey;
}

/** What a launch writes besides the new machine: the place that it takes, the failed machine that it replaces. */
interface Others {
  readonly quota?: TransactItem | undefined;
  readonly ending?: Change;
}

const maxRounds = 5;

export type Owner = InstanceRecord['owner'];

export class Launches {
  readonly #parts: LaunchParts;

  constructor(parts: LaunchParts) {
    this.#parts = parts;
  }

  /**
   * Asks for a machine. One transaction stores it, its frozen intent, its place in the quota and the answer under the
   * idempotency key, so that of any number of equal requests one creates it and all get the same answer.
   */
  async launch(owner: Owner, requester: Requester, wish: Launch, request: IdempotentRequest, now: Date) {
    const earlier = await earlierAnswer<Instance>(this.#parts.idempotency, request, now);
    if (earlier) return earlier;
    const file = this.#fileFor(wish);
    const prepared = await this.#prepare(owner, requester, wish, file, now);
    return await this.#write(prepared, request, now, { quota: this.#parts.machines.quotas.takeItem(owner.id) });
  }

  /** Ends a failed machine and asks for a fresh one like it, which takes over its place in the quota. */
  async retry(failed: InstanceRecord, requester: Requester, request: IdempotentRequest, now: Date): Promise<Instance> {
    const earlier = await earlierAnswer<Instance>(this.#parts.idempotency, request, now);
    if (earlier) return earlier;
    const wish = wishOf(failed);
    const file = this.#parts.catalogue.file(failed.blueprint.id);
    if (!file?.sizes.includes(wish.size)) {
      throw new ProblemError('state-conflict', { detail: 'The blueprint is not offered any more in this size' });
    }
    const prepared = await this.#prepare(failed.owner, requester, wish, file, now);
    const answer = await this.#replace(failed, prepared, requester, request, now);
    this.#parts.kick(failed.instanceId);
    return answer;
  }

  /** A failed machine is still written now and then, while its failure is being told; that is no reason to refuse. */
  async #replace(
    failed: InstanceRecord,
    prepared: Prepared,
    requester: Requester,
    request: IdempotentRequest,
    now: Date,
  ): Promise<Instance> {
    const { quotas, instances } = this.#parts.machines;
    let current: InstanceRecord | undefined = failed;
    for (let round = 1; ; round++) {
      if (!current || !allowedActions(current.state, true).includes('retry')) throw new ProblemError('state-conflict');
      const ending = held(terminating(current, now, requester, true), now);
      const quota = current.holdsQuota ? undefined : quotas.takeItem(current.owner.id);
      try {
        return await this.#write(prepared, request, now, { quota, ending });
      } catch (error) {
        const isOvertaken = error instanceof ProblemError && error.code === 'edit-conflict';
        if (!isOvertaken || round === maxRounds) throw error;
        current = await instances.get(failed.instanceId);
      }
    }
  }

  #fileFor(wish: Launch): BlueprintFile {
    const file = this.#parts.catalogue.file(wish.blueprintId);
    if (!file) throw invalid('/blueprintId', 'is not in the catalogue');
    if (!file.sizes.includes(wish.size)) throw invalid('/size', 'is not offered for this blueprint');
    return file;
  }

  async #prepare(owner: Owner, requester: Requester, wish: Wish, file: BlueprintFile, now: Date): Promise<Prepared> {
    const { catalogue, machines, imageOf, userDataOf, newInstanceId, newToken } = this.#parts;
    const key = readKey(wish.sshPublicKey);
    const instanceId = newInstanceId(now);
    const token = newToken();
    const userData = userDataOf({ instanceId, file, token, sshPublicKey: wish.sshPublicKey });
    const [expected, imageId, sealed] = await Promise.all([
      catalogue.expectationOf(file),
      imageOf(file.baseImage.parameter),
      machines.sealer.seal(instanceId, userData),
    ]);
    const record = newMachine({ instanceId, owner, wish, file, expected, tokenHash: hashToken(token), now });
    const intent = launchIntent(record, { ...this.#place(file.id), imageId }, sealed);
    return {
      record,
      key,
      steps: [
        step(machines.instances.createItem(record), 'edit-conflict'),
        ...plainSteps(machines.instances.intentItem(instanceId, intent), ...this.#told(record, requester)),
      ],
    };
  }

  #place(blueprintId: string) {
    const { environment, subnetIds, securityGroups, instanceProfile } = this.#parts.network;
    const subnetId = subnetIds[Math.floor(this.#parts.random() * subnetIds.length)];
    const securityGroupId = securityGroups[blueprintId];
    if (subnetId === undefined || securityGroupId === undefined) {
      throw new Error(`There is no network for machines of the blueprint ${blueprintId}`);
    }
    return { environment, subnetId, securityGroupId, instanceProfile };
  }

  #told(record: InstanceRecord, requester: Requester): TransactItem[] {
    const { instances, audit } = this.#parts.machines;
    const now = new Date(record.createdAt);
    const actor = { id: requester.id, name: requester.name };
    return [
      instances.eventItem(record.instanceId, { text: 'Asked for', actor }, now),
      audit.item(auditOf(record, 'machine-requested', requester, record.blueprint.name), now),
    ];
  }

  /** Counts the new machine, together with the end of the one that it replaces, if any. */
  #counted(record: InstanceRecord, ending: Change | undefined, now: Date): LaunchStep[] {
    const { statistics, writer } = this.#parts.machines;
    const blueprintId = record.blueprint.id;
    const counters = { [counter.net(blueprintId)]: 1 };
    const gauges = { [gauge.machinesInState('requested')]: 1, [gauge.machinesOfBlueprint(blueprintId)]: 1 };
    if (!ending) return plainSteps(...statistics.countItems(counters, now), statistics.gaugeItem(gauges));
    const steps = writer.steps(counting(ending, counters, gauges), now);
    return steps.map(({ item, reason }) => (reason ? step(item, 'edit-conflict') : { item }));
  }

  async #write(prepared: Prepared, request: IdempotentRequest, now: Date, { quota, ending }: Others) {
    const { database, idempotency, sshKeys, kick } = this.#parts;
    const { record, key } = prepared;
    const answer = presentInstance(record, record.owner.id, now);
    const { requestHash } = request;
    const steps: LaunchStep[] = [
      step(idempotency.item(request.key, { requestHash, answer }, now), 'key-in-use'),
      ...(quota ? [step(quota, 'quota-exceeded')] : []),
      ...this.#counted(record, ending, now),
      ...prepared.steps,
      ...plainSteps(
        sshKeys.useItem(record.owner.id, { ...key, publicKey: record.sshPublicKey }, record.sshKeyName, now),
      ),
    ];
    try {
      await transact(database, steps, refuse);
    } catch (error) {
      return await this.#explain(error, request, now);
    }
    kick(record.instanceId);
    return answer;
  }

  /** Somebody was faster with the same key, or our own answer was lost: what is stored is the answer. */
  async #explain(error: unknown, request: IdempotentRequest, now: Date): Promise<Instance> {
    const earlier = await earlierAnswer<Instance>(this.#parts.idempotency, request, now);
    if (earlier) return earlier;
    if (error instanceof WriteConflictError) refuse('key-in-use');
    throw error;
  }
}

function wishOf(record: InstanceRecord): Wish {
  const { name, size, durationHours, sshPublicKey, sshKeyName } = record;
  return { name, size: size.id, durationHours, sshPublicKey, sshKeyName };
}

function readKey(line: string): SshPublicKey {
  try {
    return parseSshPublicKey(line);
  } catch (error) {
    if (error instanceof SshPublicKeyError) throw invalid('/sshPublicKey', error.message);
    throw error;
  }
}

function invalid(pointer: string, detail: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ pointer, detail }] });
}

/** Hex SHA-256 of a machine's token, the only thing that is kept of it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function refuse(reason: RefusalReason): never {
  if (reason === 'key-in-use') throw new ProblemError('idempotency-key-in-flight', { retryAfterSeconds: 1 });
  throw new ProblemError(reason);
}
