import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensurePackages } from './install/packages.js';
import { badPorts, requirePorts } from './install/ports.js';
import { flagOf, helpFor, ports } from './install/settings.js';
import { readSettings } from './settings.ts';

test('arguments win over the environment, the environment over defaults', () => {
  const settings = readSettings(['--port', '9000', '--reset', '--sso'], {
    CLOUDAPP_PORT: '1',
    CLOUDAPP_EC2_PORT: '9001',
  });

  expect(settings).toMatchObject({ port: 9000, ec2Port: 9001, emulatorPort: 4566, reset: true, sso: true });
});

test.each([
  [['--prot', '1'], 'There is no setting --prot'],
  [['8080'], 'There is no setting 8080'],
  [['--port'], 'The setting --port needs a value.'],
  [['--port', 'x'], 'The setting --port is not valid'],
  [['--machines', 'imagined'], 'The setting --machines is not valid'],
])('%j is refused with a sentence', (args, sentence) => {
  expect(() => readSettings(args, {})).toThrow(sentence);
});

test('a taken port is named with the setting that changes it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  await expect(requirePorts(readSettings([`--port=${port}`], {}))).rejects.toThrow(
    `Port ${port} is taken by another program; choose another one: npm start -- --port <port>.`,
  );
  server.close();
});

test('the port of the company is looked at where there is to be one', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const given = [`--company-port=${port}`];

  await expect(requirePorts(readSettings(given, {}))).resolves.toBeUndefined();
  await expect(requirePorts(readSettings([...given, '--sso'], {}))).rejects.toThrow(
    `Port ${port} is taken by another program; choose another one: npm start -- --company-port <port>.`,
  );
  server.close();
});

test('a port given twice is named', async () => {
  await expect(requirePorts(readSettings(['--port=4567'], {}))).rejects.toThrow(/given to both --port and --ec2-port/);
});

test.each([
  ['--port', 10_080],
  ['--emulator-port', 6000],
])('%s %i is refused: browsers would not open it', async (flag, port) => {
  await expect(requirePorts(readSettings([flag, `${port}`], {}))).rejects.toThrow(
    `Port ${port} is one that browsers refuse to open; choose another one: npm start -- ${flag} <port>.`,
  );
});

test('the ports that are refused are those that fetch refuses', async () => {
  const refused = async (port: number) =>
    await fetch(`http://127.0.0.1:${port}`).then(
      () => false,
      (error: unknown) => error instanceof Error && String(error.cause).includes('bad port'),
    );

  for (const port of badPorts.filter((one) => one > 0)) expect([port, await refused(port)]).toEqual([port, true]);
  for (const port of Object.values(ports)) expect([port, badPorts.includes(port)]).toEqual([port, false]);
});

test('ports are looked at before anything is installed', async () => {
  const repository = await mkdtemp(join(tmpdir(), 'cloudapp-empty-')); // nothing is installed there
  const said: string[] = [];

  const installing = ensurePackages(
    repository,
    [],
    (line) => said.push(line),
    async () => {
      await requirePorts({ port: 10_080 });
    },
  );

  await expect(installing).rejects.toThrow('Port 10080');
  expect(said).toEqual([]);
  await rm(repository, { recursive: true });
});

test('what is no port is left to whoever reads the settings', async () => {
  await expect(requirePorts({ port: 'eighty', ec2Port: '99999' })).resolves.toBeUndefined();
});

test('help has a line for each setting, with what it is unless it is told otherwise', () => {
  const lines = helpFor(['--help'])?.split('\n') ?? [];
  const settings = Object.entries(readSettings([], {}));

  for (const [name, value] of settings.filter(([, value]) => value !== false)) {
    const line = lines.find((one) => one.startsWith(`  ${flagOf(name)} `));
    expect(line).toContain(`(${String(value)})`);
  }
  for (const name of ['machines', 'maxMachines', 'sso', 'reset']) {
    expect(lines.filter((one) => one.startsWith(`  ${flagOf(name)} `))).toHaveLength(1);
  }
  expect(helpFor(['--port', '1'])).toBeUndefined();
});
