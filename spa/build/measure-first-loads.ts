import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { firstLoads, type FirstLoad, type Manifest } from './first-load.ts';

const root = path.join(import.meta.dirname, '..');
// A build of its own, so that nothing old is measured and nobody's `dist` changes.
const outDir = path.join(root, '../.cache/spa-size');

/** Builds the pages; what each page's first visit downloads, and the files that hold the schemas of the contracts, which none must. */
export async function measureFirstLoads(): Promise<{ loads: FirstLoad[]; withSchemas: string[] }> {
  await build({
    root,
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
  const manifest = JSON.parse(readFileSync(path.join(outDir, '.vite/manifest.json'), 'utf8')) as Manifest;
  const loads = firstLoads(manifest, (file) => gzipSync(readFileSync(path.join(outDir, file))).length);
  const scripts = readdirSync(path.join(outDir, 'assets')).filter((name) => name.endsWith('.js'));
  const hasSchemas = (name: string) => readFileSync(path.join(outDir, 'assets', name), 'utf8').includes('ZodError');
  return { loads, withSchemas: scripts.filter(hasSchemas) };
}
