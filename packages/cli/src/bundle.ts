import { build } from 'esbuild';
import { join } from 'node:path';

/** The command line as one file that Node runs by itself. */
export async function bundleCommandLine(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'main.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made nothing of the command line');
  return file.text;
}
