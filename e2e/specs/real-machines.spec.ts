import { once } from 'node:events';
import { connect } from 'node:net';
import { getInstance, instanceRoutes, listInstances } from '@cloudapp/contracts/instance';
import { getMachineRules, setMachineRules } from '@cloudapp/contracts/machine-rules';
import { getUsage } from '@cloudapp/contracts/usage';
import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { beenIdle } from '../fixtures/been-idle.ts';
import { installCommandLine, signInTerminal } from '../fixtures/command-line.ts';
import { Laptop } from '../fixtures/laptop.ts';
import { expect, test as base, type Person } from '../fixtures/test.ts';
import { LaunchPage } from '../pages/launch-page.ts';
import { MachinePage } from '../pages/machine-page.ts';
import { findObstacleHere } from '../setup/real-machines.ts';

const obstacle = await findObstacleHere();

/** No blueprint's rules open it. */
const closedPort = 8000;

const test = base.extend<{ laptop: Laptop; launch: (blueprint: string, name: string) => Promise<MachinePage> }>({
  laptop: async ({}, use) => {
    const laptop = await Laptop.open();
    await use(laptop);
    await laptop.close();
  },
  /** Launches as a person does, and ends the person's machines with the test. */
  launch: async ({ page, person, openAs, laptop }, use) => {
    await use(async (blueprint, name) => {
      await openAs(person, '/launch');
      const launchPage = new LaunchPage(page);
      await launchPage.choose(blueprint);
      await launchPage.name.fill(name);
      await launchPage.launch.click();
      const machine = new MachinePage(page);
      await laptop.keep(await machine.downloadKey());
      await machine.showCommandsFor('macOS and Linux');
      await laptop.run(await machine.copy('command to store the key'));
      await machine.confirmKey();
      return machine;
    });
    await endMachines(person);
  },
});

// eslint-disable-next-line playwright/no-skipped-test -- where machines cannot be real, there is nothing to test
test.skip(obstacle !== undefined, obstacle ?? '');

async function endMachines({ api }: Person): Promise<void> {
  const { items } = await api.call(listInstances);
  await Promise.all(items.map(async ({ id }) => await api.send(instanceRoutes.terminateInstance, { params: { id } })));
  await expect.poll(async () => (await api.call(listInstances)).items).toEqual([]);
}

/** Asks the database one question, as any program does; `url` is `postgresql://host:port/database?user=name`. */
async function selectOne(url: string, password: string): Promise<unknown[]> {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const user = searchParams.get('user') ?? undefined;
  const client = new Client({ host: hostname, port: Number(port), database: pathname.slice(1), user, password });
  try {
    await client.connect();
    return (await client.query<{ one: number }>('select 1 as one')).rows;
  } finally {
    await client.end();
  }
}

/** Connects from this computer; rejects with the reason why that is refused. */
async function meet(host: string, port: number): Promise<void> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}

/** Has something listen on every address of the machine, at a port that no rule opens, and says so once it does. */
const listenAtClosedPort = `
  nohup python3 -m http.server ${closedPort} > /dev/null 2>&1 &
  for _ in $(seq 100); do (: < /dev/tcp/$(hostname -I | cut -d ' ' -f 1)/${closedPort}) 2> /dev/null && break; sleep 0.1; done
  (: < /dev/tcp/$(hostname -I | cut -d ' ' -f 1)/${closedPort}) && echo 'listens'
`;

/** What listens in a machine is met from outside only where a rule of its security group opens the port. */
async function expectOtherPortsClosed(laptop: Laptop, command: string): Promise<void> {
  expect((await laptop.run(command, listenAtClosedPort)).output).toContain('listens');
  await expect(meet(/[\d.]+$/.exec(command)?.[0] ?? '', closedPort)).rejects.toThrow('ECONNREFUSED');
}

/** An image of the machine's own curl, so that the proof needs no registry. */
const containerWithCurl = `
  tar --create --dereference --file /tmp/curl.tar /usr/bin/curl $(ldd /usr/bin/curl | grep -o '/[^ ]*') 2> /dev/null
  docker import /tmp/curl.tar curl > /dev/null
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
  ask() { "$@" curl --silent --location --output /dev/null --write-out '%{http_code}' --max-time 20 "$url"; }
  url=\${mirror}dists/trixie/InRelease; echo "mirror: $(ask docker run --rm curl)"
  url=http://169.254.169.254/latest/; echo "machine: $(ask)"; echo "container: $(ask docker run --rm curl)"
`;

