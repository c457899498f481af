import { spawn, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../testing/until.ts';
import type { MachineSpec } from '../machine-backend.ts';
import { listControlGroups } from './control-groups.ts';
import { findMachineProcesses } from './machine-process.ts';
import { sampleMachine } from '../testing/sample-machine.ts';
import { RealBackend } from './real-backend.ts';
import { greets } from './testing/machines.ts';
import { confinementTo, openPlace } from './testing/place.ts';

const run = promisify(execFile);
const { folder, directory, obstacle, root, remove } = await openPlace();
const services = { reachable: await startService(), other: await startService() };
const confinement = obstacle === undefined ? await confinementTo(services.reachable.port) : undefined;

afterAll(async () => {
  services.reachable.server.close();
  services.other.server.close();
  await remove();
});

describe.skipIf(obstacle !== undefined)(
  `machines on systemd-nspawn${obstacle === undefined ? '' : ` (${obstacle})`}`,
  () => {
    const backend = new RealBackend({ directory, root, maxMachines: 2, confinement });
    const keyFile = join(folder, 'key');
    const machine = sampleMachine({
      instanceId: 'i-0000000000000a11e',
      privateAddress: '127.20.249.10',
      publicAddress: '127.20.249.10',
    });

    const ssh = async (command: string, address = machine.privateAddress): Promise<string> => {
      const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'BatchMode=yes', 'LogLevel=ERROR'];
      const flags = options.flatMap((option) => ['-o', option]);
      return (
        await run('ssh', ['-F', '/dev/null', '-i', keyFile, ...flags, `tester@${address}`, command])
      ).stdout.trim();
    };

    /** sshd answers a moment before users may log in. */
    const loginWorks = async (): Promise<void> => {
      await until(
        () => ssh('true').catch(() => 'refused'),
        (answer) => answer !== 'refused',
      );
    };

    beforeAll(async () => {
      await root.path();
      await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile]);
      const key = (await readFile(`${keyFile}.pub`, 'utf8')).trim();
      machine.userData = Buffer.from(
        `#cloud-config\nusers:\n- name: tester\n  sudo: ALL=(ALL) NOPASSWD:ALL\n  ssh_authorized_keys: ['${key}']\n`,
      );
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
      expect(await greets(machine.privateAddress)).toBe(false);
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

    test('reach the package mirror', async () => {
      expect(await ssh('sudo apt-get update --quiet 2>&1 | tail -n 1')).toMatch(/Reading package lists/);
    });

    const python = async (program: string): Promise<string> =>
      (await ssh(`sudo timeout 20 python3 -c '${program}' 2>&1; true`)).split('\n').at(-1) ?? '';
    const connecting = (host: string, port: number): string =>
      `import socket; socket.create_connection(("${host}", ${port}), 5); print("connected")`;

    test.skipIf(confinement === undefined)(
      'reach of this computer what they are to reach, and nothing else',
      async () => {
        const { reachable, other } = services;

        expect(await python(connecting('127.0.0.1', reachable.port))).toBe('connected');
        for (const host of ['127.0.0.1', '0.0.0.0', '::1', '::ffff:127.0.0.1', '127.0.0.2', machine.privateAddress]) {
          expect(await python(connecting(host, other.port))).toMatch(/Connection refused|unreachable/);
        }
        expect(await python(connecting('127.20.249.99', 22))).toMatch(/Operation not permitted/);
        expect(await python(connecting('169.254.169.254', 80))).toMatch(/Operation not permitted/);
      },
    );

    test.skipIf(confinement === undefined)(
      'listen on their own address only, whatever a program asks for',
      async () => {
        const listening = (family: string, host: string): string =>
          `import socket; s = socket.create_server(("${host}", ${services.other.port}), family=socket.${family}); print(s.getsockname()[0])`;

        expect(await python(listening('AF_INET', '0.0.0.0'))).toBe(machine.privateAddress);
        expect(await python(listening('AF_INET', '127.0.0.1'))).toBe(machine.privateAddress);
        expect(await python(listening('AF_INET', '127.20.249.99'))).toMatch(/Operation not permitted/);
        // What a program binds to localhost, the programs beside it find there.
        const both = `import socket, threading; s = socket.create_server(("127.0.0.1", 0)); socket.create_connection(("127.0.0.1", s.getsockname()[1]), 5); print("met")`;
        expect(await python(both)).toBe('met');
      },
    );

    test.skipIf(confinement === undefined)(
      'neither hear other machines nor read the disks of this computer',
      async () => {
        const [, number = ''] =
          /^\s+(\d+)\s/.exec((await readFile('/proc/partitions', 'utf8')).split('\n')[2] ?? '') ?? [];
        const reading = `import os; os.mknod("/root/disk", 0o60600, os.makedev(${number}, 0)); print(len(open("/root/disk", "rb").read(1)))`;

        expect(await python('import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)')).toMatch(
          /not permitted/,
        );
        expect(await python(reading)).toMatch(/not permitted/);
        expect(await ssh('ls -a /work 2>&1; sudo ls /proc/1/root/work 2>&1; true')).not.toContain('main');
      },
    );

    test('are no more than the set number at once', async () => {
      const second = { ...machine, instanceId: 'i-0000000000000a12e', privateAddress: '127.20.249.11' };
      expect(backend.hasRoom()).toBe(true);

      await backend.boot(second);

      expect(backend.hasRoom()).toBe(false);
      await backend.terminate(second.instanceId);
      expect(backend.hasRoom()).toBe(true);
    });

    test('leave nothing when terminated, even in the middle of their start', async () => {
      const third = { ...machine, instanceId: 'i-0000000000000a13e', privateAddress: '127.20.249.12' };

      const booting = backend.boot(third).catch(() => undefined);
      await backend.terminate(third.instanceId);
      await booting;

      expect(existsSync(join(directory, third.instanceId))).toBe(false);
      expect(await findMachineProcesses(join(directory, third.instanceId))).toEqual([]);
      expect(await listControlGroups()).not.toContain(third.instanceId);
      expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(folder);
    });

    test('end with an owner that is killed, and its files are cleared away by the next one', async () => {
      const orphan = { ...machine, instanceId: 'i-0000000000000a14e', privateAddress: '127.20.249.13' };
      const place = join(folder, 'of-owner');
      const script = join(folder, 'owner.mts');
      await writeFile(script, ownerScript(place, orphan));
      const owner = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => owner.stdout.once('data', resolve));

      owner.kill('SIGKILL');
      await until(
        () => findMachineProcesses(place),
        (processes) => processes.length === 0,
      );
      const next = new RealBackend({ directory: place, root, maxMachines: 2, confinement: undefined });
      await next.recover({ on: [], off: [] });

      expect(existsSync(join(place, orphan.instanceId))).toBe(false);
      expect(await listControlGroups()).not.toContain(orphan.instanceId);
      expect(await greets(orphan.privateAddress)).toBe(false);
    });
  },
);

function ownerScript(place: string, machine: MachineSpec): string {
  const from = (name: string): string => JSON.stringify(join(import.meta.dirname, name));
  return `
    import { DebianRoot, defaultRootCache } from ${from('debian-root.ts')};
    import { sampleMachine } from '../testing/sample-machine.ts';
import { RealBackend } from ${from('real-backend.ts')};
    const root = new DebianRoot(defaultRootCache(process.env));
    const backend = new RealBackend({ directory: ${JSON.stringify(place)}, root, maxMachines: 1, confinement: undefined });
    await backend.boot(${JSON.stringify({ ...machine, userData: undefined })});
    console.log('booted');
    setInterval(() => undefined, 1000);
  `;
}

/** Something of this computer that listens, as the emulator does. */
async function startService(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}
