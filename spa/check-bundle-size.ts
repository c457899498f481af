import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { firstLoadFiles, isPage, type Manifest } from './build/first-load.ts';

const dist = path.join(import.meta.dirname, 'dist');
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;

/** KiB of gzipped JavaScript. */
const limits = { signIn: 120, signedIn: 200 };

const entry = 'index.html';
const shell = ['src/app/signed-in.tsx'];
const pages = Object.keys(manifest).filter(isPage).sort();

function gzippedKib(files: ReadonlySet<string>): number {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(path.join(dist, file))).length;
  return bytes / 1024;
}

let failed = false;
function check(page: string, roots: readonly string[], limit: number): void {
  const size = gzippedKib(firstLoadFiles(manifest, roots));
  const verdict = size > limit ? 'TOO LARGE' : 'ok';
  failed ||= size > limit;
  console.log(`${verdict.padEnd(10)} ${size.toFixed(1).padStart(6)} of ${limit} KiB  ${page}`);
}

check('sign-in', [entry], limits.signIn);
for (const page of pages) check(page, [entry, ...shell, page], limits.signedIn);
if (pages.length < 10) {
  console.error(`Only ${pages.length} pages found in the manifest: the check no longer sees all of them.`);
  failed = true;
}
process.exitCode = failed ? 1 : 0;
