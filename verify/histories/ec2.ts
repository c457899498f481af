import type { Instance, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { RequestTokens, runInstancesBucket } from '../../local/ec2/request-tokens.ts';
import { Ec2Instance } from './ec2-instance.ts';
import { sdkError, type Surroundings } from './running-process.ts';

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** Told when a machine comes up, and when what runs on it ends. */
export interface Guests {
  boot(instance: Ec2Instance): void;
  halt(instance: Ec2Instance): void;
}

/** The longest that EC2 shows what was, in milliseconds. */
export const longestLagMs = 5_000;
/** What histories do not look at. */
const otherAnswers: Readonly<Record<string, object>> = {
  ModifyInstanceCreditSpecificationCommand: {},
  GetConsoleOutputCommand: { Output: Buffer.from('Debian GNU/Linux 12').toString('base64') },
};
/** Terminated instances stay visible for a while: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html */
const visibleAfterEndMs = 3_600_000;

/**
 * EC2 as far as the product uses it, with what makes it hard: a launch is done once a token, zones are without room for a while, a
 * change takes its time, and what was just done is not shown at once.
 */
export class Ec2Cloud {
  readonly instances: Ec2Instance[] = [];
  /** Whether a launch may have found no room anywhere. */
  wasFull = false;
  /** How often it took no launch because too many came. */
  refusedLaunches = 0;
  readonly #launchTokens = new RequestTokens(runInstancesBucket);
  readonly #byToken = new Map<string, Ec2Instance>();
  readonly #fullUntil = new Map<string, number>();
  #refusesStartsUntil = 0;
  readonly #around: Surroundings;
  readonly #guests: Guests;

  constructor(around: Surroundings, guests: Guests) {
    this.#around = around;
    this.#guests = guests;
  }

  /** One command of the SDK, carried out: soon after it was sent, and answered some time after that. */
  async send(name: string, input: Record<string, unknown>): Promise<object> {
    await this.#pass(10, 60);
    const answer = this.#carryOut(name, input);
    await this.#pass(40, 1_500);
    return answer;
  }

  #carryOut(name: string, input: Record<string, unknown>): object {
    const ids = (input['InstanceIds'] ?? []) as readonly string[];
    if (name === 'RunInstancesCommand') return this.#run(input as unknown as RunInstancesCommandInput);
    if (name === 'DescribeInstancesCommand') return this.#describe(ids, (input['Filters'] ?? []) as readonly Filter[]);
    const order = this.#orders[name];
    if (order) return this.#each(ids, order);
    const answer = otherAnswers[name];
    if (answer) return answer;
    throw new Error(`EC2 does not know ${name} here`);
  }

  readonly #orders: Readonly<Record<string, (instance: Ec2Instance) => void>> = {
    StartInstancesCommand: (one) => {
      this.#start(one);
    },
    StopInstancesCommand: (one) => {
      this.#stop(one);
    },
    RebootInstancesCommand: (one) => {
      this.#reboot(one);
    },
    TerminateInstancesCommand: (one) => {
      this.#terminate(one);
    },
  };

  /** No zone has room for machines that start again, until then. */
  refuseStarts(until: number): void {
    this.#refusesStartsUntil = until;
  }

  /** A zone has no room until then. */
  fill(subnetId: string, until: number): void {
    this.wasFull = true;
    this.#fullUntil.set(subnetId, until);
  }

  #run(asked: RunInstancesCommandInput): object {
    const { time, chance } = this.#around;
    if (!this.#launchTokens.take(time.now())) {
      this.refusedLaunches += 1;
      throw sdkError('RequestLimitExceeded', 'client');
    }
    const token = asked.ClientToken ?? chance.digits(16);
    const earlier = this.#byToken.get(token);
    if (earlier) {
      if (JSON.stringify(earlier.asked) !== JSON.stringify(asked))
        throw sdkError('IdempotentParameterMismatch', 'client');
      return { Instances: [earlier.asOf(time.now())] };
    }
    const subnet = asked.NetworkInterfaces?.[0]?.SubnetId ?? '';
    if ((this.#fullUntil.get(subnet) ?? 0) > time.now()) throw sdkError('InsufficientInstanceCapacity', 'server');
    const instance = new Ec2Instance(asked, time.now(), chance);
    this.instances.push(instance);
    this.#byToken.set(token, instance);
    this.#bring(instance, 'running');
    return { Instances: [instance.asOf(time.now())] };
  }

  #describe(ids: readonly string[], filters: readonly Filter[]): object {
    const { time, chance } = this.#around;
    const asOf = time.now() - (chance.happens(0.3) ? chance.between(0, longestLagMs) : 0);
    const shown = this.instances.flatMap((one) => {
      const isForgotten = one.endedAt !== undefined && time.now() - one.endedAt > visibleAfterEndMs;
      const seen = isForgotten ? undefined : one.asOf(asOf);
      return seen ? [{ one, seen }] : [];
    });
    const unknown = ids.some((id) => !shown.some(({ one }) => one.id === id));
    if (unknown) throw sdkError('InvalidInstanceID.NotFound', 'client');
    const found = shown.filter(
      ({ one }) => (ids.length === 0 || ids.includes(one.id)) && filters.every((filter) => matches(one, filter)),
    );
    return { Reservations: [{ Instances: found.map(({ seen }): Instance => seen) }] };
  }

  #each(ids: readonly string[], act: (instance: Ec2Instance) => void): object {
    for (const id of ids) {
      const instance = this.instances.find((one) => one.id === id);
      // What was just launched may not be known everywhere.
      if (!instance || this.#isTooNew(instance)) throw sdkError('InvalidInstanceID.NotFound', 'client');
      act(instance);
    }
    return {};
  }

  #isTooNew({ launchedAt }: Ec2Instance): boolean {
    const { time, chance } = this.#around;
    return time.now() - launchedAt < longestLagMs && chance.happens(0.2);
  }

  #start(instance: Ec2Instance): void {
    if (instance.power === 'pending' || instance.power === 'running') return;
    if (instance.power !== 'stopped') throw sdkError('IncorrectInstanceState', 'client');
    if (this.#around.time.now() < this.#refusesStartsUntil) throw sdkError('InsufficientInstanceCapacity', 'server');
    instance.become('pending', this.#around.time.now());
    this.#bring(instance, 'running');
  }

  #stop(instance: Ec2Instance): void {
    if (instance.power === 'stopping' || instance.power === 'stopped') return;
    if (instance.power !== 'running') throw sdkError('IncorrectInstanceState', 'client');
    this.#guests.halt(instance);
    instance.become('stopping', this.#around.time.now(), publicOf(instance));
    this.#bring(instance, 'stopped');
  }

  #reboot(instance: Ec2Instance): void {
    if (instance.power !== 'running') throw sdkError('IncorrectInstanceState', 'client');
    this.#guests.halt(instance);
    const order = ++instance.orders;
    void this.#pass(2_000, 8_000).then(() => {
      if (instance.orders === order) this.#guests.boot(instance);
    });
  }

  #terminate(instance: Ec2Instance): void {
    if (instance.isGone) return;
    this.#guests.halt(instance);
    instance.become('shutting-down', this.#around.time.now());
    this.#bring(instance, 'terminated');
  }

  /** Lets an instance come to what was ordered, unless something else is ordered meanwhile. */
  #bring(instance: Ec2Instance, power: 'running' | 'stopped' | 'terminated'): void {
    const { time, chance } = this.#around;
    const order = ++instance.orders;
    void this.#pass(2_000, 15_000).then(() => {
      if (instance.orders !== order) return;
      const publicAddress = power === 'running' ? `198.51.100.${chance.whole(1, 254)}` : undefined;
      instance.become(power, time.now(), publicAddress === undefined ? {} : { publicAddress });
      if (power === 'running') this.#guests.boot(instance);
    });
  }

  async #pass(leastMs: number, mostMs: number): Promise<void> {
    await this.#around.time.sleep(this.#around.chance.between(leastMs, mostMs));
  }
}

function publicOf({ publicAddress }: Ec2Instance) {
  return publicAddress === undefined ? {} : { publicAddress };
}

function matches(instance: Ec2Instance, { Name, Values }: Filter): boolean {
  if (Name === 'client-token') return Values.some((value) => isLike(instance.asked.ClientToken ?? '', value));
  if (Name.startsWith('tag:')) {
    const tags = instance.asked.TagSpecifications?.[0]?.Tags ?? [];
    return tags.some(({ Key, Value }) => `tag:${Key ?? ''}` === Name && Values.includes(Value ?? ''));
  }
  throw new Error(`EC2 does not know the filter ${Name} here`);
}

function isLike(text: string, pattern: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}
