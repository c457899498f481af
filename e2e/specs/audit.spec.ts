import { deleteUser } from '@cloudapp/contracts/user';
import { expect, test } from '../fixtures/test.ts';

const day = (offset: number) => {
  const date = new Date();
  date.setDate(date.getDate() + offset);
  return date.toLocaleDateString('sv-SE');
};

// The browser's own line for a user who is not there any more.
test.use({ expectedConsoleErrors: [/status of 404/] });

test('the audit log is narrowed to a person who is deleted, to an action and to days, and keeps that', async ({
  page,
  admin,
  openAs,
  expectAccessible,
}) => {
  const name = `Gone ${Math.random().toString(36).slice(2)}`;
  // More than the list shows at once.
  for (const number of [1, 2, 3, 4, 5]) await admin.createUser({ name: `${name} ${number}`, quota: 0, role: 'user' });
  const { user } = await admin.createUser({ name, quota: 0, role: 'user' });
  await admin.call(deleteUser, { params: { id: user.id } });
  await openAs(admin, '/admin/audit');
  const person = page.getByRole('combobox', { name: 'Person' });
  const events = page.getByRole('main').getByRole('listitem');

  await person.fill(name.toUpperCase());
  await expect(page.getByRole('option', { name })).toHaveCount(6);
  await expectAccessible();
  await person.fill(user.email);
  await expect(page.getByRole('listbox', { name: 'Person' }).getByRole('option')).toHaveText([
    new RegExp(`${name} \\(deleted\\)`),
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(person).toHaveValue(name);
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible();
  await page.reload();
  await expect(person).toHaveValue(name);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(person).toHaveValue('');

  await page.getByLabel('Action', { exact: true }).selectOption('User deleted');
  await page.getByLabel('From', { exact: true }).fill(day(0));
  await page.getByLabel('To', { exact: true }).fill(day(0));
  await expect(events.filter({ hasText: `deleted ${name}` })).toHaveCount(1);
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('From', { exact: true })).toHaveValue(day(0));
  await expect(page.getByLabel('Action', { exact: true })).toHaveValue('user-deleted');
  await expect(events.filter({ hasText: `deleted ${name}` })).toHaveCount(1);

  await page.getByLabel('From', { exact: true }).fill('');
  await page.getByLabel('To', { exact: true }).fill(day(-1));
  await expect(page.getByText(`deleted ${name}`)).toBeHidden();
});
