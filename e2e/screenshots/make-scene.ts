import { setBudgets } from '@cloudapp/contracts/budget';
import { instanceRoutes, type Instance } from '@cloudapp/contracts/instance';
import { signIn } from '@cloudapp/contracts/sign-in';
import { getSummary } from '@cloudapp/contracts/stats';
import { updateUser } from '@cloudapp/contracts/user';
import type { Ready } from '../../local/ready-file.ts';
import { ApiClient } from '../../local/testing/api-client.ts';
import { adminPassword } from '../setup/product-settings.ts';
import { backdate, makeHistory, openTables } from './history.ts';
import { launchFor, momentsOf, until } from './machines.ts';
import { enter, invite, type Member } from './people.ts';
import type { Scene } from './scene.ts';

/** Fills an empty product with people, machines in every state and three months of statistics. */
export async function makeScene(url: string): Promise<Scene> {
  const ready = JSON.parse(process.env['CLOUDAPP_E2E_READY'] ?? '{}') as Ready;
  const first = new ApiClient(url);
  await first.signIn(ready.adminEmail, adminPassword);
  const people = await makePeople(first, url);
  const machines = await makeMachines(people, ready.ec2Url);
  await makeTrouble(first, url, people);

  await limitBudgets(people);
  const tables = openTables(ready);
  await makeHistory(tables);
  await backdate(tables, [
    { id: machines.ready.id, hours: 4.6 },
    { id: machines.stopped.id, hours: 50 },
    { id: machines.failed.id, hours: 0.4 },
    ...machines.others.map(({ id }, index) => ({ id, hours: 7 + 19 * index })),
  ]);

  const { ada, grace, katherine, margaret, barbara } = people;
  const cookies = {
    user: ada.api.cookie,
    admin: grace.api.cookie,
    newcomer: katherine.api.cookie,
    'used-up': margaret.api.cookie,
    empty: barbara.api.cookie,
  };
  return {
    cookies,
    email: ada.email,
    password: ada.password,
    machines: {
      ready: machines.ready.id,
      stopped: machines.stopped.id,
      failed: machines.failed.id,
      others: machines.others[0]?.id ?? '',
    },
    moments: machines.moments,
  };
}

async function makePeople(admin: ApiClient, url: string) {
  const member = async (name: string, options: { quota?: number; role?: 'user' | 'admin' } = {}): Promise<Member> =>
    enter(url, await invite(admin, name, options));
  const ada = await member('Ada Lovelace', { quota: 5 });
  const grace = await member('Grace Hopper', { role: 'admin', quota: 10 });
  const margaret = await member('Margaret Hamilton', { quota: 2 });
  const barbara = await member('Barbara Liskov');
  const radia = await member('Radia Perlman', { role: 'admin', quota: 6 });
  const alan = await invite(admin, 'Alan Turing');
  await admin.call(updateUser, { params: { id: alan.id }, body: { status: 'disabled' } });
  await invite(admin, 'Annie Easley');
  const katherine = await invite(admin, 'Katherine Johnson', { quota: 4 });
  const api = new ApiClient(url);
  await api.signIn(katherine.email, katherine.oneTimePassword);
  return { ada, grace, margaret, barbara, radia, katherine: { ...katherine, api } };
}

type People = Awaited<ReturnType<typeof makePeople>>;

async function makeMachines({ ada, grace, margaret, radia }: People, ec2Url: string) {
  const failed = await launchFor(ada, 'calm-badger', 'docker-host', {
    ec2Url,
    fault: { kind: 'failing-step', step: 'packages' },
  });
  await until(ada, failed.id, 'failed');
  const started = await Promise.all([
    launchFor(ada, 'brave-otter', 'postgresql'),
    launchFor(ada, 'quiet-lynx', 'nodejs', { size: 'large', durationHours: 24 }),
    launchFor(margaret, 'golden-falcon', 'postgresql', { durationHours: 24 }),
    launchFor(margaret, 'amber-heron', 'docker-host', { durationHours: 72 }),
    launchFor(radia, 'keen-puffin', 'web-server', { size: 'small', durationHours: 168 }),
    launchFor(grace, 'tidy-wren', 'redis', { size: 'small', durationHours: 72 }),
  ]);
  const [ready, stopped, ...others] = started as [Instance, Instance, ...Instance[]];
  const moments = await momentsOf(ada, 'swift-heron', 'python-data-science');
  await Promise.all(started.map(({ id, owner }) => until(ownerOf(owner.id, ada, margaret, radia, grace), id, 'ready')));
  await ada.api.call(instanceRoutes.stopInstance, { params: { id: stopped.id } });
  await until(ada, stopped.id, 'stopped');
  return { ready, stopped, failed, others, moments };
}

function ownerOf(id: string, ...members: readonly Member[]): Member {
  const owner = members.find((member) => member.id === id);
  if (!owner) throw new Error(`Nobody has the id ${id}`);
  return owner;
}

/** One person has no room for anything, one is exempt. */
async function limitBudgets({ grace, barbara, radia }: People): Promise<void> {
  const people = [
    { userId: barbara.id, monthly: 1, isExempt: false },
    { userId: radia.id, isExempt: true },
  ];
  await grace.api.call(setBudgets, { body: { monthly: 60, people } });
}

/** What an administrator should notice: somebody locked out, and guesses at an address that nobody has. */
async function makeTrouble(admin: ApiClient, url: string, { barbara }: People): Promise<void> {
  const guesser = new ApiClient(url);
  for (let attempt = 0; attempt < 14; attempt++) {
    const email = attempt % 5 === 4 ? 'root@example.org' : barbara.email;
    await guesser.send(signIn, { body: { email, password: 'letmein letmein' } });
  }
  await admin.call(getSummary);
}
