import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newKey, pemOf, sampleExport } from '@cloudapp/audit-proof/testing/sample-export';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestComputer, type TestComputer } from './testing/test-computer.ts';

const key = newKey();
const lines = sampleExport(key, { days: 1, entries: 20 }).map((line) => JSON.stringify(line));

let computer: TestComputer;
beforeAll(async () => {
  computer = await openTestComputer();
  await Promise.all([
    writeFile(inHome('key.pem'), pemOf(key)),
    writeFile(inHome('other.pem'), pemOf(newKey())),
    writeFile(inHome('none.pem'), 'no key'),
    writeFile(inHome('whole.jsonl'), `${lines.join('\n')}\n`),
    writeFile(inHome('short.jsonl'), `${[...lines.slice(0, 5), ...lines.slice(6)].join('\r\n')}\r\n`),
  ]);
});
afterAll(() => computer.remove());

const inHome = (file: string) => join(computer.home, file);
const verify = (file: string, keyFile: string, ...more: string[]) =>
  computer.run(['audit', 'verify', inHome(file), '--key', inHome(keyFile), ...more]);

describe('audit verify', () => {
  it('says that nothing is wrong, without anybody being signed in', async () => {
    const { code, output } = await verify('whole.jsonl', 'key.pem');

    expect(output).toContain('20 entries of 1 days');
    expect(output.trim().split('\n').at(-1)).toBe('Nothing is wrong.');
    expect(code).toBe(0);
  });

  it('names what is wrong, and ends with 1', async () => {
    const { code, output } = await verify('short.jsonl', 'key.pem');

    expect(output).toContain('REMOVED  2026-03-01#');
    expect(code).toBe(1);
  });

  it('takes no other key for the one that has signed', async () => {
    expect((await verify('whole.jsonl', 'other.pem')).code).toBe(1);
  });

  it('tells programs the same', async () => {
    const { code, output } = await verify('short.jsonl', 'key.pem', '--json');

    const report = JSON.parse(output) as { findings: { kind: string }[] };
    expect(report.findings.map(({ kind }) => kind)).toContain('removed');
    expect(code).toBe(1);
  });

  it.each([
    ['without a key', ['audit', 'verify', 'whole.jsonl'], '--key is missing'],
    ['with what is no key', ['audit', 'verify', 'whole.jsonl', '--key', 'none.pem'], 'not a public key'],
    ['for a file that is not there', ['audit', 'verify', 'none.jsonl', '--key', 'key.pem'], 'ENOENT'],
  ])('ends with 2 %s', async (_, line, told) => {
    const { code, errors } = await computer.run(line.map((word) => (word.includes('.') ? inHome(word) : word)));

    expect(errors).toContain(told);
    expect(code).toBe(2);
  });
});
