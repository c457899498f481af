import { serviceNames } from '@cloudapp/contracts/service';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './local/testing/repository-files.ts';
import * as z from 'zod';

/** What scripts, images and workflows call follows the same table as imports, which dependency-cruiser does not see there. */

const root = import.meta.dirname;
const files = repositoryFiles();

interface Call {
  readonly from: string;
  readonly to: string;
}

const patterns = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const side = z.object({ path: patterns.default(['']), pathNot: patterns.default([]) });
const boundaries = z.object({ forbidden: z.array(z.object({ name: z.string(), from: side, to: side })) });
const configuration = './.dependency-cruiser.js';
const { default: exported } = (await import(configuration)) as { default: unknown };
const folderRules = boundaries.parse(exported).forbidden.filter(({ name }) => /-reaches-|-stand-apart$/.test(name));

/** The names of the rules that a call breaks. */
function brokenBy({ from, to }: Call): string[] {
  return folderRules
    .filter((rule) => {
      const groups = fit(rule.from, from);
      return groups !== undefined && fit(rule.to, to, groups) !== undefined;
    })
    .map(({ name }) => name);
}

/** What the groups of the side's pattern caught in the file's path; the other side may name them `$1`, `$2` …. */
function fit({ path, pathNot }: z.infer<typeof side>, file: string, groups: readonly string[] = []) {
  const matchOf = (pattern: string) =>
    new RegExp(pattern.replaceAll(/\$(\d)/g, (_, index: string) => groups[Number(index)] ?? '')).exec(file);
  const isExcepted = pathNot.some((pattern) => matchOf(pattern) !== null);
  return isExcepted ? undefined : path.map(matchOf).find((match) => match !== null);
}

const codeFile = /[^\s"'`=()<>,:;]+(?:[.](?:ts|js|sh|py)(?![\w.*-])|Dockerfile\b)/g;

/** How the one Dockerfile of the services names whichever it is built for. */
const anyService = '${SERVICE}';

/** Files of ours that a script names. Absolute paths are the system's or an image's, those with a star are searches. */
function callsOf(from: string): Call[] {
  return textsOf(from).flatMap((text) =>
    [...text.matchAll(codeFile)]
      .map(([named]) => named)
      .filter((named) => !named.startsWith('/') && !named.includes('*'))
      .flatMap((named) =>
        named.includes(anyService) ? serviceNames.map((one) => named.replace(anyService, one)) : named,
      )
      .map((named) => ({ from, to: join(placeOf(from), named.replace(/^\$repository\//, '')) })),
  );
}

function textsOf(script: string): string[] {
  const text = readFileSync(join(root, script), 'utf8');
  if (!script.endsWith('package.json')) return text.split('\n').filter((line) => !/^\s*#/.test(line));
  return Object.values((JSON.parse(text) as { scripts?: Record<string, string> }).scripts ?? {});
}

/** npm runs a workspace's scripts in its folder; all others run at the top. */
const placeOf = (script: string): string => (script.endsWith('package.json') ? dirname(script) : '.');

describe('what scripts, images and workflows call', () => {
  const kinds = /[.]sh$|Dockerfile$|^[.]ci\/run$|^[.]github\/workflows\/|(^|\/)package[.]json$|^cdktf[.]json$/;
  const calls = files.filter((path) => kinds.test(path)).flatMap(callsOf);

  it('is found', () => {
    expect(calls).toContainEqual({ from: 'verify/verify.sh', to: 'verify/deployed/main.ts' });
    expect(calls).toContainEqual({ from: 'spa/package.json', to: 'spa/check-bundle-size.ts' });
    expect(calls).toContainEqual({ from: 'package.json', to: 'local/test.js' });
  });

  it('exists and is named from the top', () => {
    expect(calls.filter(({ to }) => !files.includes(to))).toEqual([]);
  });

  it('is what the table of imports lets its folder reach', () => {
    expect(calls.filter((call) => brokenBy(call).length > 0)).toEqual([]);
  });

  it.each([
    { from: 'stacks/try.sh', to: 'local/start.js' },
    { from: 'microservices/view-stats/try.sh', to: 'microservices/create-user/src/main.ts' },
    { from: 'spa/try.sh', to: 'functions/authenticate/handler.ts' },
    { from: 'local/try.sh', to: 'verify/main.ts' },
  ])('would not be let from $from to $to', (call) => {
    expect(brokenBy(call)).not.toEqual([]);
  });
});
