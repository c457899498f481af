import type { BlueprintDefinition, SizeId } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import { allows } from '@cloudapp/contracts/instance-state';
import { longestHoursFor } from '@cloudapp/contracts/longest-hours';
import type { Launch } from '@cloudapp/contracts/launch';
import { counter, gauge } from '@cloudapp/data/counters';
import type { Database } from '@cloudapp/data/database';
import type { IdempotencyRepository } from '@cloudapp/data/idempotency-repository';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { addLedgers, type Posting } from '@cloudapp/data/quota-ledger';
import type { SshKeyRepository, UsedKey } from '@cloudapp/data/ssh-key-repository';
import { WriteConflictError } from '@cloudapp/data/conflict';
import { hashToken } from '@cloudapp/data/token';
import { plainSteps, step, transact, type Step, type TransactItem } from '@cloudapp/data/transaction';
import type { Machines } from '@cloudapp/machines/composition';
import { limitOf } from '@cloudapp/machines/domain/budget';
import { counting, type Change } from '@cloudapp/machines/domain/change';
import { claiming } from '@cloudapp/machines/domain/claim';
import { activityOf, auditOf } from '@cloudapp/machines/domain/entries';
import { describeRules, hoursAnew } from '@cloudapp/machines/domain/hours-moves';
import { replaced } from '@cloudapp/machines/domain/power-moves';
import { firstShare } from '@cloudapp/machines/domain/share';
import type { Actor } from '../domain/actor.ts';
import type { IdempotentRequest } from '../domain/idempotent-request.ts';
import { launchIntent, newMachine, pricesOf, type LaunchChoices } from '../domain/new-machine.ts';
import { presentInstance } from '../domain/present-instance.ts';
import type { Catalogue } from './catalogue.ts';
import { earlierAnswer } from './earlier-answer.ts';
import type { LaunchRate } from './launch-rate.ts';
import { readKey } from './read-key.ts';
import { RefusedError, tooLong } from './refused-error.ts';
import { usualHoursFor } from './usual-hours.ts';

