/**
 * How long it takes from a launch that EC2's endpoint is asked for until ssh answers, next to how long the same root takes
 * to boot by systemd-nspawn alone.
 *
 *     npx tsx bench/machine-boot.ts [--rounds 5]
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RunInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { launchInput, startTestEndpoint, type TestEndpoint } from '../local/ec2/testing/test-endpoint.ts';
import { untilLoginAnswers } from './machines/login-port.ts';
import { openMachineBench, type MachineBench } from './machines/machine-bench.ts';
import { median } from './median.ts';

const LIMIT = 1.3;
const BARE_ADDRESS = '127.20.251.10';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });

const bench = await openMachineBench((line) => {
  console.error(line);
});
const ec2 = await startTestEndpoint({ backend: bench.backend });
try {
  const bare: number[] = [];
  const launched: number[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    bare.push(await bootBare(bench.debianRoot));
    launched.push(await launch(ec2, bench));
    console.log(`bare ${bare.at(-1)?.toFixed(0) ?? ''} ms, launched ${launched.at(-1)?.toFixed(0) ?? ''} ms`);
  }
  const ratio = median(launched) / median(bare);
  console.log(
    `median: bare ${median(bare).toFixed(0)} ms, launched ${median(launched).toFixed(0)} ms, ratio ${ratio.toFixed(2)} (limit ${LIMIT})`,
  );
  if (ratio > LIMIT) process.exitCode = 1;
} finally {
  await ec2.close();
  await bench.close();
}

/** From sending RunInstances, with a blueprint's whole user-data, until the machine's SSH server greets. */
async function launch({ client }: TestEndpoint, { blueprints, newMachine }: MachineBench): Promise<number> {
  const [blueprint] = blueprints;
  if (blueprint === undefined) throw new Error('there are no blueprints');
  const UserData = newMachine(blueprint).spec.userData?.toString('base64');
  const started = performance.now();
  const launched = await client.send(new RunInstancesCommand({ ...launchInput(randomUUID()), UserData }));
  const { InstanceId = '', PrivateIpAddress = '' } = launched.Instances?.[0] ?? {};
  await untilLoginAnswers(PrivateIpAddress);
  const milliseconds = performance.now() - started;
  await client.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
  return milliseconds;
}

/** An overlay, an address for sshd, the shortest user-data there is, and nothing else. */
async function bootBare(debianRoot: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-bare-'));
  const files = {
    'etc/ssh/sshd_config.d/10-address.conf': `ListenAddress ${BARE_ADDRESS}\n`,
    'etc/hosts': `127.0.0.1 localhost\n${BARE_ADDRESS} bare\n`,
    'var/lib/cloud/seed/nocloud/meta-data': 'instance-id: bare\nlocal-hostname: bare\n',
    'var/lib/cloud/seed/nocloud/user-data': '#cloud-config\n{}\n',
  };
  for (const part of ['work', 'root']) await mkdir(join(folder, part));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, 'upper', path, '..'), { recursive: true });
    await writeFile(join(folder, 'upper', path), content);
  }
  // nspawn's own folder goes with the namespace, too.
  const script = `mkdir -p /run/systemd/nspawn && mount -t tmpfs tmpfs /run/systemd/nspawn && mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root" &&
    exec systemd-nspawn --quiet --register=no --keep-unit --boot --directory="$2/root" --hostname=bare --console=pipe`;
  const started = performance.now();
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const child = spawn('unshare', [...namespaces, 'sh', '-c', script, 'sh', debianRoot, folder], { stdio: 'ignore' });
  try {
    await untilLoginAnswers(BARE_ADDRESS);
    return performance.now() - started;
  } finally {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
