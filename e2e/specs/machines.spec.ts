import { getInstance } from '@cloudapp/contracts/instance';
import { getProfile } from '@cloudapp/contracts/session';
import type { Locator, Page } from '@playwright/test';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';
import { LaunchPage } from '../pages/launch-page.ts';
import { MachinePage } from '../pages/machine-page.ts';

async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('a machine is stopped, started, rebooted and deleted on its page, which follows without a reload', async ({
  page,
  person,
  openAs,
}) => {
  const { id, name } = await launchMachine(person.api, { name: 'life-of-a-machine' });
  await openAs(person, `/machines/${id}`);
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible();
  await page.evaluate(() => Object.assign(window, { wasNotReloaded: true }));

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible();
  await expect(machine.logIn).toBeHidden();

  await page.getByRole('button', { name: 'Start' }).click();
  await expect(machine.logIn).toBeVisible();

  await chooseAction(page, name, 'Reboot');
  await expect(page.getByText('Rebooting', { exact: true }).first()).toBeVisible();
  await expect(machine.logIn).toBeVisible();

  await chooseAction(page, name, 'Delete');
  const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
  await expect(dialog).toContainText('cannot be undone');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Deleted', { exact: true }).first()).toBeVisible();
  expect(await page.evaluate(() => 'wasNotReloaded' in window)).toBe(true);
});

test('a step that fails is named with its last lines, and trying again makes a fresh machine', async ({
  page,
  person,
  openAs,
  cloud,
}) => {
  await cloud.letFail({ kind: 'failing-step', machine: `doomed-${person.id}` });
  const failed = await launchMachine(person.api, { name: `doomed-${person.id}` });
  await openAs(person, `/machines/${failed.id}`);
  await expect(page.getByText('Failed', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/failed with exit code \d+/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page).not.toHaveURL(new RegExp(failed.id));
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible();

  expect(machine.id).not.toBe(failed.id);
  await expect
    .poll(async () => (await person.api.call(getInstance, { params: { id: failed.id } })).state)
    .toBe('terminated');
  expect((await person.api.call(getProfile)).quota.used).toBe(1);
});

test('a lack of capacity is told in plain words, and trying again succeeds', async ({
  page,
  person,
  openAs,
  cloud,
}) => {
  await cloud.letFail({ kind: 'capacity', machine: `unlucky-${person.id}`, times: 2 }); // in both zones
  const { id } = await launchMachine(person.api, { name: `unlucky-${person.id}` });
  await openAs(person, `/machines/${id}`);
  await expect(page.getByText(/AWS has no free/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Try again' }).click();
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible();

  expect(await cloud.ec2InstancesOf(id)).toEqual([]);
  expect(await cloud.ec2InstancesOf(machine.id)).toHaveLength(1);
});

test('a launch that there is no room for is tried again in another size, chosen on the spot', async ({
  page,
  person,
  openAs,
  cloud,
  expectAccessible,
}) => {
  await cloud.letFail({ kind: 'capacity', machine: `squeezed-${person.id}`, times: 2 }); // in both zones
  const { id, size } = await launchMachine(person.api, { name: `squeezed-${person.id}` });
  await openAs(person, `/machines/${id}`);
  const others = page.getByRole('group', { name: 'Try again with another size' });
  await expect(others.getByRole('button', { name: /per hour/ }).first()).toBeVisible();
  await expectAccessible();

  await others.getByRole('button', { name: /^Medium/ }).click();
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible();

  const fresh = await person.api.call(getInstance, { params: { id: machine.id } });
  expect([size.id, fresh.size.id]).toEqual(['small', 'medium']);
  expect((await cloud.ec2InstancesOf(machine.id)).map(({ InstanceType }) => InstanceType)).toEqual([
    fresh.size.instanceType,
  ]);
});

test('a used-up quota is said before the form, and the API refuses one more', async ({ page, makePerson, openAs }) => {
  const person = await makePerson({ quota: 1 });
  const { name } = await launchMachine(person.api, { name: 'the-only-one' });

  await openAs(person, '/launch/nodejs');

  await expect(page.getByText('Your quota of 1 machine is used up')).toBeVisible();
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expect(launchMachine(person.api, { name: 'one-too-many' })).rejects.toThrow('quota-exceeded');
});

test('what is needed to store a key fits a phone', async ({ page, person, openAs }) => {
  await page.setViewportSize({ width: 320, height: 844 });
  await openAs(person, '/launch');
  const launchPage = new LaunchPage(page);
  await launchPage.choose('PostgreSQL server');
  await launchPage.launch.click();
  await new MachinePage(page).downloadKey();
  const notice = page.getByRole('alert', { name: 'Did your private key arrive?' });
  const edge = async (part: Locator) => {
    const { x = 0, width = Infinity } = (await part.boundingBox()) ?? {};
    return x + width;
  };

  const right = await edge(notice);

  expect(await edge(notice.getByRole('radiogroup'))).toBeLessThan(right);
  expect(await edge(notice.getByRole('button', { name: 'Copy command to store the key' }))).toBeLessThan(right);
});
