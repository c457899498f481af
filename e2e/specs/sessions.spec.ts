import { expect, test } from '../fixtures/test.ts';

/** The status that a signed-in person's next request gets after an administrator did something. */
test.describe('a session ends at once when its user', () => {
  test('is disabled', async ({ person, admin }) => {
    await admin.call('PATCH', `/users/${person.id}`, { status: 'disabled' });

    expect((await person.api.send('GET', '/instances')).status).toBe(401);
  });

  test('is deleted', async ({ person, admin }) => {
    await admin.call('DELETE', `/users/${person.id}`);

    expect((await person.api.send('GET', '/instances')).status).toBe(401);
  });

  test('is demoted', async ({ makePerson, admin }) => {
    const person = await makePerson({ role: 'admin' });
    expect((await person.api.send('GET', '/users')).status).toBe(200);

    await admin.call('PATCH', `/users/${person.id}`, { role: 'user' });

    expect((await person.api.send('GET', '/users')).status).toBe(401);
  });

  test('is given a new password', async ({ person, admin }) => {
    await admin.call('POST', `/users/${person.id}/password-reset`);

    expect((await person.api.send('GET', '/stats/summary')).status).toBe(401);
  });
});

test.describe('another user’s machine', () => {
  const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDY0bOwateo3ngTly2uhoQeabiZj6k4V0jZKMWEwE7a1';

  test('is not there', async ({ makePerson }) => {
    const [owner, stranger] = [await makePerson(), await makePerson()];
    const machine = await owner.api.call<{ id: string }>(
      'POST',
      '/instances',
      { blueprintId: 'nodejs', name: 'mine', size: 'small', durationHours: 1, sshPublicKey: publicKey },
      { 'idempotency-key': `e2e-${owner.id}` },
    );

    const answers = await Promise.all([
      stranger.api.send('GET', `/instances/${machine.id}`),
      stranger.api.send('GET', `/instances/${machine.id}/login`),
      stranger.api.send('GET', `/instances/${machine.id}/console`),
      stranger.api.send('POST', `/instances/${machine.id}/terminate`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await owner.api.send('GET', `/instances/${machine.id}`)).status).toBe(200);
    await owner.api.call('POST', `/instances/${machine.id}/terminate`);
  });
});
