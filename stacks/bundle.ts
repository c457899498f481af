import { buildSync } from 'esbuild';
import { zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const cacheFolder = join(root, '.cache/lambda');
/** Zip has no date before 1980; any fixed one makes the archive depend on its content alone. */
const zipDate = '1980-01-01T00:00:00';

/** A Lambda's code, ready to be uploaded. */
export interface FunctionBundle {
  /** Path of the zip. */
  readonly path: string;
  /** SHA-256 of the zip in base64, as Lambda gives it. */
  readonly hash: string;
}

/** What the code of bundled CommonJS packages expects to find around it in an ES module. */
const banner = [
  "import { createRequire as makeRequire } from 'node:module';",
  'const require = makeRequire(import.meta.url);',
].join('\n');

/** Bundles `functions/<name>/handler.ts` with all it imports into a zip that is the same whenever its sources are. */
export function bundleFunction(name: string): FunctionBundle {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [`functions/${name}/handler.ts`],
    outfile: 'handler.mjs',
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    loader: { '.yaml': 'text', '.py': 'text', '.service': 'text' },
    mainFields: ['module', 'main'],
    banner: { js: banner },
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild gave nothing for functions/${name}`);
  const zip = zipSync({ 'handler.mjs': [file.contents, { level: 6, mtime: zipDate, attrs: 0o644 << 16, os: 3 }] });
  const digest = createHash('sha256').update(zip).digest();
  const path = join(cacheFolder, `${name}-${digest.toString('hex').slice(0, 16)}.zip`);
  if (!existsSync(path)) {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(path, zip);
  }
  return { path, hash: digest.toString('base64') };
}
