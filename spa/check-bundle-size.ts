import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { firstLoads, type Manifest } from './build/first-load.ts';

// A build of its own, so that nothing old is measured and nobody's `dist` changes.
const outDir = path.join(import.meta.dirname, '../.cache/spa-size');
await build({
  configFile: path.join(import.meta.dirname, 'vite.config.ts'),
  logLevel: 'warn',
  build: { outDir, emptyOutDir: true },
});
const manifest = JSON.parse(readFileSync(path.join(outDir, '.vite/manifest.json'), 'utf8')) as Manifest;

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(6);

for (const { page, bytes, limit } of firstLoads(
  manifest,
  (file) => gzipSync(readFileSync(path.join(outDir, file))).length,
)) {
  const isTooLarge = bytes > limit;
  console.log(`${isTooLarge ? 'TOO LARGE' : 'ok       '} ${kilobytes(bytes)} of ${limit / 1000} kB  ${page}`);
  if (isTooLarge) process.exitCode = 1;
}

// A constant that is imported from beside a schema brings 90 kB along; `import type` brings none.
for (const file of readdirSync(path.join(outDir, 'assets')).filter((name) => name.endsWith('.js'))) {
  if (!readFileSync(path.join(outDir, 'assets', file), 'utf8').includes('ZodError')) continue;
  console.log(`TOO LARGE  ${file} holds the schemas of the contracts, which pages have no use for`);
  process.exitCode = 1;
}
