import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import dockerIgnore from '@balena/dockerignore';
import { repository } from '../sources.ts';
import { baseImageOf } from './base-images.ts';
import type { Stage, Step } from './dockerfile.ts';

/** The files of an image, in a folder. */
export interface Files {
  readonly root: string;
  readonly remove: () => void;
}

/**
 * Lays down what a Dockerfile's stages make: runs the build stages' commands, and copies what the last one takes from them
 * and from the repository, over what its base image brings along.
 *
 * @param buildArguments values of `ARG`s
 */
export function layDown(stages: readonly Stage[], buildArguments: Readonly<Record<string, string>>): Files {
  const work = mkdtempSync(join(tmpdir(), 'image-'));
  const remove = (): void => {
    rmSync(work, { recursive: true, force: true });
  };
  try {
    return { root: layDownIn(work, stages, buildArguments), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function layDownIn(work: string, stages: readonly Stage[], buildArguments: Readonly<Record<string, string>>): string {
  const root = join(work, 'root');
  const context = copyContext(join(work, 'context'));
  const last = stages.at(-1);
  if (last === undefined) throw new Error('there is no stage');
  const built = new Map(
    stages.slice(0, -1).map((stage) => [stage.name, runBuild(stage, buildArguments, context, work)]),
  );
  writeBase(root, last);
  let folder = '/';
  for (const step of last.steps) {
    if (step.keyword === 'WORKDIR') folder = step.text;
    if (step.keyword === 'RUN') throw new Error('the last stage runs a command, which only its base image could');
    if (step.keyword !== 'COPY') continue;
    const from = step.flags['from'] === undefined ? context : built.get(step.flags['from']);
    if (from === undefined) throw new Error(`there is no stage ${String(step.flags['from'])}`);
    copy(step, from, root, folder);
  }
  return root;
}

/** What Docker would be sent: the files of the repository that .dockerignore leaves. */
function copyContext(folder: string): string {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: repository });
  const ignored = dockerIgnore.default().add(readFileSync(join(repository, '.dockerignore'), 'utf8'));
  const files = list
    .toString()
    .split('\n')
    .filter((file) => file !== '' && !ignored.ignores(file));
  for (const file of files) {
    const found = statSync(join(repository, file), { throwIfNoEntry: false });
    if (found?.isFile() === true) cpSync(join(repository, file), join(folder, file), { preserveTimestamps: true });
  }
  return folder;
}

/** @returns the folder with what it left in /app and /repository */
function runBuild(stage: Stage, values: Readonly<Record<string, string>>, context: string, work: string): string {
  const result = join(work, `built-${stage.name ?? ''}`);
  mkdirSync(result);
  for (const { keyword, text } of stage.steps) {
    if (keyword === 'WORKDIR') mkdirSync(join(result, text), { recursive: true });
  }
  const commands = stage.steps.filter(({ keyword }) => keyword === 'RUN').map(({ text }) => text);
  if (commands.length === 0) return result;
  const script = join(import.meta.dirname, 'build.sh');
  const PATH = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  const env = { ...values, PATH, HOME: '/tmp' };
  const args = [
    '--mount',
    '--net',
    '--pid',
    '--fork',
    '--kill-child',
    'bash',
    script,
    repository,
    context,
    result,
    commands.join(' && '),
  ];
  execFileSync('unshare', args, { env, stdio: 'pipe' });
  return result;
}

function writeBase(root: string, { base }: Stage): void {
  const { users, files } = baseImageOf(base);
  const all = { ...files, '/etc/passwd': `${users.join('\n')}\n` };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
    chmodSync(join(root, path), path.endsWith('.sh') ? 0o755 : 0o644);
  }
  for (const path of ['/etc/nginx/mime.types', '/etc/ssl/certs/ca-certificates.crt']) {
    cpSync(path, join(root, path), { dereference: true, recursive: true });
  }
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777);
}

/** As root's, which is what `--chown=root:root` and no `--chown` at all come to. */
function copy({ flags, text }: Step, from: string, root: string, folder: string): void {
  if (![undefined, 'root:root'].includes(flags['chown']))
    throw new Error(`COPY --chown=${String(flags['chown'])} is not understood`);
  const words = text.trim().split(/\s+/);
  const target = words.at(-1) ?? '';
  const to = join(root, target.startsWith('/') ? target : join(folder, target));
  for (const source of words.slice(0, -1)) {
    const isFolder = statSync(join(from, source)).isDirectory();
    const intoFolder = target.endsWith('/') && !isFolder;
    cpSync(join(from, source), intoFolder ? join(to, source.split('/').at(-1) ?? '') : to, { recursive: true });
  }
}
