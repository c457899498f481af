import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKey, pemOf, sampleExport } from '@cloudapp/audit-proof/testing/sample-export';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const key = newKey();
const lines = sampleExport(key, { days: 1, entries: 20 }).map((line) => JSON.stringify(line));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-verify-'));
  await Promise.all([
    writeFile(join(folder, 'key.pem'), pemOf(key)),
    writeFile(join(folder, 'other.pem'), 'no key'),
    writeFile(join(folder, 'whole.jsonl'), `${lines.join('\n')}\n`),
    writeFile(join(folder, 'short.jsonl'), `${[...lines.slice(0, 5), ...lines.slice(6)].join('\r\n')}\r\n`),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

const inFolder = (word: string) => (word.includes('.') ? join(folder, word) : word);

const run = (...words: string[]) =>
  new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    const program = [join(import.meta.dirname, 'audit-verify.ts'), ...words.map(inFolder)];
    execFile(process.execPath, ['--import', 'tsx', ...program], (error, out, err) => {
      resolve({ code: error?.code ?? 0, out, err });
    });
  });

describe('audit-verify', () => {
  it('says that nothing is wrong, and ends with 0', async () => {
    const { code, out } = await run('whole.jsonl', '--key', 'key.pem');

    expect(out).toContain('20 entries of 1 days');
    expect(out.trim().split('\n').at(-1)).toBe('Nothing is wrong.');
    expect(code).toBe(0);
  });

  it('names what is wrong, and ends with 1', async () => {
    const { code, out } = await run('short.jsonl', '--key', 'key.pem');

    expect(out).toContain('REMOVED  2026-03-01#');
    expect(code).toBe(1);
  });

  it.each([
    ['without a key', ['whole.jsonl'], 'Usage'],
    ['with what is no key', ['whole.jsonl', '--key', 'other.pem'], 'not a public key'],
    ['for a file that is not there', ['none.jsonl', '--key', 'key.pem'], 'ENOENT'],
  ])('ends with 2 %s', async (_, words, told) => {
    const { code, err } = await run(...words);

    expect(err).toContain(told);
    expect(code).toBe(2);
  });
});
