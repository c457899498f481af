import type { Page } from '@playwright/test';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';
import { LaunchPage } from '../pages/launch-page.ts';
import { MachinePage } from '../pages/machine-page.ts';

const lost = 'The private key of this machine was not saved';
const save = 'Save your private key';

/** Launches by the form, with a key that the browser makes. */
async function launchWithNewKey(page: Page): Promise<MachinePage> {
  const launch = new LaunchPage(page);
  await page.goto('/launch');
  await launch.choose('Node.js');
  await launch.launch.click();
  await expect(page.getByText(save)).toBeVisible();
  return new MachinePage(page);
}

test('a key that is not saved outlasts a reload, is asked about on leaving, and is wiped once it is saved', async ({
  page,
  person,
  openAs,
  expectAccessible,
}) => {
  await openAs(person, '/launch');
  const machine = await launchWithNewKey(page);
  const before = await (await machine.downloadKey()).createReadStream();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const stored = () => page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));

  expect(await stored()).not.toMatch(/PRIVATE|cloudapp-.*-[0-9a-f]{8}/);
  await page.reload();
  await expect(page.getByText(save)).toBeVisible();
  expect(asked).toEqual(['beforeunload']);
  await expectAccessible();
  const after = await (await machine.downloadKey()).createReadStream();
  expect(await text(after)).toBe(await text(before));
  await machine.confirmKey();
  await expect(page.getByText(save)).toBeHidden();

  await expect.poll(stored).not.toContain('cloudapp-unsaved-keys');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await expect(page.getByText('SSH key', { exact: true })).toBeVisible();
  await expect(page.getByText(lost)).toBeHidden();
});

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

test('a key that was lost with its tab is said to be lost, and another one takes its place on the running machine', async ({
  page,
  person,
  openAs,
  context,
}) => {
  await openAs(person, '/launch');
  const { id } = await launchWithNewKey(page);
  await page.close();
  const next = await context.newPage();
  await next.goto(`/machines/${id}`);
  const machine = new MachinePage(next);

  await expect(next.getByText(lost)).toBeVisible();
  await expect(machine.logIn).toBeVisible();
  await expect(next.getByText(/which was not saved so far/)).toBeVisible();
  await next.getByRole('alert', { name: lost }).getByRole('button', { name: 'Use another key' }).click();
  await next.getByRole('dialog', { name: 'Use another key' }).getByRole('button', { name: 'Replace the key' }).click();
  await expect(next.getByText('Waiting for the machine to take the new key')).toBeVisible();
  const download = await machine.downloadKey();
  await machine.confirmKey();

  await expect(next.getByText('Waiting for the machine to take the new key')).toBeHidden();
  await expect(next.getByText(lost)).toBeHidden();
  await expect(next.getByText('The machine took the new SSH key; the one before opens it no more')).toBeVisible();
  await machine.showCommandsFor('macOS and Linux');
  expect(await machine.copy('ssh command')).toContain(`-i ~/.ssh/${download.suggestedFilename()} `);
  expect(page.isClosed()).toBe(true);
});

test('signing out asks before it wipes a key that is not saved, and wipes it', async ({ page, person, openAs }) => {
  await openAs(person, '/launch');
  await launchWithNewKey(page);
  const signOut = async () => {
    await page.getByRole('button', { name: `Account of ${person.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    return page.getByRole('dialog', { name: 'Sign out without saving your key?' });
  };

  await (await signOut()).getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(save)).toBeVisible();
  await (await signOut()).getByRole('button', { name: 'Sign out' }).click();

  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('the key of somebody else’s machine is nobody else’s to replace', async ({ person, makePerson, openAs, page }) => {
  const { id } = await launchMachine(person.api, { name: 'not-yours' });
  await openAs(await makePerson({ role: 'admin' }), `/machines/${id}`);

  await expect(page.getByRole('heading', { level: 1, name: 'not-yours' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use another key' })).toBeHidden();
});
