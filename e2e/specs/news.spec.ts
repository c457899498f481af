import type { BrowserContext, Page } from '@playwright/test';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';

interface Told {
  readonly title: string;
  readonly body: string;
}

/** Stands in for the notifications of a browser, of which one without a screen shows none, and keeps what they say. */
async function observe(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const told: Told[] = [];
    class Kept {
      static permission: NotificationPermission = 'default';
      static requestPermission(): Promise<NotificationPermission> {
        Kept.permission = 'granted';
        return Promise.resolve('granted');
      }
      onclick = (): void => undefined;
      constructor(title: string, { body = '' }: NotificationOptions) {
        told.push({ title, body });
        Object.assign(window, { newest: this });
      }
      close(): void {
        return undefined;
      }
    }
    Object.assign(window, { told, Notification: Kept });
  });
}

/** Every page of a headless browser has the focus. */
async function lookAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });
}

async function lookBack(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => true;
    window.dispatchEvent(new Event('focus'));
  });
}

const toldOf = (page: Page) => page.evaluate(() => (window as unknown as { told: Told[] }).told);

test('that a machine is ready reaches its owner who is on another page and looks elsewhere, once for two tabs', async ({
  person,
  openAs,
  page,
  context,
  expectAccessible,
}) => {
  await observe(context);
  const first = await launchMachine(person.api, { name: 'first', blueprintId: 'postgresql' });
  await openAs(person, `/machines/${first.id}`);
  await page.getByRole('button', { name: 'Tell me when it is ready' }).click();
  await expect.poll(() => toldOf(page)).toMatchObject([{ title: 'CloudApp tells you here' }]);
  await expect(page.getByRole('log', { name: 'News of your machines' })).toContainText('first is ready.');
  const second = await context.newPage();
  await second.goto('/profile');
  await expect(second.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  await lookAway(second);
  await page.getByRole('link', { name: 'Launch', exact: true }).click();
  await lookAway(page);

  await launchMachine(person.api, { name: 'told-of' });

  for (const tab of [page, second]) {
    await expect(tab.getByRole('region', { name: 'told-of is ready' })).toBeVisible();
    await expect(tab.getByRole('log', { name: 'News of your machines' })).toContainText('told-of is ready.');
    await expect(tab).toHaveTitle('(Ready) told-of · CloudApp');
  }
  await expectAccessible();
  const shown = [...(await toldOf(page)), ...(await toldOf(second))].filter(
    ({ title }) => title === 'told-of is ready',
  );
  expect(shown).toEqual([{ title: 'told-of is ready', body: 'Node.js box: log in from its page.' }]);

  await page.evaluate(() => {
    (window as unknown as { newest: { onclick: () => void } }).newest.onclick();
  });
  await expect(page.getByRole('heading', { level: 1, name: 'told-of' })).toBeVisible();
  await lookBack(second);
  await expect(second).toHaveTitle('Profile · CloudApp');
});
