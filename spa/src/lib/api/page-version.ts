import { paths } from '../paths.ts';

/** The code that this page runs, by the name that it has on the server: one with a hash of its content. */
const own = document.querySelector('script[type=module][src]')?.getAttribute('src') ?? undefined;

/**
 * Whether the server hands out another version of the pages than this one. Where nobody can say, it does not.
 * @param running the code that runs; another one in tests
 */
export async function isOutdated(running: string | undefined = own): Promise<boolean> {
  if (running === undefined) return false;
  try {
    // eslint-disable-next-line no-restricted-globals -- it asks for the page, which is not the API's
    const response = await fetch(paths.home, { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    const page = response.ok ? await response.text() : '';
    // What stands in between may answer with a page of its own.
    return page.includes('<div id="root">') && !page.includes(`"${running}"`);
  } catch {
    return false;
  }
}
