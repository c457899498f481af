import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../commands.ts';
import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { zsh } from './zsh.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudapp-completion-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What bash offers behind these words, with machines of these names. */
function offers(words: readonly string[], names: readonly string[] = []): string[] {
  const script = [
    'cloudapp() { printf "%s\\n" "${NAMES[@]}"; }',
    'NAMES=("$@")',
    bash(commands),
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`,
    '_cloudapp; printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const output = execFileSync('bash', ['-c', script, 'bash', ...names], { cwd: folder, encoding: 'utf8' });
  return output.trimEnd().split('\n');
}

describe('bash', () => {
  it('offers commands, their options, values and second words', () => {
    expect(offers(['cloudapp', 'l'])).toEqual(['login', 'logout', 'launch', 'ls', 'logs']);
    expect(offers(['cloudapp', 'ls', '--'])).toEqual(['--all', '--ended', '--names', '--json', '--help']);
    expect(offers(['cloudapp', 'launch', 'debian', '--size', 'm'])).toEqual(['medium']);
    expect(offers(['cloudapp', 'users', ''])).toEqual(['ls', 'show', 'add', 'set', 'enable']);
    expect(offers(['cloudapp', 'completion', 'z'])).toEqual(['zsh']);
  });

  it('offers machines by name, and runs nothing that a name says', () => {
    const names = ['brave otter', 'brave-newt', '$(touch pwned)', '`touch pwned`', 'calm'];

    expect(offers(['cloudapp', 'ssh', 'br'], names)).toEqual([String.raw`brave\ otter`, 'brave-newt']);
    expect(offers(['cloudapp', 'ssh', ''], names)).toHaveLength(names.length);
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });
});

it.each([
  ['zsh', zsh],
  ['fish', fish],
])('%s is told of every command and every option', (_, script) => {
  const text = script(commands);

  for (const { name, options = [] } of commands) {
    for (const word of [...name.split(' '), ...options.map((option) => option.name)]) expect(text).toContain(word);
  }
});

it('fish keeps apart what ends with the same word, and takes no two kinds of values for one option', () => {
  const lines = fish(commands).split('\n');
  const lineOf = (option: string) => lines.find((line) => line.includes(` -l ${option} `)) ?? '';

  expect(lineOf('names')).toContain('__fish_seen_subcommand_from ls; and not __fish_seen_subcommand_from users');
  expect(lineOf('search')).toContain('__fish_seen_subcommand_from users; and __fish_seen_subcommand_from ls');
  expect(lineOf('key')).toContain(' -r -F ');
  expect(lines.filter((line) => / -x.* -F/.test(line))).toEqual([]);
});
