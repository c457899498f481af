import { createUser } from '@cloudapp/contracts/user';
import { ApiClient } from '../../local/testing/api-client.ts';

interface Invited {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly oneTimePassword: string;
}

/** Somebody who has signed in and chosen a password. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly api: ApiClient;
}

const password = 'a quiet harbour in november';

export async function invite(
  admin: ApiClient,
  name: string,
  { quota = 3, role = 'user' }: { quota?: number; role?: 'user' | 'admin' } = {},
): Promise<Invited> {
  const email = `${name.toLowerCase().replace(' ', '.')}@example.org`;
  const { user, oneTimePassword } = await admin.call(createUser, { body: { email, name, quota, role } });
  return { id: user.id, name, email, oneTimePassword };
}

export async function enter(url: string, { id, name, email, oneTimePassword }: Invited): Promise<Member> {
  const api = new ApiClient(url);
  await api.choosePassword(email, oneTimePassword, password);
  return { id, name, email, password, api };
}
