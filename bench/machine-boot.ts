/**
 * How long it takes from a launch that EC2's endpoint is asked for until ssh answers, next to how long the same root takes to boot by systemd-nspawn alone.
 *
 *     npx tsx bench/machine-boot.ts [--rounds 5]
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEc2Endpoint, type Ec2Endpoint } from '../local/ec2/endpoint.ts';
import { untilLoginAnswers } from './machines/login-port.ts';
import { openMachineBench, type MachineBench } from './machines/machine-bench.ts';

const LIMIT = 1.3;
const image = 'ami-0123456789abcdef0';
const BARE_ADDRESS = '127.20.251.10';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });

const bench = await openMachineBench((line) => {
  console.error(line);
});
const ec2 = await openEndpoint(bench);
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
async function launch(ec2: Ec2Endpoint, { blueprints, newMachine }: MachineBench): Promise<number> {
  const [blueprint] = blueprints;
  if (blueprint === undefined) throw new Error('there are no blueprints');
  const userData = newMachine(blueprint).spec.userData?.toString('base64') ?? '';
  const started = performance.now();
  const launched = await call(ec2, {
    Action: 'RunInstances',
    MinCount: '1',
    MaxCount: '1',
    ImageId: image,
    UserData: userData,
  });
  await untilLoginAnswers(textOf(launched, 'privateIpAddress'));
  const milliseconds = performance.now() - started;
  await call(ec2, { Action: 'TerminateInstances', 'InstanceId.1': textOf(launched, 'instanceId') });
  return milliseconds;
}

async function openEndpoint({ backend, directory }: MachineBench): Promise<Ec2Endpoint> {
  const subnets = [{ subnetId: 'subnet-0a', vpcId: 'vpc-0a', availabilityZone: 'eu-west-1a' }];
  const catalogue = { images: [image], subnets, securityGroupIds: [], instanceProfileNames: [], accountId: '0' };
  return await startEc2Endpoint({ port: 0, stateFile: join(directory, '..', 'ec2.json'), backend, catalogue });
}

async function call({ url }: Ec2Endpoint, parameters: Record<string, string>): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(parameters) });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}

function textOf(xml: string, element: string): string {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? '';
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

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
