import { getInstance, instanceRoutes } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { choose } from '../fixtures/choose.ts';
import { expect, test } from '../fixtures/test.ts';

// Rules hold for everybody, and are saved all at once.
test.describe.configure({ mode: 'default' });

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

test('an administrator gives new machines hours, which a machine has from its launch on, and takes them back', async ({
  page,
  person,
  admin,
  openAs,
  expectAccessible,
}) => {
  // No machine of another test is near that time.
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  const day = inThreeDays.toLocaleDateString('en-GB', { timeZone: 'UTC', weekday: 'long' });
  await openAs(admin, '/admin/machines/rules');
  const section = page.getByRole('region', { name: 'Hours of new machines' });
  const toggle = section.getByRole('switch', { name: 'Give new machines hours' });
  await choose(toggle);
  for (const box of await section.getByRole('checkbox').all()) {
    await choose(box, (await box.getAttribute('aria-label')) === day);
  }
  await section.getByLabel('From').fill('03:00');
  await section.getByLabel('To').fill('04:00');
  await section.getByRole('combobox', { name: 'Not on public holidays of' }).selectOption('Germany');
  await expectAccessible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();

  const words = `${day.slice(0, 3)} 3:00–4:00`;
  await expect
    .poll(async () => (await launchMachine(person.api, { name: 'born-with-hours' })).hours?.windows, {
      intervals: [11_000],
    })
    .toMatchObject([{ days: [day.slice(0, 3).toLowerCase()], from: '03:00', to: '04:00' }]);
  await openAs(person, '/machines');
  await page.getByRole('link', { name: 'born-with-hours' }).first().click();
  const card = page.getByRole('region', { name: 'Hours', exact: true });
  await expect(card).toContainText(words);
  await expect(card).toContainText('Not on public holidays (DE)');
  await expect(page.getByText(`Hours: ${words}`)).toBeVisible();
  await card.getByRole('button', { name: 'Remove hours' }).click();
  await expect(card.getByRole('button', { name: 'Set hours' })).toBeVisible();

  await openAs(admin, '/admin/machines/rules');
  await choose(toggle, false);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();
});
