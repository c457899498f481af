import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from './commands.ts';
import { reference, referenceHeading } from './reference.ts';

const path = join(import.meta.dirname, '../../../docs/command-line.md');

it('docs/command-line.md says what the commands are (npm run docs -w @cloudapp/cli writes it)', () => {
  const [, written = ''] = readFileSync(path, 'utf8').split(`${referenceHeading}\n`);

  expect(`${referenceHeading}\n${written}`).toBe(reference(commands));
});

it('no two commands share a name, no two options of one a name or a letter', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  for (const { options = [] } of commands) {
    const spellings = options.flatMap(({ name, short }) => (short === undefined ? [name] : [name, short]));
    expect(new Set([...spellings, 'json', 'help', 'h']).size).toBe(spellings.length + 3);
  }
});
