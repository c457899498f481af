import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../../../testing/until.ts';

const run = promisify(execFile);
const options = [
  ...['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'BatchMode=yes', 'LogLevel=ERROR'],
  // A machine that goes, or has not come, says nothing: without these ssh waits for it without end.
  ...['ConnectTimeout=20', 'ServerAliveInterval=10', 'ServerAliveCountMax=6'],
];
const flags = options.flatMap((option) => ['-o', option]);

/** A user `tester` on test machines, who may do everything. */
export interface Login {
  userData: Buffer;
  /** What a command says, by way of another machine if one is named; rejects when ssh or the command fails. */
  ssh: (address: string, command: string, via?: string) => Promise<string>;
  /** Resolves once it may log in: sshd answers a moment before users may. */
  works: (address: string) => Promise<void>;
}

export async function makeLogin(folder: string): Promise<Login> {
  const keyFile = join(folder, 'key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile]);
  const key = (await readFile(`${keyFile}.pub`, 'utf8')).trim();
  const args = ['-F', '/dev/null', '-i', keyFile, ...flags];
  const ssh = async (address: string, command: string, via?: string): Promise<string> => {
    const jump = via === undefined ? [] : ['-o', `ProxyCommand=ssh ${args.join(' ')} -W %h:%p tester@${via}`];
    return (await run('ssh', [...args, ...jump, `tester@${address}`, command])).stdout.trim();
  };
  return {
    userData: Buffer.from(
      `#cloud-config\nusers:\n- name: tester\n  sudo: ALL=(ALL) NOPASSWD:ALL\n  ssh_authorized_keys: ['${key}']\n`,
    ),
    ssh,
    works: async (address) => {
      await until(
        () => ssh(address, 'true').catch(() => 'refused'),
        (answer) => answer !== 'refused',
      );
    },
  };
}

/** A key pair of its own, for machines that the product launches. */
export async function makeKey() {
  const keyFile = join(await mkdtemp(join(tmpdir(), 'cloudapp-key-')), 'key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile]);
  const args = ['-F', '/dev/null', '-i', keyFile, '-o', 'IdentitiesOnly=yes', ...flags];
  return {
    line: (await readFile(`${keyFile}.pub`, 'utf8')).trim(),
    /** Whether it opens the machine at an address. */
    opens: async (address: string): Promise<boolean> =>
      await run('ssh', [...args, `admin@${address}`, 'true']).then(
        () => true,
        () => false,
      ),
  };
}
