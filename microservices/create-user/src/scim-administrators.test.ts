import { changeSignInSettings } from '@cloudapp/accounts/application/setting-changes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scimClient, someEmail, told, type ScimClient } from './testing/scim-client.ts';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;
let directory: ScimClient;

beforeAll(async () => {
  service = await startTestService();
  directory = await scimClient(service);
});
afterAll(() => service.stop());

const stored = (id: string) => service.to.users.get(id);

describe('the e-mail of an administrator', () => {
  it('is not changed by a directory, which could give the account to somebody else', async () => {
    const { id, userName } = await directory.givenUser();
    const user = await stored(id);
    if (user === undefined) throw new Error('There is no such user');
    const entry = { event: { action: 'user-updated' as const }, at: new Date() };
    const administrator = await service.to.accounts.update(user, { role: 'admin' }, undefined, entry);
    const rename = () =>
      Promise.all([
        told(directory.patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: someEmail() }])),
        told(directory.send('PUT', `/Users/${id}`, { body: { userName: someEmail(), displayName: 'Mallory' } })),
      ]);

    expect(await rename()).toEqual([
      [409, 'mutability'],
      [409, 'mutability'],
    ]);
    expect(await stored(id)).toEqual(administrator);
    const body = { userName: userName?.toUpperCase(), displayName: 'Ada Okafor' };
    expect(await told(directory.send('PUT', `/Users/${id}`, { body }))).toEqual([200]);
  });
});

describe('what a directory takes away', () => {
  it('is refused for the last administrator', async () => {
    const own = await startTestService();
    try {
      const alone = await scimClient(own);
      const { id } = await alone.givenUser();
      const user = await own.to.users.get(id);
      if (user === undefined) throw new Error('There is no such user');
      const entry = { event: { action: 'user-updated' as const }, at: new Date() };
      await own.to.accounts.update(user, { role: 'admin' }, undefined, entry);

      expect(await told(alone.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: 'False' }]))).toEqual([
        409,
        'mutability',
      ]);
      expect(await told(alone.send('DELETE', `/Users/${id}`))).toEqual([409, 'mutability']);
      expect(await own.to.users.get(id)).toMatchObject({ status: 'active', role: 'admin' });
    } finally {
      await own.stop();
    }
  });

  it('is refused for the account that gets in when passwords are switched off', async () => {
    const { id } = await directory.givenUser();
    const user = await service.to.users.get(id);
    if (user === undefined) throw new Error('There is no such user');
    await service.givenCaller({ role: 'admin' });
    const entry = { event: { action: 'user-updated' as const }, at: new Date() };
    await service.to.accounts.update(user, { role: 'admin' }, undefined, entry);
    const before = await service.to.settings.signIn();
    const off = { ...before, passwordsOf: 'break-glass', breakGlassUserId: id } as const;
    await changeSignInSettings(service.to, before, off, entry);

    expect(await told(directory.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]))).toEqual([
      409,
      'mutability',
    ]);
    expect(await told(directory.send('DELETE', `/Users/${id}`))).toEqual([409, 'mutability']);
    expect(await stored(id)).toMatchObject({ status: 'active', role: 'admin' });
    await changeSignInSettings(service.to, await service.to.settings.signIn(), before, entry);
  });
});
