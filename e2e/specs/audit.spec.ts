import { readFile } from 'node:fs/promises';
import { proveExport } from '@cloudapp/audit-proof/export-proof';
import { readPublicKey } from '@cloudapp/audit-proof/root';
import { getAuditKey, verifyAuditDay } from '@cloudapp/contracts/audit-proof';
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

test('the audit log is sealed as it is written, verified on its page, and proven offline from what was exported', async ({
  page,
  admin,
  openAs,
  expectAccessible,
}) => {
  const today = new Date().toISOString().slice(0, 10);
  await admin.createUser({ name: 'Sealed', quota: 0, role: 'user' });
  // Its own entry is among them; what others of these tests do meanwhile may wait to be sealed.
  await expect
    .poll(async () => {
      const { entries, unsealed } = await admin.call(verifyAuditDay, { query: { day: today } });
      return entries - unsealed;
    })
    .toBeGreaterThan(0);

  await openAs(admin, '/admin/audit');
  await page.getByRole('link', { name: 'Verify or export' }).click();
  // The log has fields of the same names.
  await expect(page.getByRole('heading', { name: 'Verify the audit log' })).toBeVisible();
  await page.getByLabel('To', { exact: true }).fill(today);
  await page.getByLabel('From', { exact: true }).fill(today);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('Nothing is wrong')).toBeVisible();
  await expect(page.getByText(/of days that are not signed yet/)).toBeVisible();
  await expectAccessible();

  const key = await admin.call(getAuditKey);
  await expect(page.getByText(key.fingerprint)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export with proof' }).click();
  const file = await (await download).path();
  const report = await proveExport((await readFile(file, 'utf8')).split('\n'), readPublicKey(key.pem));
  expect(report.findings).toEqual([]);
  expect(report.entries - report.unsealed).toBeGreaterThan(0);
});
