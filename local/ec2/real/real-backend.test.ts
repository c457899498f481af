import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../testing/until.ts';
import type { MachineSpec } from '../machine-backend.ts';
import { findConfinement } from './confinement.ts';
import { listControlGroups } from './control-groups.ts';
import { findMachineProcesses } from './machine-process.ts';
import { sampleMachine } from '../testing/sample-machine.ts';
import { RealBackend } from './real-backend.ts';
import { greets } from './testing/machines.ts';
import { makeLogin, type Login } from './testing/login.ts';
import { findNetworkTraces } from './testing/network-traces.ts';
import { openPlace } from './testing/place.ts';

const { folder, directory, obstacle, root, remove } = await openPlace();
const found = await findConfinement();
const confinement = typeof found === 'string' ? undefined : found;

afterAll(remove);

describe.skipIf(obstacle !== undefined)(
  `machines on systemd-nspawn${obstacle === undefined ? '' : ` (${obstacle})`}`,
  () => {
    const backend = new RealBackend({ directory, root, maxMachines: 2, confinement });
    const address = '127.20.249.10';
    const machine = sampleMachine({
      instanceId: 'i-0000000000000a11e',
      privateAddress: '10.41.32.10',
      publicAddress: address,
    });

    let login: Login;
    const ssh = async (command: string): Promise<string> => await login.ssh(address, command);
    const loginWorks = async (): Promise<void> => {
      await login.works(address);
    };

    beforeAll(async () => {
      await root.path();
      login = await makeLogin(folder);
      machine.userData = login.userData;
      await backend.recover({ on: [], off: [] });
      await backend.boot(machine);
      await loginWorks();
    });

    afterAll(async () => {
      await backend.terminate(machine.instanceId);
      await backend.close();
    });

    test('have the address, the name and the user-data they were given', async () => {
      const seen = await ssh('hostname; sudo cat /var/lib/cloud/instance/user-data.txt');

      expect(seen).toBe(`${machine.hostname}\n${machine.userData?.toString().trim() ?? ''}`);
    });

    test('show on their console how they booted', async () => {
      const console = await until(
        () => backend.consoleOutput(machine.instanceId),
        (output) => output.includes('BEGIN SSH HOST KEY KEYS'),
      );

      expect(console).toContain('Welcome to');
    });

    test('keep their disk when stopped and started, and boot anew', async () => {
      const bootId = await ssh('echo kept > note; sync; cat /proc/sys/kernel/random/boot_id');

      await backend.stop(machine.instanceId);
      expect(await greets(address)).toBe(false);
      await backend.start(machine);
      await loginWorks();

      expect(await ssh('cat note')).toBe('kept');
      expect(await ssh('cat /proc/sys/kernel/random/boot_id')).not.toBe(bootId);
    });

    test('reboot, asked from outside or from inside', async () => {
      await backend.reboot(machine);
      await loginWorks();
      const bootId = await ssh('cat /proc/sys/kernel/random/boot_id');
      await ssh('sudo systemctl reboot').catch(() => undefined); // the connection may go first

      await until(
        () => ssh('cat /proc/sys/kernel/random/boot_id').catch(() => bootId),
        (now) => now !== bootId,
      );
      expect(await ssh('cat note')).toBe('kept');
    });

    const python = async (program: string): Promise<string> =>
      (await ssh(`sudo timeout 20 python3 -c '${program}' 2>&1; true`)).split('\n').at(-1) ?? '';

    test.skipIf(confinement === undefined)('do not read the disks of this computer', async () => {
      const [, number = ''] =
        /^\s+(\d+)\s/.exec((await readFile('/proc/partitions', 'utf8')).split('\n')[2] ?? '') ?? [];
      const reading = `import os; os.mknod("/root/disk", 0o60600, os.makedev(${number}, 0)); print(len(open("/root/disk", "rb").read(1)))`;

      expect(await python(reading)).toMatch(/not permitted/);
      expect(await ssh('ls -a /work 2>&1; sudo ls /proc/1/root/work 2>&1; true')).not.toContain('main');
    });

    test('are no more than the set number at once', async () => {
      const second = {
        ...machine,
        instanceId: 'i-0000000000000a12e',
        privateAddress: '10.41.32.11',
        publicAddress: '127.20.249.11',
      };
      expect(backend.hasRoom()).toBe(true);

      await backend.boot(second);

      expect(backend.hasRoom()).toBe(false);
      await backend.terminate(second.instanceId);
      expect(backend.hasRoom()).toBe(true);
    });

    test('leave nothing when terminated, even in the middle of their start', async () => {
      const third = {
        ...machine,
        instanceId: 'i-0000000000000a13e',
        privateAddress: '10.41.32.12',
        publicAddress: '127.20.249.12',
      };

      const before = await findNetworkTraces();
      const booting = backend.boot(third).catch(() => undefined);
      await backend.terminate(third.instanceId);
      await booting;
      await backend.boot(third);
      await backend.terminate(third.instanceId);

      expect(existsSync(join(directory, third.instanceId))).toBe(false);
      expect(await findMachineProcesses(join(directory, third.instanceId))).toEqual([]);
      expect(await listControlGroups()).not.toContain(third.instanceId);
      expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(folder);
      expect(await findNetworkTraces()).toEqual(before);
    });

    test('end with an owner that is killed, and its files are cleared away by the next one', async () => {
      const orphan = {
        ...machine,
        instanceId: 'i-0000000000000a14e',
        privateAddress: '10.41.32.13',
        publicAddress: '127.20.249.13',
      };
      const place = join(folder, 'of-owner');
      const script = join(folder, 'owner.mts');
      await writeFile(script, ownerScript(place, orphan));
      const owner = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise<void>((resolve, reject) => {
        owner.stdout.once('data', () => {
          resolve();
        });
        owner.once('exit', (code) => {
          reject(new Error(`The owner ended with ${String(code)}`));
        });
      });
      const parts = await childrenOf(owner.pid ?? 0);
      expect(parts.length).toBeGreaterThanOrEqual(3); // the network, its way out, and the machine

      owner.kill('SIGKILL');
      await until(
        async () => [...(await findMachineProcesses(place)), ...parts.filter((pid) => existsSync(`/proc/${pid}`))],
        (processes) => processes.length === 0,
      );
      const next = new RealBackend({ directory: place, root, maxMachines: 2, confinement: undefined });
      await next.recover({ on: [], off: [] });

      expect(existsSync(join(place, orphan.instanceId))).toBe(false);
      expect(await listControlGroups()).not.toContain(orphan.instanceId);
      expect(await greets(orphan.publicAddress)).toBe(false);
    });
  },
);

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

function ownerScript(place: string, machine: MachineSpec): string {
  const from = (name: string): string => JSON.stringify(join(import.meta.dirname, name));
  return `
    import { DebianRoot, defaultRootCache } from ${from('debian-root.ts')};
    import { RealBackend } from ${from('real-backend.ts')};
    const root = new DebianRoot(defaultRootCache(process.env));
    const backend = new RealBackend({ directory: ${JSON.stringify(place)}, root, maxMachines: 1, confinement: undefined });
    await backend.boot(${JSON.stringify({ ...machine, userData: undefined })});
    console.log('booted');
    setInterval(() => undefined, 1000);
  `;
}