async function readyToLogIn(machine: MachinePage, laptop: Laptop): Promise<void> {
  await expect(machine.logIn).toBeVisible();
  await laptop.trust(await machine.copy('known_hosts line'));
}

test('PostgreSQL: the command on the page logs in, and the database answers', async ({ launch, laptop, page }) => {
  const machine = await launch('PostgreSQL server', 'real-db');
  await readyToLogIn(machine, laptop);
  const command = await machine.copy('ssh command');

  const answer = await laptop.run(command, 'hostname; psql --tuples-only --no-align --command "select 1"\n');

  expect(answer).toMatchObject({ code: 0 });
  // It knows its private address only; its command goes to the public one.
  expect(answer.output).toMatch(/\nip-10-\d+-\d+-\d+\n1\n$/);
  expect(command).toMatch(/@127\.20\.\d+\.\d+$/);
  await expectOtherPortsClosed(laptop, command);

  // From this computer, through the tunnel, with the password that the page reveals.
  await laptop.runTunnel(await machine.copy('tunnel command for PostgreSQL'), 5432);
  await page.getByRole('button', { name: 'Reveal Password of the database user "app"' }).click();
  const password = await machine.copy('Password of the database user "app"');
  const address = await machine.copy('address of PostgreSQL');
  expect(await selectOne(address, password)).toEqual([{ one: 1 }]);
  await expect(selectOne(address, 'wrong')).rejects.toThrow('password authentication failed');

  // Were the page's line for another machine, ssh would refuse.
  await laptop.trust((await machine.copy('known_hosts line')).replaceAll(/AAAA(.)/g, 'AAAAC3NzaC1lZDI1NTE5AAAAI'));
  const refused = await laptop.run(command, 'true\n');
  expect(refused.code).toBe(255);
  expect(refused.errors).toMatch(/host key|known_hosts/i);
});

test('Python data science: JupyterLab opens with the token, through the tunnel on the page', async ({
  launch,
  laptop,
  page,
  browser,
}) => {
  const machine = await launch('Python data science', 'real-lab');
  await readyToLogIn(machine, laptop);
  await expectOtherPortsClosed(laptop, await machine.copy('ssh command'));

  await laptop.runTunnel(await machine.copy('tunnel command for JupyterLab'), 8888);
  await page.getByRole('button', { name: 'Reveal JupyterLab token' }).click();
  const lab = await openedBy(page, () => page.getByRole('link', { name: 'Open JupyterLab' }).click());

  await expect(lab.getByRole('heading', { name: 'Notebook' })).toBeVisible();
  // Without the token there is nothing to see.
  const stranger = await browser.newPage();
  await stranger.goto('http://localhost:8888/lab');
  await expect(stranger).toHaveURL(/\/login/);
  await stranger.context().close();
});

test('Docker host: a container runs, on a network of its own from which the mirror answers and nothing else is told', async ({
  launch,
  laptop,
}) => {
  const machine = await launch('Docker host', 'real-docker');
  await readyToLogIn(machine, laptop);

  const command = await machine.copy('ssh command');
  await expectOtherPortsClosed(laptop, command);

  const { output } = await laptop.run(command, containerWithCurl);

  expect(output).toContain('mirror: 200');
  // The metadata service answers one hop away: to the machine, not to what runs in it.
  expect(output).toContain('machine: 401');
  expect(output).toContain('container: 000');
});

test('a step that fails is told in plain words, and a retry makes a fresh machine', async ({
  launch,
  laptop,
  page,
  person,
}) => {
  const machine = await launch('PostgreSQL server', 'real-mishap');
  const id = machine.id;
  const address = await addressOf(person, id);

  await spoilPackages(laptop, address);

  await expect(page.getByRole('alert', { name: 'This machine failed' })).toContainText(
    '“Installing PostgreSQL” failed with exit code',
  );
  await expect(page.getByLabel('Last output of Installing PostgreSQL')).not.toBeEmpty();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await readyToLogIn(machine, laptop);
  const { output } = await laptop.run(await machine.copy('ssh command'), 'ls /usr/local/sbin; hostname\n');
  expect(output).toMatch(/\nip-10-\d+-\d+-\d+\n$/);
  expect(output).not.toContain('apt-get');
  expect(await addressOf(person, machine.id)).not.toBe(address);
});

