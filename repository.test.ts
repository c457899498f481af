import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@cloudapp/contracts/service';
import { describe, expect, it } from 'vitest';
import { repositoryFiles } from './local/testing/repository-files.ts';

const root = import.meta.dirname;
const files = repositoryFiles();

const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('product code', () => {
  // A Dockerfile's health check asks its own container, so it may name the loopback address.
  const productFiles = files.filter(
    (path) =>
      /^(functions|microservices|packages)\//.test(path) &&
      !/([.]test[.]ts$|_test[.]py$|Dockerfile$|\/testing\/)/.test(path),
  );

  it('is there to be searched', () => {
    expect(productFiles.length).toBeGreaterThan(50);
  });

  it.each([
    /ministack/i,
    /localhost(?!:\$\{|:\{)/i,
    /127[.]0[.]0[.]1/,
    /emulator/i,
    /(?<![\w./])local\//,
    /if \((is)?local\b/i,
  ])('never mentions running on one machine (%s)', (word) => {
    const mentions = productFiles.filter((path) => word.test(read(path)));

    expect(mentions).toEqual([]);
  });
});

it('every client of AWS is made with bounds for its calls', () => {
  const made = files
    .filter((path) => /^(functions|microservices)\/.*[.]ts$/.test(path) && !/[.]test[.]ts$|\/testing\//.test(path))
    .flatMap((path) => read(path).match(/(?:new \w+Client|openDatabase)\([^;]*?\)(?=[,;)]|\n)/g) ?? []);
  const isBounded = (text: string) => /callSettings\(patience\.\w+\)|\(calls\)|, calls\)/.test(text);

  expect(made.length).toBeGreaterThan(10);
  expect(made.filter((text) => !isBounded(text))).toEqual([]);
});

it('the services are the folders of microservices/', () => {
  const folders = files.map((path) => /^microservices\/([^/]+)\//.exec(path)?.[1]).filter((name) => name !== undefined);

  expect([...new Set(folders)].sort()).toEqual([...serviceNames].sort());
});

describe('what others have made', () => {
  it('comes into workflows by commit, with the version that it is', () => {
    const uses = files
      .filter((path) => path.startsWith('.github/workflows/'))
      .flatMap((path) => read(path).match(/uses: .*/g) ?? [])
      .filter((line) => !line.startsWith('uses: ./'));

    expect(uses.length).toBeGreaterThan(5);
    expect(uses.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('comes by pip only as files whose hash is known', () => {
    const installs = files
      .filter((path) => /[.](sh|ts|js|yml)$|Dockerfile$/.test(path) && !path.endsWith('.test.ts'))
      .flatMap((path) => read(path).match(/^(?!.*\/\/)(?!\s*#).*pip['"]?,? ['"]?install.*$/gm) ?? [])
      .filter((line) => !/PYTHON_SENTENCE|apt/.test(line));
    const requirements = files.filter((path) => /requirements[.]txt$|^verify\/tools\/.*[.]txt$/.test(path));

    expect(installs.length).toBeGreaterThan(1);
    expect(installs.filter((line) => !line.includes('--require-hashes'))).toEqual([]);
    expect(requirements.length).toBeGreaterThan(3);
    const unpinned = requirements.flatMap((path) =>
      read(path)
        .split(/\n(?=[\w-])/)
        .filter((entry) => !entry.startsWith('#') && !/^[\w.[\]-]+==\S+.*\\\n\s+--hash=sha256:/.test(entry)),
    );
    expect(unpinned).toEqual([]);
  });
});
