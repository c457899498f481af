import { getInstance, instanceRoutes } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';

test('an administrator limits how long machines of a blueprint run, and the forms of everybody offer no more', async ({
  page,
  person,
  admin,
  openAs,
}) => {
  const { id } = await launchMachine(person.api, { name: 'not-for-long' });
  await openAs(admin, '/admin/machines');
  await page.getByRole('link', { name: 'Rules' }).click();
  const limit = page.getByRole('textbox', { name: 'Node.js box' });
  // More than anything else here asks for.
  await limit.fill('500');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();

  await openAs(person, '/launch/nodejs');
  await expect(page.getByRole('radio', { name: '500 hours' })).toBeVisible();
  await expect(page.getByRole('radio', { name: '30 days' })).toBeHidden();
  await page.goto(`/machines/${id}`);
  await page.getByRole('button', { name: 'Change time' }).click();
  const hours = page.getByRole('combobox', { name: 'Runs for, from now' });
  await hours.selectOption('500 hours');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  const { leaseEndsAt = '' } = await person.api.call(getInstance, { params: { id } });
  expect(Math.round((Date.parse(leaseEndsAt) - Date.now()) / 3_600_000)).toBe(500);
});

test('a machine that is off says when it is deleted, and is kept by its menu', async ({ page, person, openAs }) => {
  const { id, name } = await launchMachine(person.api, { name: 'on-the-shelf' });
  const params = { id };
  await expect.poll(async () => (await person.api.call(getInstance, { params })).state).toBe('ready');
  await person.api.call(instanceRoutes.stopInstance, { params });
  await openAs(person, `/machines/${id}`);
  await expect(page.getByText(/^Deleted in 1[34] d/)).toBeVisible();

  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Keep' }).click();

  await expect(page.getByText('Kept for another 14 days')).toBeVisible();
});
