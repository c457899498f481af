import type { Command } from '../command.ts';
import { forgetSignIn } from '../state/sign-in.ts';

export const logout: Command = {
  name: 'logout',
  summary: 'Forget the token on this computer',
  run: async ({ surroundings, page }) => {
    await forgetSignIn(surroundings);
    page.answer({ signedOut: true }, () => ['You are signed out.']);
    return undefined;
  },
};
