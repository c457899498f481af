import { tables, type TablePart } from '@cloudapp/data/tables';
import { createTableInput } from '@cloudapp/data/testing/test-tables';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { step, transact } from '@cloudapp/data/transaction';
import { UserRepository } from '@cloudapp/data/user-repository';
import { newId } from '@cloudapp/data/ids';
import { StrictDynamoDb } from '../../local/strict-dynamodb/strict-dynamodb.ts';
import { Aws } from './aws.ts';
import { blueprint } from './blueprint.ts';
import { Ec2Cloud } from './ec2.ts';
import { Agents } from './guests.ts';
import { Person } from './person.ts';
import { newProcess, partsOf, reportThrough, runFunction } from './processes.ts';
import { runCounter, runReconciler, startReplica, type Parts, type Replica } from './replica.ts';
import { RunningProcess, type Surroundings } from './running-process.ts';

export const machinesOfEach = 3;

/** Two replicas of the service, the functions that clocks call, AWS, machines and people, all of one history. */
export class World {
  readonly aws: Aws;
  readonly agents: Agents;
  readonly store: StrictDynamoDb;
  readonly people: Person[] = [];
  readonly #around: Surroundings;
  readonly #replicas: (Replica | undefined)[];
  #started = 0;
  #isOpen = true;

  constructor(around: Surroundings, replicas = 2) {
    this.#around = around;
    this.#replicas = Array.from({ length: replicas }, () => undefined);
    const { time, chance } = around;
    this.store = new StrictDynamoDb({ clock: time, seed: chance.whole(1, 1_000_000) });
    this.agents = new Agents(
      around,
      reportThrough(around, () => this.replicas),
    );
    this.aws = new Aws(new Ec2Cloud(around, this.agents), around);
    for (const part of Object.keys(tables) as TablePart[])
      void this.store.call('CreateTable', createTableInput(part, tables[part]));
  }

  /** A process by itself, for what only looks, or sets up. */
  get calm() {
    return this.#partsOf(new RunningProcess('calm', this.#around));
  }

  /** Machines whose end was promised to their owner. */
  get ended(): ReadonlySet<string> {
    return new Set(this.people.flatMap(({ ended }) => [...ended]));
  }

  get replicas(): readonly Replica[] {
    return this.#replicas.flatMap((replica) => (replica?.process.isAlive === true ? [replica] : []));
  }

  async addPeople(count: number): Promise<void> {
    const { database } = this.calm;
    const { time } = this.#around;
    for (let number = 1; number <= count; number++) {
      const id = newId('usr', time.date());
      const user = {
        id,
        email: `${id}@example.org`,
        name: 'Ada Lovelace',
        role: 'user',
        status: 'active',
        mustChangePassword: false,
        sessionEpoch: 1,
        version: 1,
        createdAt: time.date().toISOString(),
      } as const;
      const steps = [
        step(new UserRepository(database).putItem(user), 'known'),
        step(new QuotaRepository(database).putItem(id, machinesOfEach), 'known'),
      ];
      await transact(database, steps, (reason) => {
        throw new Error(reason);
      });
      this.people.push(new Person(id, this.#around, () => this.replicas));
    }
  }

  /** Keeps a replica running in each place until the world closes: one that ended is started again after a moment. */
  async keepReplicas(): Promise<void> {
    await Promise.all(this.#replicas.map((_, place) => this.#keepReplica(place)));
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  /** The reconciler's run of one minute. A run that ends in the middle, or fails, is followed by the next. */
  async reconcile(): Promise<void> {
    await this.#function('reconciler', (parts) => runReconciler(parts));
  }

  async count(): Promise<void> {
    await this.#function('counter', (parts) => runCounter(parts, this.#around.chance.random));
  }

  async #function(name: string, run: (parts: Parts) => Promise<void>): Promise<void> {
    const process = this.#newProcess(name);
    await runFunction(this.#around, process, run(this.#partsOf(process)));
  }

  async #keepReplica(place: number): Promise<void> {
    const { time, chance } = this.#around;
    while (this.#isOpen) {
      if (this.#replicas[place]?.process.isAlive !== true) {
        this.#replicas[place] = startReplica(this.#partsOf(this.#newProcess('replica')), blueprint);
      }
      await time.sleep(chance.between(1_000, 8_000));
    }
  }

  #newProcess(kind: string): RunningProcess {
    return newProcess(this.#around, `${kind} ${++this.#started}`);
  }

  #partsOf(process: RunningProcess): Parts {
    return partsOf(this.#around, this, process);
  }
}
