import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { hashToken, newToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import { composeAccounts, composeSessionCheck, type Accounts } from '../composition.ts';
import { givenSession, givenUser } from '../testing/accounts.ts';
import type { SessionCheck } from './session-check.ts';

let tables: TestTables;
let to: Accounts;
let check: SessionCheck;

beforeAll(async () => {
  tables = await createTestTables([
    'users',
    'credentials',
    'quotas',
    'sessions',
    'settings',
    'statistics-events',
    'audit',
  ]);
  to = composeAccounts(tables.database);
  check = composeSessionCheck(tables.database, 60);
});
afterAll(() => tables.remove());

const start = new Date('2026-11-24T05:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const at = (seconds: number) => ({ event: { action: 'proof-given' as const }, at: after(seconds) });
const change = (from: string, to: string) => ({ from: hashToken(from), to: hashToken(to) });

interface Renewed {
  readonly user: StoredUser;
  readonly old: string;
  readonly token: string;
}

const ways: [string, (user: StoredUser, old: string, token: string) => Promise<unknown>][] = [
  ['a proof', (_, old, token) => to.accounts.renewProof(change(old, token), at(600))],
  ['a new password', (user, old, token) => to.accounts.setPassword(user, { hash: 'x' }, change(old, token), at(600))],
];

describe.each(ways)('%s', (_, renew) => {
  async function givenRenewed(): Promise<Renewed> {
    const user = await givenUser(to);
    const [old, token] = [await givenSession(to, user, start), newToken()];
    await renew(user, old, token);
    return { user, old, token };
  }

  it('leaves one session, the same, under another token', async () => {
    const { user, token } = await givenRenewed();

    const session = await check.authenticate(token, after(601));

    expect(session).toMatchObject({ signedInAt: start.toISOString(), user: { id: user.id } });
    expect(await check.listOf(session?.user ?? user, after(601))).toMatchObject([
      { sessionId: session?.sessionId, tokenHash: hashToken(token) },
    ]);
    const { Items } = await tables.database.client.send(
      new ScanCommand({ TableName: tables.database.table('sessions') }),
    );
    expect(JSON.stringify(Items)).not.toContain(token);
  });

  it('lets what was on its way with the old token arrive for 30 s, and not for longer', async () => {
    const { old, token } = await givenRenewed();
    const { sessionId } = (await check.authenticate(token, after(601))) ?? {};

    expect(await check.authenticate(old, after(629.9))).toMatchObject({ sessionId });
    expect(await check.authenticate(old, after(630))).toBeUndefined();
    expect(await check.authenticate(token, after(630))).toMatchObject({ sessionId });
  });

  it('makes the old token neither last longer nor give another by being used', async () => {
    const { old, token } = await givenRenewed();
    const another = newToken();

    await check.authenticate(old, after(625));

    expect(await to.accounts.renewProof(change(old, another), at(626))).toBe(false);
    expect(await check.authenticate(another, after(627))).toBeUndefined();
    expect(await check.authenticate(old, after(630))).toBeUndefined();
    expect(await check.authenticate(token, after(630))).toBeDefined();
  });

  it('ends with the session whichever of its tokens is shown to sign out', async () => {
    const { user, old, token } = await givenRenewed();

    await to.accounts.endSession(hashToken(old), user.id, at(610));

    expect(await check.authenticate(token, after(611))).toBeUndefined();
    expect(await check.authenticate(old, after(611))).toBeUndefined();
  });
});

describe('a proof', () => {
  it('is the new token’s alone: the old one may do no more than before', async () => {
    const [old, token] = [await givenSession(to, await givenUser(to), start), newToken()];

    await to.accounts.renewProof(change(old, token), at(900));

    expect(await check.authenticate(token, after(901))).toMatchObject({ provenAt: after(900).toISOString() });
    expect(await check.authenticate(old, after(901))).toMatchObject({ provenAt: start.toISOString() });
  });

  it('that comes twice at once leaves one session, under the token of one of them', async () => {
    const user = await givenUser(to);
    const old = await givenSession(to, user, start);
    const tokens = [newToken(), newToken(), newToken()];

    const given = await Promise.all(tokens.map((token) => to.accounts.renewProof(change(old, token), at(600))));

    expect(given.filter(Boolean)).toHaveLength(1);
    const holds = await Promise.all(tokens.map(async (token) => Boolean(await check.authenticate(token, after(601)))));
    expect(holds).toEqual(given);
    expect(await check.listOf(user, after(601))).toHaveLength(1);
  });

  it('after another within the 30 s leads from the first token to the third', async () => {
    const tokens = [await givenSession(to, await givenUser(to), start), newToken(), newToken()];
    const [first = '', second = '', third = ''] = tokens;

    await to.accounts.renewProof(change(first, second), at(600));
    await to.accounts.renewProof(change(second, third), at(610));

    expect(await check.authenticate(first, after(629))).toMatchObject({ provenAt: start.toISOString() });
    expect(await check.authenticate(first, after(630))).toBeUndefined();
    expect(await check.authenticate(second, after(639))).toMatchObject({ provenAt: after(600).toISOString() });
    expect(await check.authenticate(second, after(640))).toBeUndefined();
  });
});

describe('a request that notes that a session was seen', () => {
  it('is not signed out by a proof that comes between', async () => {
    const [old, token] = [await givenSession(to, await givenUser(to), start), newToken()];
    const racing = composeSessionCheck(tables.database, 60);
    const meanwhile = to.accounts.renewProof(change(old, token), at(600));

    const seen = await Promise.all(Array.from({ length: 20 }, () => racing.authenticate(old, after(601))));

    expect(await meanwhile).toBe(true);
    expect(seen.every(Boolean)).toBe(true);
  });
});

describe('a new password', () => {
  it('is refused to a token that was replaced', async () => {
    const user = await givenUser(to);
    const [old, token] = [await givenSession(to, user, start), newToken()];
    await to.accounts.renewProof(change(old, token), at(600));

    const changing = to.accounts.setPassword(user, { hash: 'x' }, change(old, newToken()), at(601));

    await expect(changing).rejects.toMatchObject({ code: 'edit-conflict' });
    expect(await check.authenticate(token, after(602))).toBeDefined();
  });
});
