import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { places } from './network/addresses.ts';
import { fingerprintOf, readHostSettings, writeHostSettings, type HostSettings } from './host-settings.ts';

export interface RootProgress {
  percent: number;
  /** What is being done: "fetching the base system". */
  text: string;
}

type Report = (progress: RootProgress) => void;

const BUILD_SCRIPT = join(import.meta.dirname, 'build-root.sh');
const UNUSED_MILLISECONDS = 30 * 24 * 3_600_000;
const POLL_MILLISECONDS = 500;
/** A maker that has shown no progress for this long is gone, whoever has its process id now. */
const SILENT_MILLISECONDS = 180_000;
const prefix = 'debian-13-';
/** Names of the folders in which roots are made, each with its maker's process id. */
const making = /^\.making-(\d+)-/;

/** One for all clones of the repository: a root takes a minute or two to make and some 600 MB. */
export const defaultRootCache = (environment: NodeJS.ProcessEnv): string =>
  join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cloudapp', 'roots');

/** The Debian root that all machines stand on: made once, found again by what it was made from. */
export class DebianRoot {
  readonly #cache: string;
  readonly #listeners = new Set<Report>();
  #made: Promise<string> | undefined;
  /** How far the making is that goes on now. */
  #progress: RootProgress | undefined;

  constructor(cache: string) {
    this.#cache = cache;
  }

  /** Its path, made first when it is not there; several callers share one making, and a failed one is tried again. */
  async path(report?: Report): Promise<string> {
    if (report !== undefined) this.#listeners.add(report);
    if (report !== undefined && this.#progress !== undefined) report(this.#progress);
    this.#made ??= this.#findOrMake().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    try {
      return await this.#made;
    } finally {
      if (report !== undefined) this.#listeners.delete(report);
    }
  }

  async #findOrMake(): Promise<string> {
    const settings = await readHostSettings();
    const path = join(this.#cache, await nameOf(settings));
    await mkdir(this.#cache, { recursive: true, mode: 0o700 });
    while (!existsSync(path)) {
      if ((await this.#otherMakers()).length === 0) {
        await this.#make(path, settings);
      } else {
        this.#tell({ percent: 0, text: 'another process of this computer makes it' });
        await sleep(POLL_MILLISECONDS);
      }
    }
    this.#progress = undefined;
    await touch(path);
    await this.#removeUnused(path);
    return path;
  }

  async #make(path: string, settings: HostSettings): Promise<void> {
    const work = await mkdtemp(join(this.#cache, `.making-${process.pid}-`));
    try {
      // Of those that began in the same moment, one goes on.
      if ((await this.#otherMakers()).some((pid) => pid < process.pid)) return;
      await writeHostSettings(settings, join(work, 'settings'));
      const output = await build(work, settings, (progress) => {
        this.#tell(progress);
        void touch(work);
      });
      if (output !== undefined) throw await this.#failure(output);
      await rename(join(work, 'root'), path).catch((error: unknown) => {
        if (!existsSync(path)) throw error; // else another process was faster, and made the same
      });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  async #failure(output: readonly string[]): Promise<Error> {
    const file = join(this.#cache, 'failure.log');
    await writeFile(file, `${output.join('\n')}\n`).catch(() => undefined);
    return new Error(`The Debian root could not be made: ${output.at(-1) ?? 'no reason was given'} (see ${file})`);
  }

  /** Process ids of others that are at it: several at once would take each other's time, and make the same. */
  async #otherMakers(): Promise<number[]> {
    const found = await Promise.all(
      (await readdir(this.#cache)).map(async (name) => {
        const pid = Number(making.exec(name)?.[1] ?? process.pid);
        const { mtimeMs } = await stat(join(this.#cache, name)).catch(() => ({ mtimeMs: 0 }));
        const isAlive = Date.now() - mtimeMs < SILENT_MILLISECONDS && existsSync(`/proc/${pid}`);
        return isAlive && pid !== process.pid ? [pid] : [];
      }),
    );
    return found.flat();
  }

  #tell(progress: RootProgress): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener(progress);
  }

  /** Roots of older recipes that nothing has stood on for long, and what a killed maker left. */
  async #removeUnused(used: string): Promise<void> {
    for (const name of await readdir(this.#cache)) {
      const path = join(this.#cache, name);
      const maker = making.exec(name)?.[1];
      const age = Date.now() - (await stat(path)).mtimeMs;
      const isOld = name.startsWith(prefix) && path !== used && age > UNUSED_MILLISECONDS;
      if (isOld || (maker !== undefined && !existsSync(`/proc/${maker}`))) {
        await rm(path, { recursive: true, force: true });
      }
    }
  }
}

async function nameOf(settings: HostSettings): Promise<string> {
  const script = await readFile(BUILD_SCRIPT);
  const hash = createHash('sha256').update(script).update(fingerprintOf(settings)).digest('hex');
  return `${prefix}${hash.slice(0, 16)}`;
}

/** Says that it is in use. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** @returns what it printed, when it failed */
async function build(work: string, settings: HostSettings, report: Report): Promise<string[] | undefined> {
  // Namespaces of its own: whichever way this ends, no process and no mount of it stays.
  const command = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'bash', BUILD_SCRIPT];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    env: {
      ...process.env,
      ROOT: join(work, 'root'),
      SETTINGS: join(work, 'settings'),
      MIRROR: settings.mirror,
      SECURITY_MIRROR: settings.securityMirror,
      MIRRORS_FROM_INSIDE: places.mirrors,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // Ctrl-C in the terminal is for us; the kernel ends this one with us
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const [, percent, text] = /^progress: (\d+) (.*)$/.exec(line) ?? [];
      if (percent !== undefined && text !== undefined) report({ percent: Math.min(Number(percent), 100), text });
      else output.push(line);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return code === 0 ? undefined : output;
}
