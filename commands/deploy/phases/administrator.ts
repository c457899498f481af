import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { welcomeLink } from '@cloudapp/contracts/welcome-link';
import { openDatabase } from '@cloudapp/data/database';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { prefixOf } from '../../../stacks/names.ts';
import { publicOriginOf } from '../public-origin.ts';
import type { Phase } from './phase.ts';

/** The administrator that an empty environment begins with. */
export const administrator: Phase = {
  title: 'First administrator',
  run: async (deployment) => {
    const { environment, options, terminal, now } = deployment;
    const email = options.administrator;
    if (email === undefined) return 'not asked for; --administrator E-MAIL makes it, once';
    const database = openDatabase(prefixOf(environment), {
      region: environment.region,
      ...callSettings(patience.request),
    });
    try {
      const created = await createFirstAdministrator(
        composeAccounts(database),
        { email },
        environment.signIn.invitationHours,
        now,
      );
      if (created === undefined) return 'there is one already';
      const origin = await publicOriginOf(deployment);
      terminal.say(
        `${email} chooses a password, once and until ${created.validUntil}, at\n${welcomeLink(origin, { email, ...created })}`,
      );
      return 'made';
    } finally {
      database.client.destroy();
    }
  },
};
