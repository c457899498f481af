import { changeSignInSettings } from '@cloudapp/accounts/application/setting-changes';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { password, startSignIn } from './testing/start-sign-in.ts';

let started: Awaited<ReturnType<typeof startSignIn>>;
beforeAll(async () => {
  started = await startSignIn();
});
afterEach(() => setPolicy({ passwordsOf: 'everybody' }));
afterAll(() => started.tables.remove());

async function setPolicy(policy: { passwordsOf: 'everybody' | 'break-glass'; breakGlassUserId?: string }) {
  const { to } = started;
  const before = await to.settings.signIn();
  const entry = { event: { action: 'sign-in-settings-changed' as const }, at: new Date() };
  await changeSignInSettings(to, before, { ...before, breakGlassUserId: undefined, ...policy }, entry);
}

const given = (overrides = {}) => givenUser(started.to, overrides, started.passwordHash);
const outcome = async (email: string, typed = password) => {
  const result = await started.setUp()(email, typed);
  return result.authenticated ? 'signed in' : result.reason;
};

describe('passwords that are switched off', () => {
  it('are taken of nobody but the account for emergencies, whoever else is an administrator', async () => {
    const [breakGlass, admin, user] = [await given({ role: 'admin' }), await given({ role: 'admin' }), await given()];
    await setPolicy({ passwordsOf: 'break-glass', breakGlassUserId: breakGlass.id });

    expect(await outcome(breakGlass.email)).toBe('signed in');
    expect([await outcome(admin.email), await outcome(user.email)]).toEqual(['passwords-off', 'passwords-off']);
    expect(await started.to.sessions.listOf(admin.id)).toEqual([]);
  });

  it('say so only to who knows the password, and the log says who does', async () => {
    const [breakGlass, user] = [await given({ role: 'admin' }), await given()];
    await given({ role: 'admin' });
    await setPolicy({ passwordsOf: 'break-glass', breakGlassUserId: breakGlass.id });

    expect(await outcome(user.email, 'a wrong password indeed')).toBe('authentication-error');
    expect(await outcome(user.email)).toBe('passwords-off');
    const { items } = await started.to.audit.listOf('by-subject', user.id, { limit: 1 });
    expect(items[0]?.detail).toBe('The password was right, and passwords are switched off');
  });

  it('leave a one-time password unused', async () => {
    const [breakGlass, user] = [await given({ role: 'admin' }), await given({ mustChangePassword: true })];
    await setPolicy({ passwordsOf: 'break-glass', breakGlassUserId: breakGlass.id });

    expect(await outcome(user.email)).toBe('passwords-off');
    expect((await started.to.credentials.get(user.email))?.usedAt).toBeUndefined();
  });

  it('are taken of the last administrator all the same', async () => {
    const alone = await startSignIn();
    const only = await givenUser(alone.to, { role: 'admin' }, alone.passwordHash);
    const before = await alone.to.settings.signIn();
    const entry = { event: { action: 'sign-in-settings-changed' as const }, at: new Date() };
    await changeSignInSettings(alone.to, before, { ...before, passwordsOf: 'break-glass' }, entry);

    expect(await alone.setUp()(only.email)).toMatchObject({ authenticated: true });
    const second = await givenUser(alone.to, { role: 'admin' }, alone.passwordHash);
    expect(await alone.setUp()(second.email)).toMatchObject({ reason: 'passwords-off' });
    await alone.tables.remove();
  });
});
