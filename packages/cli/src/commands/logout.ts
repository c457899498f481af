import { endTokenByItself } from '@cloudapp/contracts/token-request';
import { ApiClient } from '../api/api-client.ts';
import type { Command } from '../command.ts';
import { readOrigin } from '../state/origin.ts';
import { forgetSignIn, savedSignIn } from '../state/sign-in.ts';

export const logout: Command = {
  name: 'logout',
  summary: 'End the token that was saved, here and on the server',
  run: async ({ surroundings, page }) => {
    const saved = await savedSignIn(surroundings);
    if (saved !== undefined) {
      const api = new ApiClient(readOrigin(saved.url), undefined, surroundings);
      await api.call(endTokenByItself, { body: { secret: saved.token } });
    }
    await forgetSignIn(surroundings);
    page.answer({ signedOut: true }, () => ['You are signed out.']);
    return undefined;
  },
};
