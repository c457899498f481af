import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './local/testing/repository-files.ts';

const root = import.meta.dirname;
const files = new Set(repositoryFiles());
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Ids of OWASP ASVS 5.0 with the level from which each is asked. */
const asked = read('asvs-levels.txt')
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [id: string, level: string]);

const id = String.raw`\d+\.\d+\.\d+`;
const document = read('docs/security.md');

/** What stands in the rows of the chapters' tables. */
const rows = [...document.matchAll(new RegExp(`^\\| (${id}) +\\| (\\d) +\\| (.+?) +\\| (.*?) *\\|$`, 'gm'))].map(
  ([, requirement = '', level = '', how = '', evidence = '']) => ({
    requirement,
    level,
    isMet: !how.startsWith('**Not met'),
    evidence: [...evidence.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text),
  }),
);
const inapplicable = [...document.matchAll(new RegExp(`^- (${id}(?:, ${id})*): `, 'gm'))].flatMap(([, ids = '']) =>
  ids.split(', '),
);
const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

function isShown(evidence: string): boolean {
  const [, path = '', title] = /^([^:]+?)(?:: (.+))?$/.exec(evidence) ?? [];
  if (!files.has(path)) return false;
  return title === undefined || ["'", '"', '`'].some((quote) => read(path).includes(`${quote}${title}${quote}`));
}

describe('docs/security.md', () => {
  it('has every requirement once, in a table or among those that do not apply', () => {
    const told = [...rows.map(({ requirement }) => requirement), ...inapplicable];

    expect(told.sort(byNumber)).toEqual(asked.map(([requirement]) => requirement));
  });

  it('names the level of each as it is', () => {
    const levels = new Map(asked);

    expect(rows.filter(({ requirement, level }) => levels.get(requirement) !== level)).toEqual([]);
  });

  it('shows what it says to be met by files and tests that there are', () => {
    expect(rows.filter(({ isMet, evidence }) => isMet && evidence.length === 0)).toEqual([]);
    expect(rows.flatMap(({ evidence }) => evidence).filter((evidence) => !isShown(evidence))).toEqual([]);
  });

  it('counts them as they are', () => {
    const [, ...counts] = /Of (\d+), (\d+) are met, (\d+) are not, and\s+(\d+) do not apply/.exec(document) ?? [];

    expect(counts.map(Number)).toEqual([
      asked.length,
      rows.filter(({ isMet }) => isMet).length,
      rows.filter(({ isMet }) => !isMet).length,
      inapplicable.length,
    ]);
  });
});
