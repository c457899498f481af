/** What Vite's manifest says of a chunk. */
interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

export type Manifest = Readonly<Record<string, ManifestChunk>>;

/** Whether a manifest key is a page that is downloaded on its own. */
function isPage(key: string): boolean {
  return /^src\/features\/[^/]+\/routes\/[^/]+-page\.tsx$/.test(key);
}

/** Every file that must arrive before these chunks run: they and what they import, but not what they load later. */
function firstLoadFiles(manifest: Manifest, roots: readonly string[]): Set<string> {
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

/** Bytes of gzipped JavaScript that may arrive before a page shows: 1 KB is 1000 bytes here, the stricter reading. */
export const firstLoadLimits = { signIn: 85_000, shell: 150_000, page: 170_000, overview: 220_000 } as const;

const entry = 'index.html';
const shell = 'src/app/signed-in.tsx';
/** What stands around a page of people without a session, or with one that opens nothing yet, in place of the shell. */
const frame = 'src/app/themed.tsx';

const beforeTheDoor = /^src\/features\/(sign-in|answer)\//;

function rootsOf(page: string): readonly string[] {
  return [entry, beforeTheDoor.test(page) ? frame : shell, page];
}

function limitOf(page: string): number {
  return page.includes('/admin-overview/') ? firstLoadLimits.overview : firstLoadLimits.page;
}

export interface FirstLoad {
  readonly page: string;
  readonly bytes: number;
  readonly limit: number;
}

/** What each page's first visit downloads, by the sizes of the files. */
export function firstLoads(manifest: Manifest, sizeOf: (file: string) => number): FirstLoad[] {
  const pages = Object.keys(manifest).filter(isPage).sort();
  // Each page is a download of its own, so a manifest with few of them is one that this no longer understands.
  if (pages.length < 10) throw new Error(`Only ${pages.length} pages found in the manifest`);
  const load = (page: string, roots: readonly string[], limit: number): FirstLoad => {
    const bytes = [...firstLoadFiles(manifest, roots)].reduce((sum, file) => sum + sizeOf(file), 0);
    return { page, bytes, limit };
  };
  return [
    load('sign-in', [entry], firstLoadLimits.signIn),
    load('shell', [entry, shell], firstLoadLimits.shell),
    ...pages.map((page) => load(page, rootsOf(page), limitOf(page))),
  ];
}
