import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { createUser } from '@cloudapp/contracts/user';
import type { Parts } from './application/parts.ts';

const usage = 'Usage: create-administrator <e-mail> [name]';

/**
 * The command that gives an empty environment its first administrator, run where the service runs and with its rights:
 * `node main.js create-administrator ada@example.org "Ada Lovelace"`. Answers the exit code; the one-time password goes to
 * standard output, once, and nowhere else.
 */
export async function runCreateAdministrator(
  parts: Pick<Parts, 'accounts'>,
  [email, name = 'Administrator']: readonly string[],
  print: (line: string) => void,
  now: Date,
): Promise<number> {
  const person = createUser.body.pick({ email: true, name: true }).safeParse({ email, name });
  if (!person.success) {
    print(usage);
    return 2;
  }
  const created = await createFirstAdministrator(parts, person.data, now);
  if (created === undefined) {
    print('There is an administrator already; let that one create others.');
    return 1;
  }
  print(`Administrator ${person.data.email} can sign in with the one-time password ${created.oneTimePassword}`);
  return 0;
}
