import { randomUUID } from 'node:crypto';
import type { Instance } from '@cloudapp/contracts/instance';
import type { Page } from '@playwright/test';
import { expect, test, type Person } from '../fixtures/test.ts';
import { MachinePage } from '../pages/machine-page.ts';

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDY0bOwateo3ngTly2uhoQeabiZj6k4V0jZKMWEwE7a1';
const readyWithin = { timeout: 60_000 };

function launch({ api }: Person, name: string): Promise<Instance> {
  const body = { blueprintId: 'nodejs', name, size: 'small', durationHours: 1, sshPublicKey: publicKey };
  return api.call<Instance>('POST', '/instances', body, { 'idempotency-key': randomUUID() });
}

async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('a machine is stopped, started, rebooted and deleted on its page, which follows without a reload', async ({
  page,
  person,
  openAs,
}) => {
  test.setTimeout(180_000);
  const { id, name } = await launch(person, 'life-of-a-machine');
  await openAs(person, `/machines/${id}`);
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible(readyWithin);
  await page.evaluate(() => Object.assign(window, { wasNotReloaded: true }));

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible(readyWithin);
  await expect(machine.logIn).toBeHidden();

  await page.getByRole('button', { name: 'Start' }).click();
  await expect(machine.logIn).toBeVisible(readyWithin);

  await chooseAction(page, name, 'Reboot');
  await expect(page.getByText('Rebooting', { exact: true }).first()).toBeVisible();
  await expect(machine.logIn).toBeVisible(readyWithin);

  await chooseAction(page, name, 'Delete');
  const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
  await expect(dialog).toContainText('cannot be undone');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Deleted', { exact: true }).first()).toBeVisible(readyWithin);
  expect(await page.evaluate(() => 'wasNotReloaded' in window)).toBe(true);
});

test('a step that fails is named with its last lines, and trying again makes a fresh machine', async ({
  page,
  person,
  openAs,
  cloud,
}) => {
  test.setTimeout(120_000);
  await cloud.letFail({ kind: 'failing-step', machine: `doomed-${person.id}` });
  const failed = await launch(person, `doomed-${person.id}`);
  await openAs(person, `/machines/${failed.id}`);
  await expect(page.getByText('Failed', { exact: true }).first()).toBeVisible(readyWithin);
  await expect(page.getByText(/failed with exit code \d+/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page).not.toHaveURL(new RegExp(failed.id));
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible(readyWithin);

  expect(machine.id).not.toBe(failed.id);
  await expect
    .poll(async () => (await person.api.call<Instance>('GET', `/instances/${failed.id}`)).state, readyWithin)
    .toBe('terminated');
  expect((await person.api.call<{ quota: { used: number } }>('GET', '/me')).quota.used).toBe(1);
});

test('a lack of capacity is told in plain words, and trying again succeeds', async ({
  page,
  person,
  openAs,
  cloud,
}) => {
  test.setTimeout(120_000);
  await cloud.letFail({ kind: 'capacity', machine: `unlucky-${person.id}` });
  const { id } = await launch(person, `unlucky-${person.id}`);
  await openAs(person, `/machines/${id}`);
  await expect(page.getByText(/AWS has no free/).first()).toBeVisible(readyWithin);

  await page.getByRole('button', { name: 'Try again' }).click();
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible(readyWithin);

  expect(await cloud.ec2InstancesOf(id)).toEqual([]);
  expect(await cloud.ec2InstancesOf(machine.id)).toHaveLength(1);
});

test('a used-up quota is said before the form, and the API refuses one more', async ({ page, makePerson, openAs }) => {
  const person = await makePerson({ quota: 1 });
  const { name } = await launch(person, 'the-only-one');

  await openAs(person, '/launch/nodejs');

  await expect(page.getByText('Your quota of 1 machine is used up')).toBeVisible();
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expect(launch(person, 'one-too-many')).rejects.toThrow('quota-exceeded');
});