test('a machine says what it does: a detached job is use, a silent terminal is not, and who is logged in is told and keeps it', async ({
  launch,
  laptop,
  person,
  admin,
  ready,
}) => {
  const machine = await launch('Redis server', 'real-usage');
  await readyToLogIn(machine, laptop);
  const { id } = machine;
  const command = await machine.copy('ssh command');
  const read = async () => await person.api.call(getInstance, { params: { id } });
  const latest = async () => (await person.api.call(getUsage, { params: { id } })).latest;
  const silentTerminal = laptop.run(`${command} -tt 'sleep 420'`);
  const job = "nohup sh -c 'while :; do :; done' > /dev/null 2>&1 & echo $! > job\n";
  expect(await laptop.run(command, job)).toMatchObject({ code: 0 });
  await expect.poll(latest, { intervals: [5000] }).toMatchObject({ jobs: 1, isTyping: false });
  expect((await latest())?.cpu).toBeGreaterThan(5);
  expect((await latest())?.terminals).toBeGreaterThan(0);

  await laptop.run(command, 'kill $(cat job)\n');
  await expect.poll(latest, { intervals: [5000] }).toMatchObject({ jobs: 0, isTyping: false });
  const rules = await admin.call(getMachineRules);
  await admin.call(setMachineRules, { body: { ...rules, idleMinutes: 60 } });
  await beenIdle(ready, id, 50, { terminals: 1 });
  await expect.poll(async () => (await read()).idle, { intervals: [5000] }).toBeDefined();
  expect((await read()).idle?.evidence).toContain('1 terminal is open and silent');
  expect(await laptop.run(command, 'sleep 3; cloudapp-keep 3h\n')).toMatchObject({ code: 0 });

  expect((await read()).idle).toBeUndefined();
  expect(Date.parse((await read()).keptUntil ?? '') - Date.now()).toBeGreaterThan(2.9 * 3_600_000);
  await laptop.run(command, 'pkill -f "^sleep 420"\n');
  expect((await silentTerminal).output).toContain('cloudapp-keep 3h');
  await admin.call(setMachineRules, { body: rules });
});

test('the command line alone: signs in, launches, runs a command by ssh, extends and deletes', async ({
  page,
  person,
  laptop,
  openAs,
}) => {
  await installCommandLine(laptop);
  await openAs(person, '/');
  await signInTerminal(laptop, page);

  expect(await laptop.run('cloudapp launch redis --name real-cli --wait')).toMatchObject({ code: 0 });
  const there = await laptop.run(`cloudapp ssh real-cli -- 'hostname; echo "$HOME"; exit 7'`);
  expect(there).toMatchObject({ code: 7 });
  expect(there.output).toMatch(/^ip-10-\d+-\d+-\d+\n\/home\/\w+\n$/);
  // What any other program of ssh finds in its own configuration.
  const [, host = ''] = /^Host (.*)$/m.exec((await laptop.run('cat ~/.ssh/cloudapp_config')).output) ?? [];
  const own = await laptop.run(`/usr/bin/ssh -F ~/.ssh/cloudapp_config -o BatchMode=yes ${host} echo found`);
  expect(own).toMatchObject({ code: 0, output: 'found\n' });
  expect(await laptop.run('cloudapp extend real-cli --hours 12')).toMatchObject({ code: 0 });
  expect(await laptop.run('cloudapp rm real-cli --yes --wait')).toMatchObject({ code: 0 });
  expect((await laptop.run('cloudapp ls --names')).output).toBe('');
});

async function addressOf({ api }: Person, id: string): Promise<string> {
  const read = async () => (await api.call(getInstance, { params: { id } })).address;
  await expect.poll(read).toMatch(/^127\./);
  return (await read()) ?? '';
}

/** What makes an installation fail anywhere: from now on, apt-get says that the archive is gone. */
async function spoilPackages(laptop: Laptop, address: string): Promise<void> {
  await laptop.trustAnybody();
  const script = `printf '#!/bin/sh\\necho "E: The archive is gone."\\nexit 100\\n' | sudo tee /usr/local/sbin/apt-get > /dev/null
    sudo chmod 755 /usr/local/sbin/apt-get; sudo pkill -KILL -x apt-get; true\n`;
  await expect
    .poll(async () => await laptop.run(`ssh -i ~/.ssh/cloudapp* admin@${address}`, script), {
      intervals: [100],
    })
    .toMatchObject({ code: 0 });
}

/** The page that a click opens in a tab of its own. */
async function openedBy(page: Page, click: () => Promise<void>): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await click();
  return opened;
}
