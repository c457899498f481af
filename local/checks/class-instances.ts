// typescript-eslint's rule no-unsafe-class-instance-assignment. The linter below oxlint has it, oxlint does not name it yet:
// until it does, this asks that linter as oxlint asks it. A test says when this file may go.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { repository } from '../layout.ts';

export const ruleOfClasses = 'no-unsafe-class-instance-assignment';

/** A message of the linter: its length, its kind, and then JSON. */
const HEADER_BYTES = 5;
const DIAGNOSTIC = 1;

interface Diagnostic {
  file_path: string;
  range: { pos: number };
  message: { description: string };
}

/** Where these files use something else for an instance of a class, a line each. */
export async function findForeignInstances(files: string[]): Promise<string[]> {
  const linter = join(
    dirname(createRequire(import.meta.url).resolve('oxlint-tsgolint/package.json')),
    'bin',
    'tsgolint.js',
  );
  const child = spawn(process.execPath, [linter, 'headless'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.end(JSON.stringify({ version: 2, configs: [{ file_paths: files, rules: [{ name: ruleOfClasses }] }] }));
  const [answer, code] = await Promise.all([buffer(child.stdout), ended]);
  if (code !== 0) throw new Error(`the linter ended with ${String(code)}`);
  return [...messagesIn(answer)].map(({ kind, text }) => {
    if (kind !== DIAGNOSTIC) throw new Error(text);
    return line(JSON.parse(text) as Diagnostic);
  });
}

function* messagesIn(answer: Buffer): Generator<{ kind: number; text: string }> {
  for (let at = 0; at < answer.length;) {
    const start = at + HEADER_BYTES;
    const end = start + answer.readUInt32LE(at);
    yield { kind: answer.readUInt8(at + HEADER_BYTES - 1), text: answer.toString('utf8', start, end) };
    at = end;
  }
}

function line({ file_path, range, message }: Diagnostic): string {
  const before = readFileSync(file_path).subarray(0, range.pos).toString('utf8');
  return `${relative(repository, file_path)}:${String(before.split('\n').length)} ${message.description}`;
}

function sourceFiles(): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
    {
      cwd: repository,
      encoding: 'utf8',
    },
  );
  return [...new Set(listed.split('\0'))]
    .filter((path) => path !== '')
    .map((path) => join(repository, path))
    .filter((path) => existsSync(path));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = sourceFiles();
  const found = await findForeignInstances(files);
  console.log(found.length === 0 ? `found nothing in ${String(files.length)} files` : found.join('\n'));
  process.exitCode = found.length === 0 ? 0 : 1;
}
