import { getSummary } from '@cloudapp/contracts/stats';
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test.ts';
import { LaunchPage } from '../pages/launch-page.ts';
import { MachinePage } from '../pages/machine-page.ts';

const newPassword = 'lighthouse keepers dine at noon';

test('a new user launches a PostgreSQL server and logs in', async ({ page, browser, admin, cloud, openAs }) => {
  const email = `journey.${Date.now()}@example.org`;

  // The administrator creates the person and gets a link.
  await openAs(admin, '/admin/users');
  await page.getByRole('button', { name: 'Add user', exact: true }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('E-mail').fill(email);
  await drawer.getByLabel('Name').fill('Jo Journey');
  await drawer.getByRole('button', { name: /add user|create/i }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  // The person opens it and chooses a password.
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const personPage = await context.newPage();
  await personPage.goto(link);
  await personPage.getByRole('textbox', { name: 'New password' }).fill(newPassword);
  await personPage.getByRole('button', { name: 'Save password' }).click();

  // Three clicks to a machine.
  const launch = new LaunchPage(personPage);
  await launch.choose('PostgreSQL server');
  await launch.name.fill('journey-db');
  await launch.launch.click();

  const machine = new MachinePage(personPage);
  await expect(machine.steps.getByText('Installing PostgreSQL')).toBeVisible();
  await expect(machine.logIn).toBeVisible();

  // Everything needed to log in.
  const key = await machine.downloadKey();
  await machine.confirmKey();
  expect(await readFile(await key.path(), 'utf8')).toContain('BEGIN OPENSSH PRIVATE KEY');
  expect(await machine.copy('ssh command')).toMatch(/^ssh -i \S+ (-o \S+ )*admin@127\.20\.\d+\.\d+$/);
  expect(await machine.copy('known_hosts line')).toMatch(/^mch_[0-9a-z]{26} ssh-ed25519 AAAA/);
  const instanceId = machine.id;
  await context.close();

  // The administrators were told of both, and the record is kept.
  await expect
    .poll(async () => (await cloud.messages('admin-logins')).map(({ text }) => text).join('\n'))
    .toContain(email);
  await expect
    .poll(async () => (await cloud.messages('admin-provisioning')).map(({ text }) => text).join('\n'))
    .toContain(instanceId);
  expect(await cloud.recordsOf(instanceId)).toEqual([
    expect.objectContaining({
      outcome: 'created',
      instance: expect.objectContaining({ id: instanceId, name: 'journey-db' }),
      user: expect.objectContaining({ email, name: 'Jo Journey' }),
    }),
  ]);
  expect(await cloud.ec2InstancesOf(instanceId)).toHaveLength(1);

  // The administrator sees it in the statistics and the fleet.
  const summary = await admin.call(getSummary, { query: { period: '24h' } });
  expect(summary.launches.succeeded.now).toBeGreaterThan(0);
  await page.goto('/admin/machines');
  await expect(page.getByText('journey-db').first()).toBeVisible();
  await page.goto('/admin');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
