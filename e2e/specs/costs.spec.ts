import { readFile } from 'node:fs/promises';
import { instanceRoutes } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';

test('an administrator gives somebody a group, and sees what it cost', async ({
  page,
  person,
  admin,
  openAs,
  expectAccessible,
}) => {
  const group = `Simulation ${person.id.slice(-6)}`;
  await openAs(admin, `/admin/users?q=${encodeURIComponent(person.email)}`);
  await page.getByRole('button', { name: `Actions for ${person.name}` }).click();
  await page.getByRole('menuitem', { name: 'Change group and cost centre' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Group' }).fill(group);
  await dialog.getByRole('textbox', { name: 'Cost centre' }).fill('4711-A');
  await expectAccessible();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: new RegExp(group) })).toContainText('cost centre 4711-A');

  const { id } = await launchMachine(person.api, { name: 'of-a-group' });
  const params = { id };
  await expect.poll(async () => (await person.api.call(instanceRoutes.getInstance, { params })).state).toBe('ready');
  await person.api.call(instanceRoutes.terminateInstance, { params });
  await expect
    .poll(async () => (await person.api.call(instanceRoutes.getInstance, { params })).state)
    .toBe('terminated');

  await page.goto('/admin/costs?by=group');
  const line = page.getByRole('list', { name: 'Groups' }).getByRole('listitem').filter({ hasText: group });
  await expect(async () => {
    await page.reload();
    await expect(line).toContainText(/\$\d/, { timeout: 2000 });
  }).toPass();
  await expectAccessible();

  await page.getByText('By cost centre').click();
  await expect(page.getByRole('list', { name: 'Cost centres' })).toContainText('4711-A');
  await page.goto('/admin/costs?by=group');
  await line.getByRole('link', { name: group }).click();
  await expect(page.getByRole('row', { name: new RegExp(person.email) })).toBeVisible();
});

test('an administrator sees whose machines cost how much this month, also of a deleted machine, and takes it as a file', async ({
  page,
  person,
  admin,
  openAs,
  expectAccessible,
}) => {
  const { id } = await launchMachine(person.api, { name: 'dear-machine' });
  const params = { id };
  await expect.poll(async () => (await person.api.call(instanceRoutes.getInstance, { params })).state).toBe('ready');
  await person.api.call(instanceRoutes.terminateInstance, { params });
  await expect
    .poll(async () => (await person.api.call(instanceRoutes.getInstance, { params })).state)
    .toBe('terminated');
  await openAs(admin, '/admin');

  await page.getByRole('link', { name: 'By month and person' }).click();
  const people = page.getByRole('list', { name: 'People' });
  await expect(async () => {
    await page.reload();
    await expect(people.getByRole('listitem').filter({ hasText: person.email })).toContainText(/\$\d/, {
      timeout: 2000,
    });
  }).toPass();
  await expectAccessible();

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^CSV of / }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).split('\r\n');
  expect(lines.filter((line) => line.includes(`"${person.email}"`))).toEqual([
    expect.stringMatching(/^"20\d\d-\d\d","usr_[0-9a-z]{26}","[^"]+","[^"]+","[a-z-]+","","","0\.\d{6}"$/),
  ]);

  await page.getByText('By blueprint').click();
  await expect(page.getByRole('list', { name: 'Blueprints' }).getByRole('listitem').first()).toContainText('$');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'By blueprint' })).toBeChecked();
});
