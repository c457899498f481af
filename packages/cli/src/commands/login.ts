import { getProfile } from '@cloudapp/contracts/session';
import { ApiClient } from '../api/api-client.ts';
import type { Call, Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { clean } from '../output/clean.ts';
import { readOrigin } from '../state/origin.ts';
import { savedSignIn, saveSignIn } from '../state/sign-in.ts';

export const login: Command = {
  name: 'login',
  summary: 'Sign in with a token from standard input',
  positionals: [{ name: 'URL', isOptional: true }],
  options: [{ name: 'with-token', summary: 'Read a token from standard input, as for CI' }],
  notes: [
    'The token is kept in `~/.config/cloudapp/login.json`, which only you can read. `CLOUDAPP_URL` and `CLOUDAPP_TOKEN` go before it.',
  ],
  run: async (call) => {
    const { surroundings, page } = call;
    const url = await originOf(call);
    const token = await readToken(call);
    const user = await new ApiClient(url, token, surroundings).call(getProfile, {});
    const file = await saveSignIn(surroundings, { url, token });
    page.answer({ url, user }, () => [`You are signed in to ${url} as ${clean(user.name)}. The token is in ${file}.`]);
    return undefined;
  },
};

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
