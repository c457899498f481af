import { listInstances } from '@cloudapp/contracts/instance';
import { getProfile } from '@cloudapp/contracts/session';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';
import { LaunchPage } from '../pages/launch-page.ts';
import { MachinePage } from '../pages/machine-page.ts';

test('three machines are launched at once with one key, as many as the quota has room for, and each becomes ready', async ({
  page,
  makePerson,
  openAs,
  expectAccessible,
}) => {
  const person = await makePerson({ quota: 3 });
  await openAs(person, '/launch/nodejs');
  await new LaunchPage(page).name.fill('node');
  await page.getByRole('button', { name: 'Launch several' }).click();
  const window = page.getByRole('dialog', { name: 'Launch several' });
  await window.getByLabel('How many').fill('3');
  await expect(window).toContainText('node-1, node-2, node-3');
  await expectAccessible();
  // Somebody is faster: by an answer of its own, not by the failure of all.
  await launchMachine(person.api, { name: 'from-elsewhere' });
  await window.getByRole('button', { name: 'Launch 3 machines' }).click();

  const done = page.getByRole('dialog', { name: '2 of 3 machines launching' });
  await expect(done.getByRole('listitem').nth(2)).toContainText('node-3 was not launched');
  await expectAccessible();
  await done.getByRole('link', { name: 'node-1' }).click();
  const machine = new MachinePage(page);
  const { items } = await person.api.call(listInstances, { query: {} });
  const made = items.filter(({ name }) => name.startsWith('node-'));
  expect(new Set(made.map(({ sshKey }) => sshKey?.id)).size).toBe(1);
  expect((await person.api.call(getProfile)).quota.used).toBe(3);

  // The key is offered on the page of each, and saved once for all.
  await page.getByRole('link', { name: 'My machines' }).click();
  await page.getByRole('link', { name: 'node-2' }).click();
  await machine.downloadKey();
  await machine.confirmKey();
  await expect(machine.logIn).toBeVisible();
  await page.getByRole('link', { name: 'My machines' }).click();
  await page.getByRole('link', { name: 'node-1' }).click();
  await expect(machine.logIn).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download private key' })).toBeHidden();
});
