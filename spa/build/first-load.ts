/** What Vite's manifest says of a chunk. */
interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

export type Manifest = Readonly<Record<string, ManifestChunk>>;

/** Whether a manifest key is a page that is downloaded on its own. */
export function isPage(key: string): boolean {
  return /^src\/features\/[^/]+\/routes\/[^/]+-page\.tsx$/.test(key);
}

/** Every file that must arrive before these chunks run: they and what they import, but not what they load later. */
export function firstLoadFiles(manifest: Manifest, roots: readonly string[]): Set<string> {
  const files = new Set<string>();
  const waiting = [...roots];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no chunk ${key}`);
    if (files.has(chunk.file)) continue;
    files.add(chunk.file);
    waiting.push(...(chunk.imports ?? []));
  }
  return files;
}
