import { getConsole, getInstance, getLoginDetails, instanceRoutes, listInstances } from '@cloudapp/contracts/instance';
import { getSummary } from '@cloudapp/contracts/stats';
import { deleteUser, listUsers, resetPassword, updateUser } from '@cloudapp/contracts/user';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';

/** The status that a signed-in person's next request gets after an administrator did something. */
test.describe('a session ends at once when its user', () => {
  test('is disabled', async ({ person, admin }) => {
    await admin.call(updateUser, { params: { id: person.id }, body: { status: 'disabled' } });

    expect((await person.api.send(listInstances)).status).toBe(401);
  });

  test('is deleted', async ({ person, admin }) => {
    await admin.call(deleteUser, { params: { id: person.id } });

    expect((await person.api.send(listInstances)).status).toBe(401);
  });

  test('is demoted', async ({ makePerson, admin }) => {
    const person = await makePerson({ role: 'admin' });
    expect((await person.api.send(listUsers)).status).toBe(200);

    await admin.call(updateUser, { params: { id: person.id }, body: { role: 'user' } });

    expect((await person.api.send(listUsers)).status).toBe(401);
  });

  test('is given a new password', async ({ person, admin }) => {
    await admin.call(resetPassword, { params: { id: person.id } });

    expect((await person.api.send(getSummary)).status).toBe(401);
  });
});

test.describe('another user’s machine', () => {
  test('is not there', async ({ makePerson }) => {
    const [owner, stranger] = [await makePerson(), await makePerson()];
    const { id } = await launchMachine(owner.api, { name: 'mine' });
    const params = { id };

    const answers = await Promise.all([
      stranger.api.send(getInstance, { params }),
      stranger.api.send(getLoginDetails, { params }),
      stranger.api.send(getConsole, { params }),
      stranger.api.send(instanceRoutes.terminateInstance, { params }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await owner.api.send(getInstance, { params })).status).toBe(200);
    await owner.api.call(instanceRoutes.terminateInstance, { params });
  });
});
