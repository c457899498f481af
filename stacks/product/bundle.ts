import { build, type BuildOptions } from 'esbuild';
import { zipSync, type Zippable } from 'fflate';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lateModules, loadLate } from './late-modules.ts';
import { leanModules } from './lean-modules.ts';

const root = join(import.meta.dirname, '../..');
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

/** How esbuild makes code for Lambda. */
export const lambdaCode: BuildOptions & { readonly write: false } = {
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  // Traces and logged errors keep telling who they are about.
  keepNames: true,
  legalComments: 'none',
  loader: { '.yaml': 'text', '.py': 'text', '.service': 'text' },
  mainFields: ['module', 'main'],
  plugins: [leanModules, loadLate],
  banner: { js: banner },
  logLevel: 'error',
};

/** The code of all functions, and of what they load late, made at once, since they share most of what they are made of, and by another process while the stacks load. */
const code = await bundleAll();

/** `functions/<name>/handler.ts` with all it imports, as Lambda runs it. */
export function codeOf(name: string): Uint8Array {
  const contents = code.get(name);
  if (contents === undefined) throw new Error(`there is no functions/${name}/handler.ts`);
  return contents;
}

/** Packs the code of a function into a zip that is the same whenever its sources are. */
export function bundleFunction(name: string): FunctionBundle {
  const files = filesOf(name);
  // Named for the code, so that it is packed only once: that takes longer than all the rest of the synthesis.
  const hash = createHash('sha256');
  for (const contents of Object.values(files)) hash.update(contents);
  const path = join(cacheFolder, `${name}-${hash.digest('hex').slice(0, 16)}.zip`);
  if (!existsSync(path)) pack(files, path);
  return { path, hash: createHash('sha256').update(readFileSync(path)).digest('base64') };
}

/** The code of a function, and what it loads later. */
function filesOf(name: string): Readonly<Record<string, Uint8Array>> {
  const handler = codeOf(name);
  const text = Buffer.from(handler).toString('utf8');
  const late = Object.values(lateModules).filter((file) => text.includes(`"./${file}.mjs"`));
  return { 'handler.mjs': handler, ...Object.fromEntries(late.map((file) => [`${file}.mjs`, codeOf(file)])) };
}

/** In one step, so that whoever finds the file finds all of it. */
function pack(files: Readonly<Record<string, Uint8Array>>, path: string): void {
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  const attributes = { level: 6, mtime: zipDate, attrs: 0o644 << 16, os: 3 } as const;
  const packed = Object.entries(files).map(([file, contents]) => [file, [contents, attributes] as const]);
  writeFileSync(unfinished, zipSync(Object.fromEntries(packed) as Zippable));
  renameSync(unfinished, path);
}

async function bundleAll(): Promise<ReadonlyMap<string, Uint8Array>> {
  const hasHandler = (name: string) => existsSync(join(root, 'functions', name, 'handler.ts'));
  const functionNames = readdirSync(join(root, 'functions')).filter(hasHandler).sort();
  const { outputFiles } = await build({
    ...lambdaCode,
    absWorkingDir: root,
    entryPoints: {
      ...Object.fromEntries(functionNames.map((name) => [name, `functions/${name}/handler.ts`])),
      ...Object.fromEntries(Object.entries(lateModules).map(([path, file]) => [file, path])),
    },
    outdir: 'bundles',
    outExtension: { '.js': '.mjs' },
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path, '.mjs'), contents]));
}
