import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { createUser } from '@cloudapp/contracts/user';
import { welcomeLink } from '@cloudapp/contracts/welcome-link';
import type { Parts } from './application/parts.ts';
import type { Environment } from './environment.ts';

const usage = 'Usage: create-administrator <e-mail> [name]';

/**
 * The command that gives an empty environment its first administrator, run where the service runs and with its rights:
 * `node main.js create-administrator ada@example.org "Ada Lovelace"`. Answers the exit code; the link to choose a password
 * goes to standard output, once, and nowhere else. Run again for who has not used it, it gives another.
 */
export async function runCreateAdministrator(
  parts: Pick<Parts, 'accounts' | 'users' | 'credentials'>,
  [email, name = 'Administrator']: readonly string[],
  { PUBLIC_ORIGIN, INVITATION_HOURS }: Pick<Environment, 'PUBLIC_ORIGIN' | 'INVITATION_HOURS'>,
  print: (line: string) => void,
  now: Date,
): Promise<number> {
  const person = createUser.body.pick({ email: true, name: true }).safeParse({ email, name });
  if (!person.success) {
    print(usage);
    return 2;
  }
  const created = await createFirstAdministrator(parts, person.data, INVITATION_HOURS, now);
  if (created === undefined) {
    print('There is an administrator already; let that one create others.');
    return 1;
  }
  const { email: address } = person.data;
  print(`Administrator ${address} chooses a password at ${welcomeLink(PUBLIC_ORIGIN, { email: address, ...created })}`);
  return 0;
}
