import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { openDatabase } from '@cloudapp/data/database';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { prefixOf } from '../../../stacks/names.ts';
import type { Phase } from './phase.ts';

/** The administrator that an empty environment begins with. */
export const administrator: Phase = {
  title: 'First administrator',
  run: async ({ environment, options, terminal, now }) => {
    const email = options.administrator;
    if (email === undefined) return 'not asked for; --administrator E-MAIL makes it, once';
    const database = openDatabase(prefixOf(environment), {
      region: environment.region,
      ...callSettings(patience.request),
    });
    try {
      const created = await createFirstAdministrator(composeAccounts(database), { email }, now);
      if (created === undefined) return 'there is one already';
      terminal.say(`${email}\nOne-time password, to be changed at the first sign-in: ${created.oneTimePassword}`);
      return 'made';
    } finally {
      database.client.destroy();
    }
  },
};
