import { getInstance, instanceRoutes } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { choose } from '../fixtures/choose.ts';
import { beenIdle, idleTimeOver } from '../fixtures/been-idle.ts';
import { saveStricter } from '../fixtures/save-stricter.ts';
import { expect, test } from '../fixtures/test.ts';
import { productPorts } from '../setup/product-settings.ts';

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
  await saveStricter(page, 'Save rules');
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
  await saveStricter(page, 'Save rules');
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
  await page.getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();
});

test('a machine that is idle says so, is kept on its page, and stops for that when it is idle again', async ({
  page,
  person,
  admin,
  openAs,
  ready,
  expectAccessible,
}) => {
  const { id, name } = await launchMachine(person.api, { name: 'left-alone', durationHours: 24 });
  const params = { id };
  const read = async () => await person.api.call(getInstance, { params });
  await expect.poll(async () => (await read()).state).toBe('ready');
  await openAs(admin, '/admin/machines/rules');
  const toggle = page.getByRole('switch', { name: 'Stop machines that are idle' });
  await choose(toggle);
  await page.getByRole('textbox', { name: 'Minutes until they stop' }).fill('60');
  await expectAccessible();
  await saveStricter(page, 'Save rules');
  await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();

  await openAs(person, `/machines/${id}`);
  const usage = page.getByRole('region', { name: 'Usage', exact: true });
  await expect(
    usage.getByRole('img', { name: /^CPU in the last 24 hours: at most \d+ %, now [\d.]+ %$/ }),
  ).toBeVisible();
  await beenIdle(ready, id, 50);
  const notice = page.getByRole('region', { name: /^It is idle, and stops at/ });
  await expect(notice).toContainText(/Nobody has typed and no job has run for \d+ min, CPU below \d %/);
  await expectAccessible();
  await notice.getByRole('button', { name: 'Keep 3 h' }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByText('Not stopped for being idle for 3 h')).toBeVisible();
  expect((await read()).idle).toBeUndefined();

  const { id: other, name: otherName } = await launchMachine(person.api, { name: 'forgotten', durationHours: 24 });
  await expect.poll(async () => (await person.api.call(getInstance, { params: { id: other } })).state).toBe('ready');
  await beenIdle(ready, other, 50);
  await expect.poll(async () => (await person.api.call(getInstance, { params: { id: other } })).idle).toBeDefined();
  await idleTimeOver(ready, other);
  await page.goto(`/machines/${other}`);
  await expect(page.getByRole('region', { name: 'Stopped', exact: true })).toContainText(
    /It was idle\. Nobody has typed/,
  );
  await expect(page.getByText(/^It was idle\. .*: stopping$/)).toBeVisible();
  await expectAccessible();
  expect((await read()).state).toBe('ready');

  const mailbox = `http://127.0.0.1:${productPorts.mailboxPort}`;
  const mails = page.getByRole('listitem').filter({ hasText: person.email });
  await expect(async () => {
    await page.goto(mailbox);
    for (const subject of [`${name} will stop soon`, `${otherName} was stopped`]) {
      await expect(mails.filter({ hasText: subject })).toHaveCount(1, { timeout: 1 });
    }
  }).toPass();

  await openAs(admin, '/admin/machines/rules');
  await choose(toggle, false);
  await page.getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();
});
