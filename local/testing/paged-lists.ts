import { composeAccounts } from '@cloudapp/accounts/composition';
import { givenSession, givenUser } from '@cloudapp/accounts/testing/accounts';
import { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import { plainSteps, transact } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import { startTestService as startPeople } from '../../microservices/create-user/src/testing/test-service.ts';
import { startTestService as startMachines } from '../../microservices/provision-instance/src/testing/test-service.ts';
import { startTestService as startStatistics } from '../../microservices/view-stats/src/testing/test-service.ts';

/** A list as somebody asks for it. */
export interface AskedList {
  /** The route's name. */
  readonly route: string;
  /** Where its service listens. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, string>>;
  readonly person: Person;
}

/** A list of several rows, and others beside it whose cursors must not lead on in it. */
export interface PagedList {
  readonly asked: AskedList;
  readonly others: Readonly<Record<string, AskedList>>;
}

interface Person {
  readonly user: StoredUser;
  readonly token: string;
}

/** Every list of the API that has pages, with rows in it, on services of their own. */
export async function startPagedLists(): Promise<{ lists: PagedList[]; stop: () => Promise<unknown> }> {
  const [people, machines, statistics] = await Promise.all([startPeople(), startMachines(), startStatistics()]);
  const lists = [await listOfUsers(people), ...(await listsOfMachines(machines)), await listOfAudit(statistics)];
  return { lists, stop: () => Promise.all([people.stop(), machines.stop(), statistics.stop()]) };
}

async function givenPerson(database: Database, role: StoredUser['role']): Promise<Person> {
  const to = composeAccounts(database);
  const user = await givenUser(to, { role });
  return { user, token: await givenSession(to, user) };
}

async function listOfUsers({ url, tables }: Awaited<ReturnType<typeof startPeople>>): Promise<PagedList> {
  const [admin, other] = [await givenPerson(tables.database, 'admin'), await givenPerson(tables.database, 'admin')];
  await givenPerson(tables.database, 'user');
  const asked = { route: 'listUsers', url, params: {}, filters: {}, person: admin };
  return {
    asked,
    others: {
      'another administrator': { ...asked, person: other },
      'another search': { ...asked, filters: { search: 'person' } },
    },
  };
}

async function listsOfMachines(service: Awaited<ReturnType<typeof startMachines>>): Promise<PagedList[]> {
  const { url, tables, machines, givenMachine } = service;
  const [admin, owner, other] = [
    await givenPerson(tables.database, 'admin'),
    await givenPerson(tables.database, 'user'),
    await givenPerson(tables.database, 'user'),
  ];
  const records = [];
  for (const { user } of [owner, other, owner, other, owner, other]) records.push(await givenMachine(user, 'ready'));
  for (const { instanceId } of records) {
    const steps = ['Asked for', 'Started', 'Ready'].flatMap((text, minute) =>
      plainSteps(machines.instances.activityItem(instanceId, { text }, new Date(Date.UTC(2026, 10, 24, 5, minute)))),
    );
    await transact(tables.database, steps, () => {
      throw new Error('An activity could not be written');
    });
  }
  const [mine = '', , mineToo = ''] = records.map(({ instanceId }) => instanceId);
  const own = { route: 'listInstances', url, params: {}, filters: {}, person: owner };
  const fleet = { ...own, route: 'listFleet', person: admin };
  const activity = { ...own, route: 'listActivity', params: { id: mine } };
  return [
    {
      asked: own,
      others: {
        'another person': { ...own, person: other },
        'ended ones too': { ...own, filters: { ended: 'true' } },
        'another search': { ...own, filters: { search: 'mch' } },
        'the fleet': fleet,
      },
    },
    {
      asked: { ...fleet, filters: { ownerId: owner.user.id } },
      others: {
        everybody: fleet,
        'another owner': { ...fleet, filters: { ownerId: other.user.id } },
        'a state': { ...fleet, filters: { ownerId: owner.user.id, state: 'ready' } },
        'the owner’s own list': own,
      },
    },
    {
      asked: activity,
      others: {
        'another machine': { ...activity, params: { id: mineToo } },
        'an administrator': { ...activity, person: admin },
        'the machines': own,
      },
    },
  ];
}

async function listOfAudit({ url, tables }: Awaited<ReturnType<typeof startStatistics>>): Promise<PagedList> {
  const [admin, other] = [await givenPerson(tables.database, 'admin'), await givenPerson(tables.database, 'admin')];
  const audit = new AuditRepository(tables.database);
  for (const { user } of [admin, other, admin, other, admin, other]) {
    const { id, name } = user;
    await audit.append({ action: 'sign-out', actor: { id, name }, subject: { kind: 'user', id, name } }, new Date());
  }
  const all = { route: 'listAudit', url, params: {}, filters: {}, person: admin };
  return {
    asked: { ...all, filters: { actorId: admin.user.id } },
    others: {
      everything: all,
      'somebody else’s doings': { ...all, filters: { actorId: other.user.id } },
      'what was done to somebody': { ...all, filters: { subjectId: admin.user.id } },
      'another action': { ...all, filters: { actorId: admin.user.id, action: 'sign-out' } },
      'another administrator': { ...all, filters: { actorId: admin.user.id }, person: other },
    },
  };
}