export interface LaunchParts {
  readonly database: Database;
  readonly machines: Pick<
    Machines,
    'instances' | 'quotas' | 'statisticsEvents' | 'audit' | 'sealer' | 'writer' | 'rules' | 'holidays'
  >;
  readonly idempotency: IdempotencyRepository;
  readonly sshKeys: SshKeyRepository;
  readonly rate: LaunchRate;
  readonly catalogue: Catalogue;
  /** The AMI that a public SSM parameter names at the moment. */
  readonly imageOf: (parameter: string) => Promise<string>;
  /** The bytes that cloud-init gets. */
  readonly userDataOf: (input: {
    instanceId: string;
    definition: BlueprintDefinition;
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
  readonly wake: (instanceId: string) => void;
}

/** Why a launch was not written. */
type LaunchRefusal = 'key-in-use' | 'overtaken';
type LaunchStep = Step<LaunchRefusal>;

interface Prepared {
  readonly record: InstanceRecord;
  readonly steps: readonly LaunchStep[];
  readonly key: UsedKey;
}

/** What a launch writes besides the new machine: the place that it takes, the failed machine that it replaces. */
interface Others {
  readonly quota: TransactItem;
  readonly ending?: Change;
}

/** As many launches of one person at the same time as are let through, and some more. */
const maxRounds = 12;

export type Owner = InstanceRecord['owner'];

interface Retry {
  readonly owner: Owner;
  readonly actor: Actor;
  /** Another than the failed machine's. */
  readonly size: SizeId | undefined;
}

export class Launches {
  readonly #parts: LaunchParts;

  constructor(parts: LaunchParts) {
    this.#parts = parts;
  }

  /**
   * Asks for a machine. One transaction stores it, its frozen intent, its place in the quota and the answer under the
   * idempotency key, so that of any number of equal requests one creates it and all get the same answer.
   */
  async launch(owner: Owner, actor: Actor, launch: Launch, request: IdempotentRequest, now: Date) {
    const earlier = await earlierAnswer(this.#parts.idempotency, request, now);
    if (earlier) return earlier;
    const definition = this.#definitionFor(launch);
    const longest = await this.#longestHours(actor, definition, now);
    if (launch.durationHours > longest) throw tooLong('durationHours', longest);
    const { rate } = this.#parts;
    // Refused before anything is asked of KMS and SSM.
    const takes = { place: true, posting: await this.#postingOf(owner, definition, launch, now) };
    let quota = await rate.counted(actor, takes, now);
    const hours = await usualHoursFor(this.#parts.machines, actor, now);
    const prepared = await this.#prepare(owner, actor, { ...launch, hours }, definition, now);
    for (let round = 1; ; round++) {
      try {
        return await this.#write(prepared, request, now, { quota });
      } catch (error) {
        if (!isOvertaken(error) || round === maxRounds) throw error;
        quota = await rate.counted(actor, takes, now);
      }
    }
  }

  /** Ends a failed machine and asks for a fresh one like it, or of another size, which takes over its place in the quota. */
  async retry(
    failed: InstanceRecord,
    { owner, actor, size }: Retry,
    request: IdempotentRequest,
    now: Date,
  ): Promise<Instance> {
    const earlier = await earlierAnswer(this.#parts.idempotency, request, now);
    if (earlier) return earlier;
    const choices = { ...choicesOf(failed), ...(size && { size }) };
    const definition = this.#parts.catalogue.definition(failed.blueprint.id);
    if (size && definition && !definition.sizes.includes(size))
      throw wrong('size', 'is not offered for this blueprint');
    if (!definition?.sizes.includes(choices.size)) {
      throw new RefusedError({ code: 'state-wrong', detail: 'The blueprint is not offered any more in this size' });
    }
    const durationHours = Math.min(choices.durationHours, await this.#longestHours(actor, definition, now));
    const hours = failed.hours && hoursAnew(failed.hours, now);
    const prepared = await this.#prepare(owner, actor, { ...choices, durationHours, hours }, definition, now);
    const posting = await this.#postingOf(owner, definition, { ...choices, durationHours }, now);
    const answer = await this.#replace(failed, { ...prepared, posting }, actor, request, now);
    this.#parts.wake(failed.instanceId);
    return answer;
  }

  /** A failed machine is still written now and then, while its failure is being announced; that is no reason to refuse. */
  async #replace(
    failed: InstanceRecord,
    prepared: Prepared & { readonly posting: Posting },
    actor: Actor,
    request: IdempotentRequest,
    now: Date,
  ): Promise<Instance> {
    const { rate, machines } = this.#parts;
    let current: InstanceRecord | undefined = failed;
    for (let round = 1; ; round++) {
      if (!current || !allows(current, 'retry')) throw new RefusedError({ code: 'state-wrong' });
      const ending = claiming(replaced(current, now, actor), now);
      const { limit } = prepared.posting;
      // One write of the quota in each transaction: what ends leaves the ledger where the new one enters it.
      const posting = { changes: addLedgers(prepared.posting.changes, ending.posting.changes), limit };
      const quota = await rate.counted(actor, { place: !current.holdsQuota, posting }, now);
      try {
        return await this.#write(prepared, request, now, { quota, ending });
      } catch (error) {
        if (!isOvertaken(error) || round === maxRounds) throw error;
        current = await machines.instances.get(failed.instanceId);
      }
    }
  }

  async #longestHours(actor: Actor, { id }: BlueprintDefinition, now: Date): Promise<number> {
    return longestHoursFor(await this.#parts.machines.rules.ofAll(now), actor.isAdmin ? 'admin' : 'user', id);
  }

  /** What a launch adds to its owner's ledger, within their budget. */
  async #postingOf(
    owner: Owner,
    definition: BlueprintDefinition,
    { size, durationHours }: Pick<LaunchChoices, 'size' | 'durationHours'>,
    now: Date,
  ): Promise<Posting> {
    const { machines, catalogue } = this.#parts;
    const limit = limitOf(await machines.rules.budgets(now), owner.id);
    const { told } = firstShare({ ...pricesOf(definition, catalogue.prices, size), durationHours }, now);
    return { changes: told, limit };
  }

  #definitionFor({ blueprintId, size }: Launch): BlueprintDefinition {
    const definition = this.#parts.catalogue.definition(blueprintId);
    if (!definition) throw wrong('blueprintId', 'is not in the catalogue');
    if (!definition.sizes.includes(size)) throw wrong('size', 'is not offered for this blueprint');
    return definition;
  }

  async #prepare(
    owner: Owner,
    actor: Actor,
    choices: LaunchChoices,
    definition: BlueprintDefinition,
    now: Date,
  ): Promise<Prepared> {
    const { catalogue, machines, imageOf, userDataOf, newInstanceId, newToken } = this.#parts;
    const { sshPublicKey, sshKeyName, isSshKeyUnsaved } = choices;
    const key = { ...readKey(sshPublicKey), publicKey: sshPublicKey, name: sshKeyName, isUnsaved: isSshKeyUnsaved };
    const instanceId = newInstanceId(now);
    const token = newToken();
    const userData = userDataOf({ instanceId, definition, token, sshPublicKey });
    const [expected, imageId, sealed] = await Promise.all([
      catalogue.expectationOf(definition),
      imageOf(definition.baseImage.parameter),
      machines.sealer.seal(instanceId, userData),
    ]);
    const { prices } = catalogue;
    const tokenHash = hashToken(token);
    const record = newMachine({ instanceId, owner, choices, definition, expected, prices, tokenHash, now });
    const intent = launchIntent(record, { ...this.#place(definition.id), imageId }, sealed);
    return {
      record,
      key,
      steps: [
        step(machines.instances.createItem(record), 'overtaken'),
        ...plainSteps(machines.instances.intentItem(instanceId, intent)),
        ...this.#noted(record, actor),
      ],
    };
  }

  #place(blueprintId: string) {
    const { environment, subnetIds, securityGroups, instanceProfile } = this.#parts.network;
    const start = Math.floor(this.#parts.random() * subnetIds.length);
    const [first, ...others] = [...subnetIds.slice(start), ...subnetIds.slice(0, start)];
    const securityGroupId = securityGroups[blueprintId];
    if (first === undefined || securityGroupId === undefined) {
      throw new Error(`There is no network for machines of the blueprint ${blueprintId}`);
    }
    return { environment, subnetIds: [first, ...others] as const, securityGroupId, instanceProfile };
  }

  #noted(record: InstanceRecord, actor: Actor): Step[] {
    const { instances, audit } = this.#parts.machines;
    const now = new Date(record.createdAt);
    const words = record.hours && describeRules(record.hours);
    return [
      ...plainSteps(instances.activityItem(record.instanceId, activityOf('Asked for', actor), now)),
      audit.step(auditOf(record, 'machine-requested', actor, record.blueprint.name), now),
      ...(words === undefined
        ? []
        : [
            ...plainSteps(instances.activityItem(record.instanceId, activityOf(`Hours: ${words}`), now)),
            audit.step(auditOf(record, 'machine-hours-set', undefined, words), now),
          ]),
    ];
  }

  /** Counts the new machine, together with the end of the one that it replaces, if any. */
  #counted(record: InstanceRecord, ending: Change | undefined, now: Date): LaunchStep[] {
    const { statisticsEvents, writer } = this.#parts.machines;
    const blueprintId = record.blueprint.id;
    const counters = { [counter.net(blueprintId)]: 1 };
    const gauges = { [gauge.machinesInState('requested')]: 1, [gauge.machinesOfBlueprint(blueprintId)]: 1 };
    if (!ending) return plainSteps(...statisticsEvents.items({ counters, gauges }, now));
    const unposted = { ...counting(ending, counters, gauges), posting: { changes: {} } };
    const steps = writer.steps(unposted, now);
    return steps.map(({ reason, ...rest }) => (reason ? step(rest.item, 'overtaken') : rest));
  }

  async #write(prepared: Prepared, request: IdempotentRequest, now: Date, { quota, ending }: Others) {
    const { database, idempotency, sshKeys, wake } = this.#parts;
    const { record, key } = prepared;
    const answer = presentInstance(record, record.owner.id, now);
    const { requestHash } = request;
    const steps: LaunchStep[] = [
      step(idempotency.item(request.key, { requestHash, answer }, now), 'key-in-use'),
      step(quota, 'overtaken'),
      ...this.#counted(record, ending, now),
      ...prepared.steps,
      ...plainSteps(sshKeys.useItem(record.owner.id, key, now)),
    ];
    try {
      await transact(database, steps, refuse);
    } catch (error) {
      return await this.#explain(error, request, now);
    }
    wake(record.instanceId);
    return answer;
  }

  /** Somebody was faster with the same key, or our own answer was lost: what is stored is the answer. */
  async #explain(error: unknown, request: IdempotentRequest, now: Date): Promise<Instance> {
    const earlier = await earlierAnswer(this.#parts.idempotency, request, now);
    if (earlier) return earlier;
    if (error instanceof WriteConflictError) refuse('key-in-use');
    throw error;
  }
}

/** Another launch of the same person, or a change of the failed machine, came in between. */
function isOvertaken(error: unknown): boolean {
  return error instanceof RefusedError && error.code === 'overtaken';
}

function choicesOf(record: InstanceRecord): LaunchChoices {
  const { name, size, durationHours, sshPublicKey, sshKeyName } = record;
  return { name, size: size.id, durationHours, sshPublicKey, sshKeyName };
}

function wrong(field: keyof Launch, detail: string): RefusedError {
  return new RefusedError({ code: 'field-wrong', field, detail });
}

function refuse(code: LaunchRefusal): never {
  throw new RefusedError({ code });
}
