import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../layout.ts';
import { findForeignInstances, ruleOfClasses } from './class-instances.ts';

type Setting = string | [string, ...unknown[]];

/** typescript-eslint's rules that ask for types, as its strict and its stylistic set have them. */
function typedRulesOfSets(): Map<string, Setting> {
  const sets = [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked];
  const settings = Object.entries(Object.assign({}, ...sets.map(({ rules }) => rules)) as Record<string, Setting>);
  const { rules = {} } = tseslint.plugin as { rules?: Record<string, { meta: { docs?: object } }> };
  const asksForTypes = (name: string) => {
    const docs = rules[name]?.meta.docs;
    return docs !== undefined && 'requiresTypeChecking' in docs && docs.requiresTypeChecking === true;
  };
  return new Map(
    settings
      .map(([name, setting]): [string, Setting] => [name.replace('@typescript-eslint/', ''), setting])
      .filter(([name, setting]) => setting !== 'off' && asksForTypes(name)),
  );
}

async function rulesOfOxlint(): Promise<Map<string, Setting>> {
  const configuration = JSON.parse(await readFile(join(repository, '.oxlintrc.json'), 'utf8')) as {
    overrides: [{ rules: Record<string, Setting> }];
  };
  const settings = Object.entries(configuration.overrides[0].rules);
  return new Map(settings.map(([name, setting]) => [name.replace('typescript/', ''), setting]));
}

describe('rules that ask for types', () => {
  it('are all of typescript-eslint’s strict and stylistic sets, and one more of ours', async () => {
    const names = [...(await rulesOfOxlint()).keys(), ruleOfClasses];

    expect(names.sort()).toEqual([...typedRulesOfSets().keys(), 'switch-exhaustiveness-check'].sort());
  });

  it('are as strict as in the sets, but that numbers may stand in a template', async () => {
    const ours = await rulesOfOxlint();
    const wanted = [...typedRulesOfSets()].filter(([name]) => name !== ruleOfClasses);

    const different = wanted.filter(([name, setting]) => JSON.stringify(ours.get(name)) !== JSON.stringify(setting));

    expect(different.map(([name]) => name)).toEqual(['restrict-template-expressions']);
    expect(ours.get('restrict-template-expressions')).toEqual(['error', { allowNumber: true }]);
  });
});

describe('the rule on instances of classes', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloudapp-lint-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('finds what is not an instance, with its line', async () => {
    const file = join(folder, 'point.ts');
    const text =
      'class Point { x = 1; }\nexport const made: Point = new Point();\nexport const literal: Point = { x: 1 };\n';
    await writeFile(file, text);

    const found = await findForeignInstances([file]);

    expect(found).toEqual([expect.stringMatching(/point\.ts:3 This object literal .* class `Point`/)]);
  });

  it('is not one that oxlint knows by name; once it is, it goes to .oxlintrc.json', () => {
    const known = execFileSync(
      process.execPath,
      [join(repository, 'node_modules', 'oxlint', 'bin', 'oxlint'), '--rules'],
      {
        encoding: 'utf8',
      },
    );

    expect(known).toContain('no-floating-promises');
    expect(known).not.toContain(ruleOfClasses);
  });
});
