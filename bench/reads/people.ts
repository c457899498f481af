import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import type { Database } from '@cloudapp/data/database';
import { newId } from '@cloudapp/data/ids';
import { InstanceRepository } from '@cloudapp/data/instance-repository';
import { step, transact } from '@cloudapp/data/transaction';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';

/** Somebody who is signed in, and whose machines a page shows. */
export interface Person {
  readonly token: string;
  readonly machineIds: readonly string[];
}

const machinesOfPerson = 3;

/** So many people, each with three machines. */
export async function givenPeople(database: Database, count: number): Promise<Person[]> {
  const accounts = composeAccounts(database);
  const instances = new InstanceRepository(database);
  const people: Person[] = [];
  for (let number = 0; number < count; number++) {
    const { id, name, email } = await givenUser(accounts);
    const user = await accounts.users.get(id);
    if (user === undefined) throw new Error(`There is no ${id}`);
    const token = await givenSession(accounts, user);
    const machineIds: string[] = [];
    for (let machine = 0; machine < machinesOfPerson; machine++) {
      const instanceId = newId('mch', new Date());
      const owner = { id, name, email };
      const record = { ...sampleRecord('ready'), instanceId, owner, createdAt: new Date().toISOString() };
      await transact(database, [step(instances.createItem(record), 'taken')], (reason) => {
        throw new Error(reason);
      });
      machineIds.push(instanceId);
    }
    people.push({ token, machineIds });
  }
  return people;
}
