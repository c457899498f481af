import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPython, PYTHON_SENTENCE } from './requirements.js';

export type Report = (line: string) => void;

/** A program written in Python, and what it needs. */
export interface PythonProgram {
  /** As people call it. */
  readonly title: string;
  /** As pip calls it; one of the requirements. */
  readonly name: string;
  /** Every package with its exact version and the hashes of its files, as `pip install --require-hashes -r` reads it. */
  readonly requirementsFile: string;
}

/**
 * Installs a program into `venvDir` unless exactly the pinned versions are there already. Made beside its place and
 * then renamed, so that an installation broken off half-way, or a second one at the same time, never leaves a mixed one.
 *
 * @returns the path of the environment's Python
 */
export async function ensurePythonEnvironment(
  { title, name, requirementsFile }: PythonProgram,
  venvDir: string,
  report: Report,
): Promise<string> {
  const requirements = await readFile(requirementsFile, 'utf8');
  const wanted = createHash('sha256').update(requirements).digest('hex');
  const python = join(venvDir, 'bin', 'python');
  if (await isInstalled(venvDir, wanted)) return python;

  const [, version = ''] = new RegExp(`^${name}==([\\w.]+)`, 'm').exec(requirements) ?? [];
  const total = requirements.split('\n').filter((line) => line.includes('==')).length;
  const basePython = findPython();
  if (basePython === undefined) throw new Error(PYTHON_SENTENCE);
  const staging = `${venvDir}.${process.pid}`;
  await mkdir(dirname(venvDir), { recursive: true });
  try {
    report(`making a virtual environment for ${title} ${version}`);
    await step(basePython, ['-m', 'venv', staging], () => undefined);
    let collected = 0;
    await step(
      join(staging, 'bin', 'python'),
      ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--require-hashes', '-r', requirementsFile],
      (line) => {
        const [, part] = /^Collecting (\S+?)(==|$| )/.exec(line) ?? [];
        if (part !== undefined) report(`fetching ${part} (${++collected} of ${total})`);
        if (line.startsWith('Installing collected')) report('installing them');
      },
    );
    await writeFile(join(staging, 'installed'), wanted);
    if (await isInstalled(venvDir, wanted)) return python;
    await rm(venvDir, { recursive: true, force: true });
    await rename(staging, venvDir);
  } catch (cause) {
    if (await isInstalled(venvDir, wanted)) return python;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${title} ${version} could not be installed with pip: ${reason}`, { cause });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return python;
}

async function isInstalled(venvDir: string, wanted: string): Promise<boolean> {
  const stamp = join(venvDir, 'installed');
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted;
}

async function step(command: string, args: string[], onLine: (line: string) => void): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let lastError = '';
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() !== '') lastError = line.trim();
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(lastError === '' ? `${command} ended with ${String(code)}` : lastError));
    });
  });
}
