import { getInstance } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { Keyboard } from '../fixtures/keyboard.ts';
import { expect, test } from '../fixtures/test.ts';
import { MachinePage } from '../pages/machine-page.ts';

test('a stop is taken back by keyboard, and otherwise acts after ten seconds; the machine comes back elsewhere', async ({
  page,
  person,
  openAs,
}) => {
  const { id, name } = await launchMachine(person.api, { name: 'second-thoughts' });
  const read = () => person.api.call(getInstance, { params: { id } });
  await page.clock.install();
  await openAs(person, `/machines/${id}`);
  const machine = new MachinePage(page);
  await expect(machine.logIn).toBeVisible();
  const stop = page.getByRole('button', { name: 'Stop' });
  const message = page.getByRole('alert', { name: `${name} is about to stop` });
  const { address } = await read();

  // The ten seconds pass by the test's own steps.
  await page.clock.pauseAt(Date.now() + 60_000);
  await stop.dblclick();
  await page.clock.runFor(1_000);
  await expect(message).toHaveCount(1);
  await new Keyboard(page).enter(message.getByRole('button', { name: 'Undo' }));
  await page.clock.runFor(1_000);
  await expect(page.getByText(`${name} keeps running`)).toBeVisible();
  await expect(message).toBeHidden();
  expect((await read()).state).toBe('ready');

  await stop.click();
  await page.clock.runFor(9_000);
  await expect(message).toContainText(/for \d+ s/);
  expect((await read()).state).toBe('ready');
  await page.clock.resume();
  await expect(page.getByText('Stopped', { exact: true }).first()).toBeVisible();
  await expect(message).toBeHidden();
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(machine.logIn).toBeVisible();
  expect((await read()).address).not.toBe(address);
});

test('a stop that waits when its tab is closed is sent with it', async ({ page, person, openAs, expectAccessible }) => {
  const { id, name } = await launchMachine(person.api, { name: 'last-words' });
  await openAs(person, `/machines/${id}`);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('alert', { name: `${name} is about to stop` })).toBeVisible();
  await expectAccessible();

  await page.close();

  await expect.poll(async () => (await person.api.call(getInstance, { params: { id } })).state).toMatch(/^stopp/);
});
