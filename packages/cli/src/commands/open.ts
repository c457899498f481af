import type { Command } from '../command.ts';
import { findMachine } from '../machines/find-machine.ts';
import { openInBrowser } from '../open-in-browser.ts';

export const open: Command = {
  name: 'open',
  summary: 'Open the page of a machine, or all of CloudApp, in the browser',
  positionals: [{ name: 'MACHINE', isOptional: true, completes: 'machines' }],
  run: async ({ api: sign, optional, page, surroundings }) => {
    const api = await sign();
    const named = optional('MACHINE');
    const url = named === undefined ? api.origin : `${api.origin}/machines/${(await findMachine(api, named)).id}`;
    page.answer({ url }, () => [url]);
    if (!page.isJson) await openInBrowser(surroundings, url);
    return undefined;
  },
};
