import { longestTokenDays } from '@cloudapp/contracts/access-token';
import { getProfile } from '@cloudapp/contracts/session';
import * as z from 'zod';
import { ApiClient } from '../api/api-client.ts';
import type { Call, Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { clean } from '../output/clean.ts';
import { readOrigin } from '../state/origin.ts';
import { savedSignIn, saveSignIn } from '../state/sign-in.ts';
import { askForToken, wishOf } from './ask-for-token.ts';
import { readNumber } from './numbers.ts';

const usualDays = 30;
const days = z.int().min(1).max(longestTokenDays);

export const login: Command = {
  name: 'login',
  summary: 'Sign in by the browser, where you compare a code and approve',
  positionals: [{ name: 'URL', isOptional: true }],
  options: [
    { name: 'admin', summary: 'Ask also for what you may do as an administrator' },
    { name: 'days', value: 'DAYS', summary: `After how many days you sign in again; ${usualDays} otherwise` },
    { name: 'no-browser', summary: 'Only print the address, to open it elsewhere' },
    { name: 'with-token', summary: 'Read a token from standard input in place of all that, as for CI' },
  ],
  notes: [
    'URL is where CloudApp is; without it, where you signed in last. The browser may be on another computer.',
    'The token is kept in `~/.config/cloudapp/login.json`, which only you can read. `CLOUDAPP_URL` and `CLOUDAPP_TOKEN` go before it.',
  ],
  run: async (call) => {
    const { surroundings, page } = call;
    const url = await originOf(call);
    const token = call.isOn('with-token') ? await readToken(call) : await askIn(call, url);
    const user = await new ApiClient(url, token, surroundings).call(getProfile, {});
    const file = await saveSignIn(surroundings, { url, token });
    page.answer({ url, user }, () => [`You are signed in to ${url} as ${clean(user.name)}. The token is in ${file}.`]);
    return undefined;
  },
};

async function askIn(call: Call, url: string): Promise<string> {
  const wish = wishOf(
    call.surroundings,
    readNumber('days', call.text('days') ?? `${usualDays}`, days),
    call.isOn('admin'),
  );
  return await askForToken(call, new ApiClient(url, undefined, call.surroundings), wish);
}

async function originOf({ surroundings, optional }: Call): Promise<string> {
  const url = optional('URL') ?? surroundings.environment.CLOUDAPP_URL ?? (await savedSignIn(surroundings))?.url;
  if (url === undefined) throw new Failure('usage', 'Say where: cloudapp login https://…');
  return readOrigin(url);
}

async function readToken({ surroundings }: Call): Promise<string> {
  const token = (await surroundings.readInput()).trim();
  if (/^[\x21-\x7e]{1,300}$/.test(token)) return token;
  throw new Failure('usage', 'Standard input has no token.');
}
