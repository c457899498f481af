import type { Instance } from '@cloudapp/contracts/instance';
import { expect, type Page } from '@playwright/test';
import { join } from 'node:path';
import { root } from '../setup/product-settings.ts';
import { withOutput } from './machines.ts';
import { settled, test } from './studio.ts';

// One after the other: a launch would show in the numbers of the overview.
test.describe.configure({ mode: 'serial' });

async function take(page: Page, name: string): Promise<void> {
  // The room for a scrollbar would be an empty strip here.
  await page.evaluate(() => {
    document.documentElement.style.scrollbarGutter = 'auto';
  });
  await page.screenshot({ path: join(root, 'docs', 'screenshots', `${name}.png`), animations: 'disabled' });
}

test('sign-in', async ({ page, studio }) => {
  await studio.open('nobody', '/sign-in');
  await page.getByLabel('E-mail').fill(studio.scene.email);

  await expect(page).toHaveTitle('Sign in · CloudApp');
  await take(page, 'sign-in');
});

test('catalogue', async ({ page, studio }) => {
  await studio.open('user', '/launch');
  await settled(page);

  await expect(page).toHaveTitle('Launch a machine · CloudApp');
  await take(page, 'catalogue');
});

test('overview', async ({ page, studio }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await studio.open('admin', '/admin?period=30d');
  await settled(page);

  await expect(page).toHaveTitle('Overview · CloudApp');
  await take(page, 'overview');
});

test('machines in the dark', async ({ page, studio }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await studio.open('admin', '/admin/machines');
  await settled(page);

  await expect(page).toHaveTitle('All machines · CloudApp');
  await take(page, 'machines-dark');
});

test('a machine that installs itself, then one that is ready', async ({ page, studio }) => {
  await page.route(/\/api\/instances\/mch_\w+$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: withOutput((await response.json()) as Instance) });
  });
  await studio.open('empty', '/launch/python-data-science');
  await settled(page);
  await page.getByLabel('Name', { exact: true }).fill('growth-notebook');
  await page.getByRole('button', { name: 'Launch', exact: true }).click();
  await page.getByRole('button', { name: 'Download private key' }).click();
  await page.getByRole('button', { name: 'I have the key' }).click();
  const running = page.locator('[aria-current=step]').filter({ hasText: /NumPy.*Downloading/ });
  await running.waitFor({ timeout: 60_000 });
  await take(page, 'installing');

  await page.getByRole('heading', { name: 'Log in', exact: true }).waitFor({ timeout: 60_000 });
  await settled(page);
  await expect(page).toHaveTitle('growth-notebook · CloudApp');
  await take(page, 'ready');
});
