import type { Database } from '@cloudapp/data/database';
import { hashToken } from '@cloudapp/data/token';

/** The token of the session that there is. */
export const token = 't'.repeat(43);

/** A database that answers at once: it has one session and its user, an administrator, read alone or together, and nothing else. */
export function signedInDatabase(): Database {
  const table = (part: string) => `bench-${part}`;
  const now = Date.now();
  const session = {
    tokenHash: hashToken(token),
    sessionId: `ses_${'0'.repeat(26)}`,
    userId: `usr_${'0'.repeat(26)}`,
    epoch: 1,
    createdAt: new Date(now).toISOString(),
    lastSeenAt: new Date(now + 86_400_000).toISOString(), // so that it need not be noted again
    expiresAt: new Date(now + 86_400_000).toISOString(),
    address: '203.0.113.7',
    userAgent: 'bench',
  };
  const user = {
    userId: session.userId,
    email: 'ada@example.org',
    name: 'Ada Lovelace',
    role: 'admin',
    status: 'active',
    mustChangePassword: false,
    sessionEpoch: 1,
    version: 1,
    createdAt: session.createdAt,
    lastSignInAt: session.createdAt,
  };
  const together = { Responses: { [table('sessions')]: [session], [table('users')]: [user] } };
  const one: Readonly<Record<string, unknown>> = { [table('sessions')]: session, [table('users')]: user };
  const send = ({ input }: { input: { TableName?: string } }) =>
    Promise.resolve(input.TableName === undefined ? together : { Item: one[input.TableName], Items: [] });
  return { client: { send } as unknown as Database['client'], table };
}
