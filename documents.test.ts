import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transitions } from '@cloudapp/contracts/instance-lifecycle';
import { serviceNames } from '@cloudapp/contracts/service';
import { tables } from '@cloudapp/data/tables';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './local/testing/repository-files.ts';
import { environmentSchema } from './config/environment.ts';
import { parts, statementsOf, type Part } from './stacks/permissions/permissions.ts';

const root = import.meta.dirname;
const files = repositoryFiles();

const read = (path: string) => readFileSync(join(root, path), 'utf8');

const documents = files.filter((path) => path.endsWith('.md'));

/** The cells of the rows of the first table below a heading, without its head. */
function tableBelow(document: string, heading: string): string[][] {
  const [, below = ''] = read(document).split(`## ${heading}\n`);
  const [rows = ''] = /(^\|.*\n)+/m.exec(below) ?? [];
  return rows
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('documents', () => {
  it.each(documents)('%s links to files that exist', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1] ?? '');

    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });

  it.each(documents)('%s names paths that exist', (document) => {
    const named = [
      ...read(document).matchAll(
        /`((?:functions|microservices|packages|spa|stacks|commands|local|verify|e2e|bench|docs|config)\/[\w./-]+)`/g,
      ),
    ].map((match) => match[1] ?? '');

    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

const anyContext = {
  prefix: 'any',
  region: 'eu-west-1',
  account: '111111111111',
  dataKeyArn: '',
  secretsKeyArn: '',
  messagesKeyArn: '',
  auditKeyArn: '',
  machineSubnetIds: [],
  machineSecurityGroupIds: [],
};

describe('docs/architecture.md', () => {
  const writing = /^dynamodb:(PutItem|UpdateItem|DeleteItem)$/;
  const writersOf = (table: string): Part[] =>
    parts.filter((part) =>
      statementsOf(part).some(
        ({ actions, resources }) =>
          actions.some((action) => writing.test(action)) &&
          resources(anyContext).some((resource) => resource.endsWith(`:table/any-${table}`)),
      ),
    );

  it('says of each table who writes it, as the permissions have it', () => {
    const told = tableBelow('docs/architecture.md', 'Data').map(([table, , writers = '']) => [
      table,
      writers
        .split(', ')
        .map((writer) => writer.replace(/ \(.*\)$/, ''))
        .flatMap((writer) => (writer === 'each service' ? serviceNames : [writer]))
        .sort(),
    ]);

    expect(told).toEqual(Object.keys(tables).map((table) => [table, writersOf(table).sort()]));
  });

  it('draws only moves of a machine that there are', () => {
    const [, diagram = ''] = /stateDiagram-v2\n([^`]*)/.exec(read('docs/architecture.md')) ?? [];
    const drawn = [...diagram.matchAll(/^ +(\w+) --> (\w+)/gm)].map(([, from = '', to = '']) => [from, to] as const);
    const isMove = ([from, to]: readonly [string, string]) =>
      (transitions as Readonly<Record<string, readonly string[]>>)[from]?.includes(to) === true;

    expect(drawn.length).toBeGreaterThan(10);
    expect(drawn.filter((move) => !isMove(move))).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  const settings = tableBelow('docs/operations.md', 'Settings').flatMap(([names = '']) =>
    [...names.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name),
  );

  it('tells every setting of an environment, and no other', () => {
    expect([...new Set(settings.map((name) => name.split('.')[0]))].sort()).toEqual(
      Object.keys(environmentSchema.shape).sort(),
    );
    const inner = settings.filter((name) => name.includes('.')).map((name) => name.split('.') as [string, string]);
    const shapes = environmentSchema.shape as unknown as Record<string, { readonly shape?: Record<string, unknown> }>;
    expect(inner.filter(([group, name]) => !(name in (shapes[group]?.shape ?? {})))).toEqual([]);
  });
});

it('words in italics are labels of pages or of the dashboard, or headings', () => {
  const sources = files
    .filter((path) => /^(spa\/src|stacks\/constructs)\/.*[.]tsx?$/.test(path) && !path.includes('.test.'))
    .map(read)
    .join('\n');
  const labels = documents.flatMap((document) =>
    [...read(document).matchAll(/(?<![\w*`])_(\p{Lu}[^_\n]*?)[.]?_(?!\w)/gu)].map(([, label = '']) => ({
      document,
      label,
    })),
  );
  const isThere = ({ document, label }: (typeof labels)[number]) =>
    [`'${label}'`, `>${label}<`, `"${label}"`].some((text) => sources.includes(text)) ||
    read(document).includes(`## ${label}\n`);

  expect(labels.length).toBeGreaterThan(3);
  expect(labels.filter((label) => !isThere(label))).toEqual([]);
});

describe('decisions', () => {
  it('are numbered without gaps and at most 60 lines long', () => {
    const decisions = files.filter((path) => path.startsWith('docs/adr/')).sort();

    expect(decisions.map((path) => Number(path.slice('docs/adr/'.length, 'docs/adr/'.length + 4)))).toEqual(
      decisions.map((_, index) => index + 1),
    );
    expect(decisions.filter((path) => read(path).split('\n').length > 61)).toEqual([]);
  });
});
