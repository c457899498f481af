import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { blueprintDefinitionSchema, type BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { buildUserData, machineFileNames, type MachineFiles } from '@cloudapp/provision-instance/domain/user-data';
import { parse } from 'yaml';
import type { MachineSpec } from '../../local/ec2/machine-backend.ts';
import { sourcesHere } from '../../local/cloud/names.ts';
import { findConfinement } from '../../local/ec2/real/confinement.ts';
import { DebianRoot, defaultRootCache } from '../../local/ec2/real/debian-root.ts';
import { findObstacle } from '../../local/ec2/real/obstacle.ts';
import { RealBackend } from '../../local/ec2/real/real-backend.ts';
import { sampleMachine } from '../../local/ec2/testing/sample-machine.ts';
import { machineRules } from '../../stacks/product/machine-rules.ts';
import { startBootEventsReceiver, type BootEventsReceiver } from './boot-events-receiver.ts';

const run = promisify(execFile);
const service = resolve(import.meta.dirname, '../../microservices/provision-instance');

/** Real machines without the rest of the product: a backend, a receiver of their reports, and a key to log in with. */
export interface MachineBench {
  backend: RealBackend;
  receiver: BootEventsReceiver;
  blueprints: BlueprintDefinition[];
  debianRoot: string;
  /** Where the machines' disks are. */
  directory: string;
  keyFile: string;
  newMachine: (blueprint: BlueprintDefinition) => BenchMachine;
  close: () => Promise<void>;
}

export interface BenchMachine {
  id: string;
  /** Where this computer reaches it. */
  address: string;
  spec: MachineSpec;
}

export async function openMachineBench(report: (line: string) => void): Promise<MachineBench> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-machines-'));
  const directory = join(folder, 'machines');
  const obstacle = await findObstacle(directory);
  if (obstacle !== undefined) throw new Error(obstacle);
  const root = new DebianRoot(defaultRootCache(process.env));
  const debianRoot = await root.path(({ percent, text }) => {
    report(`Debian root: ${percent} % (${text})`);
  });
  const tokens = new Map<string, string>();
  const receiver = await startBootEventsReceiver((id) => tokens.get(id) ?? '');
  const confinement = await findConfinement();
  if (typeof confinement === 'string') throw new Error(`Machines cannot be confined here: ${confinement}`);
  const backend = new RealBackend({ directory, root, maxMachines: 20, confinement, frontDoorPort: receiver.port });
  await backend.recover({ on: [], off: [] });
  const keyFile = join(folder, 'key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile]);
  const sshPublicKey = (await readFile(`${keyFile}.pub`, 'utf8')).trim();
  const machineFiles = await readMachineFiles();
  let count = 0;
  const close = async (): Promise<void> => {
    await backend.close();
    receiver.close();
    await rm(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().finally(() => process.exit(130)));
  }
  return {
    backend,
    receiver,
    blueprints: await readBlueprints(),
    debianRoot,
    directory,
    keyFile,
    newMachine: (blueprint) => {
      const id = `i-${randomBytes(9).toString('hex').slice(0, 17)}`;
      const token = randomBytes(32).toString('base64url');
      tokens.set(id, token);
      // A part of 127.20.0.0/16 that the endpoint comes to last.
      const last = 10 + (count++ % 200);
      const [publicAddress, privateAddress] = [`127.20.250.${last}`, `10.41.32.${last}`];
      const input = { instanceId: id, blueprint, reportsUrl: receiver.urlFor(id), token, sshPublicKey, machineFiles };
      const rules = machineRules(blueprint, sourcesHere);
      const spec = { instanceId: id, privateAddress, publicAddress, rules, userData: buildUserData(input) };
      return { id, address: publicAddress, spec: sampleMachine(spec) };
    },
    close,
  };
}

async function readBlueprints(): Promise<BlueprintDefinition[]> {
  const names = (await readdir(join(service, 'blueprints'))).sort();
  return await Promise.all(
    names.map(async (name) =>
      blueprintDefinitionSchema.parse(parse(await readFile(join(service, 'blueprints', name), 'utf8'))),
    ),
  );
}

async function readMachineFiles(): Promise<MachineFiles> {
  const entries = await Promise.all(
    machineFileNames.map(async (name) => [name, await readFile(join(service, 'machine', name), 'utf8')] as const),
  );
  return Object.fromEntries(entries) as MachineFiles;
}

/** Logs in with strict host-key checking and runs a command: what the page's ssh command does. */
export async function logIn(
  bench: MachineBench,
  machine: BenchMachine,
  login: { userName: string; hostKeys: readonly string[] },
  command: string,
): Promise<string> {
  const { address } = machine;
  const knownHosts = `${bench.keyFile}-${machine.id}`;
  await writeFile(knownHosts, login.hostKeys.map((key) => `${address} ${key}\n`).join(''));
  const options = ['StrictHostKeyChecking=yes', `UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=/dev/null'];
  const quiet = ['BatchMode=yes', 'IdentitiesOnly=yes', 'ConnectTimeout=10'];
  const args = ['-F', '/dev/null', '-i', bench.keyFile, ...[...options, ...quiet].flatMap((option) => ['-o', option])];
  const { stdout } = await run('ssh', [...args, `${login.userName}@${address}`, command]);
  return stdout;
}
