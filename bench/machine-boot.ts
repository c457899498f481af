/**
 * How long a launch takes until ssh answers, next to how long the same root takes to boot by systemd-nspawn alone.
 *
 *     npx tsx bench/machine-boot.ts [--rounds 5]
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { untilLoginAnswers } from './machines/login-port.ts';
import { openMachineBench, type MachineBench } from './machines/machine-bench.ts';

const LIMIT = 1.3;
const BARE_ADDRESS = '127.20.251.10';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });

const bench = await openMachineBench((line) => {
  console.error(line);
});
try {
  const bare: number[] = [];
  const launched: number[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    bare.push(await bootBare(bench.debianRoot));
    launched.push(await launch(bench));
    console.log(`bare ${bare.at(-1)?.toFixed(0) ?? ''} ms, launched ${launched.at(-1)?.toFixed(0) ?? ''} ms`);
  }
  const ratio = median(launched) / median(bare);
  console.log(
    `median: bare ${median(bare).toFixed(0)} ms, launched ${median(launched).toFixed(0)} ms, ratio ${ratio.toFixed(2)} (limit ${LIMIT})`,
  );
  if (ratio > LIMIT) process.exitCode = 1;
} finally {
  await bench.close();
}

async function launch({ backend, blueprints, newMachine }: MachineBench): Promise<number> {
  const [blueprint] = blueprints;
  if (blueprint === undefined) throw new Error('there are no blueprints');
  const machine = newMachine(blueprint);
  const started = performance.now();
  await backend.boot(machine.spec);
  await untilLoginAnswers(machine.spec.address);
  const milliseconds = performance.now() - started;
  await backend.terminate(machine.id);
  return milliseconds;
}

/** An overlay, an address for sshd, the shortest user-data there is, and nothing else. */
async function bootBare(debianRoot: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-bare-'));
  const files = {
    'etc/ssh/sshd_config.d/10-address.conf': `ListenAddress ${BARE_ADDRESS}\n`,
    'var/lib/cloud/seed/nocloud/meta-data': 'instance-id: bare\n',
    'var/lib/cloud/seed/nocloud/user-data': '#cloud-config\n{}\n',
  };
  for (const part of ['work', 'root']) await mkdir(join(folder, part));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, 'upper', path, '..'), { recursive: true });
    await writeFile(join(folder, 'upper', path), content);
  }
  const script = `mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root" &&
    exec systemd-nspawn --quiet --register=no --keep-unit --boot --directory="$2/root" --console=pipe`;
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
