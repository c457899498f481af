import { expect, it } from 'vitest';
import type { InstanceRecord } from './instance-record.ts';
import { PresentOwners } from './present-owners.ts';
import type { StoredUser } from './user-item.ts';

const person = (id: string, name: string) => ({ id, name, email: `${id}@example.org` });
const machineOf = (owner: InstanceRecord['owner']) => ({ owner }) as InstanceRecord;
const ada = person('usr_ada', 'Ada');

function setUp(...people: InstanceRecord['owner'][]) {
  const reads: string[][] = [];
  const getMany = (ids: readonly string[]) => {
    reads.push([...ids]);
    return Promise.resolve(people.filter(({ id }) => ids.includes(id)) as StoredUser[]);
  };
  return { owners: new PresentOwners({ getMany }), reads };
}

it('reads nobody for machines of whoever looks at them', async () => {
  const { owners, reads } = setUp();

  const machines = await owners.of([machineOf(person('usr_ada', 'Ada as she was')), machineOf(ada)], ada);

  expect(machines.map(({ owner }) => owner)).toEqual([ada, ada]);
  expect(reads).toEqual([]);
});

it('reads each other owner once, and leaves a deleted one the last name', async () => {
  const grace = person('usr_grace', 'Grace');
  const deleted = person('usr_gone', 'Gone');
  const { owners, reads } = setUp(grace);
  const before = person('usr_grace', 'Grace as she was');

  const machines = await owners.of([before, ada, before, deleted].map(machineOf), ada);

  expect(machines.map(({ owner }) => owner)).toEqual([grace, ada, grace, deleted]);
  expect(reads).toEqual([['usr_grace', 'usr_gone']]);
});
