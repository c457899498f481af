import type { InstanceRecord } from './instance-record.ts';
import type { UserRepository } from './user-repository.ts';

type Owner = InstanceRecord['owner'];

/** Gives machines the names that their owners have now, and not those of the day on which they were launched. */
export class PresentOwners {
  readonly #users: Pick<UserRepository, 'getMany'>;

  constructor(users: Pick<UserRepository, 'getMany'>) {
    this.#users = users;
  }

  /**
   * The same machines; half a read unit for each different owner but the viewer, and nothing where there is no other. An owner
   * who was deleted keeps the last name.
   *
   * @param viewer who asks, as their session was found just now
   */
  async of<Machine extends { readonly owner: Owner }>(machines: readonly Machine[], viewer: Owner): Promise<Machine[]> {
    const others = new Set(machines.map(({ owner }) => owner.id));
    others.delete(viewer.id);
    const read = others.size === 0 ? [] : await this.#users.getMany([...others]);
    const byId = new Map([viewer, ...read].map(({ id, name, email }) => [id, { id, name, email }]));
    return machines.map((machine) => ({ ...machine, owner: byId.get(machine.owner.id) ?? machine.owner }));
  }

  async ofOne(machine: InstanceRecord, viewer: Owner): Promise<InstanceRecord> {
    const [present = machine] = await this.of([machine], viewer);
    return present;
  }
}
