import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseBlueprintFile } from './blueprint-file.ts';

const good = readFileSync(join(import.meta.dirname, '..', '..', 'blueprints', 'postgresql.yaml'), 'utf8');
const lineOf = (text: string) => good.split('\n').findIndex((line) => line.includes(text)) + 1;

it('reads a good file', () => {
  expect(parseBlueprintFile('postgresql.yaml', good).id).toBe('postgresql');
});

it.each([
  ['a value that is none', good.replace('diskGib: 20', 'diskGib: none'), lineOf('diskGib'), 'diskGib'],
  ['a field that is not known', good.replace('icon:', 'colour: red\nicon:'), lineOf('icon:'), 'colour'],
  [
    'a size that is not offered',
    good.replace('defaultSize: small', 'defaultSize: huge'),
    lineOf('defaultSize'),
    'defaultSize',
  ],
  [
    'a fault deep inside',
    good.replace('expectedSeconds: 5', 'expectedSeconds: -5'),
    lineOf('expectedSeconds: 5'),
    'steps.1.expectedSeconds',
  ],
  ['broken YAML', good.replace('version: ', 'version: ['), lineOf('version: ') + 1, ''],
])('names file and line of %s', (_, source, line, field) => {
  expect(() => parseBlueprintFile('postgresql.yaml', source)).toThrow(`postgresql.yaml, line ${line}: ${field}`);
});

it('wants the file to be named like the blueprint', () => {
  expect(() => parseBlueprintFile('other.yaml', good)).toThrow("other.yaml, line 1: the id must be the file's name");
});
