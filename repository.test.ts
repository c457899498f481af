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
