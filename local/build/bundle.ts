import { build, type BuildOptions } from 'esbuild';
import { zipSync } from 'fflate';

/** CommonJS packages inside an ES module bundle still ask for `require`. */
const requireForModules =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'silent',
  banner: { js: requireForModules },
};

/** A Lambda's code as it is uploaded: one file, `index.mjs`. The same sources give the same bytes. */
export async function bundleFunction(entry: string): Promise<Uint8Array> {
  const result = await build({ ...common, entryPoints: [entry], write: false, outfile: 'index.mjs' });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild made nothing of ${entry}.`);
  return zipSync({ 'index.mjs': file.contents }, { level: 6, mtime: new Date('2024-01-01T00:00:00Z') });
}

export async function bundleService(entry: string, outfile: string): Promise<void> {
  await build({ ...common, entryPoints: [entry], outfile });
}
