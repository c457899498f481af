import { composeAccounts } from '@cloudapp/accounts/composition';
import { openDatabase } from '@cloudapp/data/database';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { emailAddress } from '@cloudapp/contracts/primitives';
import { loadEnvironment } from '../config/index.ts';
import { prefixOf } from '../stacks/names.ts';

// npx tsx commands/create-administrator.ts ENV E-MAIL — makes the first administrator, with a one-time password.

const environment = loadEnvironment(process.argv[2]);
const email = emailAddress.parse(process.argv[3]);
const database = openDatabase(prefixOf(environment), {
  region: environment.region,
  ...callSettings(patience.request),
});
const accounts = composeAccounts(database);
const created = await createFirstAdministrator(accounts, { email }, environment.signIn.invitationHours, new Date());
database.client.destroy();
if (created === undefined) {
  process.stderr.write('There is an administrator already; further ones are made on the page.\n');
  process.exitCode = 1;
} else {
  process.stdout.write(
    `${email}\nOne-time password, good for one sign-in until ${created.validUntil}: ${created.oneTimePassword}\n`,
  );
}
