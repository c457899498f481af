import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../../local/testing/until.ts';
import type { Image } from './image.ts';
import type { Placement } from './platform.ts';

/** The longest answer of a container, which is the API's document, has more than the megabyte that Node takes by itself. */
const mostBytes = 16 * 1024 * 1024;

export interface Container {
  /** Whether its health check says that it is healthy; waits until it says so or the container ends. */
  readonly becomesHealthy: () => Promise<boolean>;
  /** What a path answers from inside, as a probe asks: status and body; empty when nobody answers. */
  readonly ask: (path: string) => Promise<string>;
  readonly terminate: () => void;
  readonly exitCode: () => number | null;
  readonly ended: Promise<number | null>;
  readonly output: () => string;
  readonly remove: () => Promise<void>;
}

/** Starts an image's command as its platform would. */
export function startContainer(image: Image, root: string, placement: Placement): Container {
  const folder = mkdtempSync(join(tmpdir(), 'container-'));
  const log = openSync(join(folder, 'output'), 'a+');
  // A container runtime gives the standard streams to the container's user.
  chownSync(join(folder, 'output'), placement.user, placement.group);
  const privileges = privilegesOf(placement);
  const node = dirname(dirname(process.execPath));
  const inside = [...environmentOf(image, placement), ...image.command];
  // Process 1 hears no signal that it does not handle; where an init is process 1, the command is another.
  const process1 = placement.hasInit ? [] : ['--pid', '--fork', '--kill-child'];
  const volumes = placement.volumes.map(({ path, owner, mode }) => [path, owner, mode].join(',')).join(' ');
  const args = [
    ...['--mount', '--net', '--ipc', '--uts', ...process1, 'bash', join(import.meta.dirname, 'start.sh')],
    ...[root, node, String(placement.isRootReadOnly), volumes, image.workFolder, ...privileges, '--', ...inside],
  ];
  const child = spawn('unshare', args, { stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const pid = () => (placement.hasInit ? child.pid : firstChildOf(child));
  const enter = async (command: readonly string[]): Promise<string | undefined> => {
    const target = pid();
    if (target === undefined) return undefined;
    const namespaces = ['--target', String(target), '--mount', '--net', '--root', '--wd'];
    const words = [
      ...namespaces,
      '/usr/bin/setpriv',
      ...privileges,
      '/usr/bin/env',
      '-i',
      ...environmentOf(image, placement),
      ...command,
    ];
    return await new Promise((resolve) => {
      execFile('nsenter', words, { maxBuffer: mostBytes }, (error, out) => {
        resolve(error === null ? out : undefined);
      });
    });
  };
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    ended,
    exitCode: () => child.exitCode,
    output: () => readFileSync(join(folder, 'output'), 'utf8'),
    becomesHealthy: async () => {
      const isHealthy = async () => !isOver() && (await enter(image.healthCheck)) !== undefined;
      return await until(isHealthy, (healthy) => healthy || isOver());
    },
    ask: async (path) => {
      const script = `fetch('http://127.0.0.1:8080${path}').then(async (answer) => {
        console.log(answer.status, await answer.text());
      }, () => undefined)`;
      return (await enter(['node', '-e', script])) ?? '';
    },
    terminate: () => {
      const target = pid();
      if (target !== undefined) process.kill(target, 'SIGTERM');
    },
    remove: async () => {
      if (!isOver()) child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `unshare --fork` started. */
function firstChildOf({ pid }: ChildProcess): number | undefined {
  const [first = ''] = readFileSync(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`, 'utf8').split(' ');
  return first === '' ? undefined : Number(first);
}

function privilegesOf({ user, group, dropsAllCapabilities, mayGainPrivileges }: Placement): string[] {
  return [
    ...['--reuid', String(user), '--regid', String(group), '--clear-groups'],
    ...(dropsAllCapabilities ? ['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all'] : []),
    ...(mayGainPrivileges ? [] : ['--no-new-privs']),
  ];
}

const environmentOf = (image: Image, { variables }: Placement): string[] =>
  Object.entries({
    PATH: '/node/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    // What runc gives to a user who has no home.
    HOME: '/',
    ...image.variables,
    ...variables,
  }).map((pair) => pair.join('='));

/** Why containers cannot be made here; undefined where they can. */
export function whyNoContainers(): string | undefined {
  if (process.platform !== 'linux') return 'not on Linux';
  if (process.getuid?.() !== 0) return 'not root';
  for (const program of ['unshare', 'nsenter', 'setpriv', 'ip', 'nginx', 'envsubst', 'wget']) {
    try {
      execFileSync('which', [program], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed`;
    }
  }
  try {
    execFileSync('unshare', ['--mount', '--net', '--pid', '--fork', 'true'], { stdio: 'ignore' });
  } catch {
    return 'namespaces may not be made';
  }
  return undefined;
}
