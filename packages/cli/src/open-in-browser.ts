import type { Surroundings } from './surroundings.ts';

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  // Takes the address as it is; `start` would read it as a command line.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens an address of CloudApp in the person's browser. @returns whether there was something to open it with */
export async function openInBrowser({ platform, run }: Surroundings, url: string): Promise<boolean> {
  const [program = '', ...args] = openers[platform] ?? ['xdg-open'];
  return (await run(program, [...args, url])) === 0;
}
