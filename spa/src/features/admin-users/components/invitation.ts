import type { User } from '@cloudapp/contracts/user';

/** A message to hand a one-time password over. */
export function invitation(
  { name, email }: Pick<User, 'name' | 'email'>,
  oneTimePassword: string,
  origin: string,
): string {
  return `Hello ${name},

you can sign in to CloudApp at ${origin}

E-mail: ${email}
One-time password: ${oneTimePassword}

You will be asked to choose a password of your own.`;
}
