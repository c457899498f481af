import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What the SPA is built from, besides its dependencies, which the lock file stands for. */
const SOURCES = ['spa', 'packages/contracts', 'packages/cli', 'package-lock.json'];
const IGNORED = new Set(['node_modules', 'dist', '.cache', 'test-results']);

/** Builds the SPA with Vite unless `spa/dist` was built from exactly these sources. */
export async function buildSite(repository: string): Promise<{ directory: string; wasBuilt: boolean }> {
  const directory = join(repository, 'spa', 'dist');
  const stampFile = join(directory, '.sources');
  const stamp = await fingerprint(repository);
  const isFresh = existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp;
  if (isFresh) return { directory, wasBuilt: false };
  const { build } = await import('vite'); // loaded only when needed: it takes half a second
  try {
    await build({ configFile: join(repository, 'spa', 'vite.config.ts'), logLevel: 'error' });
  } catch (cause) {
    throw new Error('The pages could not be built; what is wrong with them is said above.', { cause });
  }
  await writeFile(stampFile, stamp);
  return { directory, wasBuilt: true };
}

async function fingerprint(repository: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for await (const path of filesIn(join(repository, source))) {
      hash
        .update(relative(repository, path))
        .update('\0')
        .update(await readFile(path))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function* filesIn(path: string): AsyncGenerator<string> {
  if (path.endsWith('.json')) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (IGNORED.has(entry.name)) continue;
    const inner = join(path, entry.name);
    if (entry.isDirectory()) yield* filesIn(inner);
    else yield inner;
  }
}
