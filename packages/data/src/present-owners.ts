import type { InstanceRecord } from './instance-record.ts';
import type { UserRepository } from './user-repository.ts';

/** Gives machines the names that their owners have now, and not those of the day on which they were launched. */
export class PresentOwners {
  readonly #users: Pick<UserRepository, 'getMany'>;

  constructor(users: Pick<UserRepository, 'getMany'>) {
    this.#users = users;
  }

  /** The same machines; half a read unit for each different owner. An owner who was deleted keeps the last name. */
  async of<Machine extends InstanceRecord>(machines: readonly Machine[]): Promise<Machine[]> {
    if (machines.length === 0) return [];
    const users = await this.#users.getMany([...new Set(machines.map(({ owner }) => owner.id))]);
    const byId = new Map(users.map(({ id, name, email }) => [id, { id, name, email }]));
    return machines.map((machine) => ({ ...machine, owner: byId.get(machine.owner.id) ?? machine.owner }));
  }

  async ofOne(machine: InstanceRecord): Promise<InstanceRecord> {
    const [present = machine] = await this.of([machine]);
    return present;
  }
}
