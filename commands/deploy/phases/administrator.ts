import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { welcomeLink } from '@cloudapp/contracts/welcome-link';
import { openDatabase } from '@cloudapp/data/database';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { prefixOf } from '../../../stacks/names.ts';
import { publicOriginOf } from '../public-origin.ts';
import type { Deployment } from '../deployment.ts';
import { ToldError } from '../told-error.ts';
import type { Phase } from './phase.ts';

/** The administrator that an empty environment begins with. */
export const administrator: Phase = {
  title: 'First administrator',
  run: async (deployment) => {
    const email = deployment.options.administrator;
    if (email === undefined) return 'not asked for; --administrator E-MAIL makes it, once';
    return (await createAdministrator(deployment, email)) ? 'made' : 'there is one already';
  },
};

/** @throws ToldError where the link would be printed into a log */
export function requireTerminal({ terminal }: Deployment): void {
  if (terminal.ask !== undefined) return;
  throw new ToldError('A link to choose a password is printed, which belongs on a terminal and in no log.');
}

/** Makes the first administrator and tells the link to choose a password. False when there is one already. */
export async function createAdministrator(deployment: Deployment, email: string): Promise<boolean> {
  const { environment, terminal, now } = deployment;
  requireTerminal(deployment);
  const database = openDatabase(prefixOf(environment), {
    region: environment.region,
    ...callSettings(patience.request),
  });
  try {
    const hours = environment.signIn.invitationHours;
    const created = await createFirstAdministrator(composeAccounts(database), { email }, hours, now);
    if (created === undefined) return false;
    const origin = await publicOriginOf(deployment);
    terminal.say(
      `${email} chooses a password, once and until ${created.validUntil}, at\n${welcomeLink(origin, { email, ...created })}`,
    );
    return true;
  } finally {
    database.client.destroy();
  }
}
