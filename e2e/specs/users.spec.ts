import { readWelcomeLink } from '@cloudapp/contracts/welcome-link';
import { getInstance, instanceRoutes } from '@cloudapp/contracts/instance';
import { getProfile, getSession } from '@cloudapp/contracts/session';
import { deleteUser } from '@cloudapp/contracts/user';
import type { Page } from '@playwright/test';
import { ApiClient } from '../../local/testing/api-client.ts';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test, type Person } from '../fixtures/test.ts';
import { productUrl } from '../setup/product-settings.ts';

/** Opens the list with only this person on it, and chooses one of the actions there. */
async function chooseAction(page: Page, person: Person, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${person.name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

const usersPage = ({ email }: Person) => `/admin/users?q=${encodeURIComponent(email)}`;

test('an administrator disables and enables a user', async ({ page, admin, person, openAs }) => {
  await openAs(admin, usersPage(person));

  await chooseAction(page, person, 'Disable');
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('row', { name: /Disabled/ })).toBeVisible();
  expect((await person.api.send(getSession)).status).toBe(401);

  await chooseAction(page, person, 'Enable');
  await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('row', { name: /Active/ })).toBeVisible();
  await person.api.signIn(person.email, person.password);
});

test('the machines of a disabled user are stopped, and run again only for an administrator', async ({
  page,
  admin,
  person,
  openAs,
}) => {
  test.slow(); // the keeper looks at machines that rest once a minute
  const { id } = await launchMachine(person.api, { name: 'left-behind' });
  const state = async () => (await admin.call(getInstance, { params: { id } })).state;
  await expect.poll(state).toBe('ready');
  await openAs(admin, usersPage(person));

  await chooseAction(page, person, 'Disable');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('has 1 machine');
  await expect(dialog.getByRole('checkbox', { name: 'Stop it' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Disable' }).click();

  await expect.poll(state, { timeout: 180_000 }).toBe('stopped');
  await page.goto(`/machines/${id}`);
  await expect(page.getByText(/disabled the account of its owner: stopping/)).toBeVisible();
  await page.getByRole('button', { name: 'Start' }).click();
  await expect.poll(state).toBe('ready');
});

test('the link of a reset password is shown once, and its secret is the only one that works', async ({
  page,
  admin,
  person,
  openAs,
}) => {
  await openAs(admin, usersPage(person));

  await chooseAction(page, person, 'Reset password');
  await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  const { oneTimePassword = '' } = readWelcomeLink(new URL(link).hash) ?? {};
  await expect(page.getByText(oneTimePassword)).toHaveCount(0);
  await expect(person.api.signIn(person.email, person.password)).rejects.toThrow('401');
  expect(await person.api.signIn(person.email, oneTimePassword)).toMatchObject({ mustChangePassword: true });
});

test('role and quota are changed, and hold at the next sign-in', async ({ page, admin, person, openAs }) => {
  await openAs(admin, usersPage(person));

  await chooseAction(page, person, 'Change role and quota');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Role').selectOption('Administrator');
  await dialog.getByLabel('Machine quota').fill('7');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  await person.api.signIn(person.email, person.password);
  expect(await person.api.call(getProfile)).toMatchObject({ role: 'admin', quota: { limit: 7 } });
});

test('a user with machines is not deleted; one without is', async ({ page, admin, person, openAs }) => {
  const { id } = await launchMachine(person.api, { name: 'in-the-way' });
  await openAs(admin, usersPage(person));

  await chooseAction(page, person, 'Delete');
  await expect(page.getByRole('dialog')).toContainText('Not possible yet');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Delete' })).toBeDisabled();
  expect((await admin.send(deleteUser, { params: { id: person.id } })).status).toBe(409);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

  await person.api.call(instanceRoutes.terminateInstance, { params: { id } });
  await expect.poll(async () => (await person.api.call(getInstance, { params: { id } })).state).toBe('terminated');
  await page.reload();
  await chooseAction(page, person, 'Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: `Actions for ${person.name}` })).toBeHidden();
  expect((await person.api.send(getSession)).status).toBe(401);
});

test('a session is ended from the profile of its owner', async ({ page, person, openAs }) => {
  const elsewhere = new ApiClient(productUrl);
  await elsewhere.signIn(person.email, person.password);
  await openAs(person, '/profile');

  await page.getByRole('button', { name: /^End session/ }).click();

  await expect.poll(async () => (await elsewhere.send(getSession)).status).toBe(401);
  expect((await person.api.send(getSession)).status).toBe(200);
});
