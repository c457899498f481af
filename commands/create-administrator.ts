import { emailAddress } from '@cloudapp/contracts/primitives';
import { createAdministrator } from './deploy/phases/administrator.ts';
import { ToldError } from './deploy/told-error.ts';
import { tell, withDeployment } from './deploy/with-deployment.ts';

// npx tsx commands/create-administrator.ts ENV E-MAIL — makes the first administrator, who chooses a password at the link it prints.

await tell(async () => {
  const [environmentName, typed, ...others] = process.argv.slice(2);
  const { data: email } = emailAddress.safeParse(typed);
  if (environmentName === undefined || email === undefined || others.length > 0) {
    throw new ToldError('Usage: npx tsx commands/create-administrator.ts ENV E-MAIL');
  }
  await withDeployment(environmentName, { yes: true, administrator: email }, process.env, async (deployment) => {
    if (await createAdministrator(deployment, email)) return;
    throw new ToldError('There is an administrator already; further ones are made on the page.');
  });
});
