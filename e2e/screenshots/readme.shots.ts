import type { Instance } from '@cloudapp/contracts/instance';
import { expect } from '@playwright/test';
import { join } from 'node:path';
import { root } from '../setup/product-settings.ts';
import { withOutput } from './machines.ts';
import { settled, test } from './studio.ts';

const picture = (name: string) => ({ path: join(root, 'docs', 'screenshots', `${name}.png`) });

test('sign-in', async ({ page, studio }) => {
  await studio.open('nobody', '/sign-in');
  await page.getByLabel('E-mail').fill(studio.scene.email);

  await page.screenshot(picture('sign-in'));
  await expect(page).toHaveTitle(/CloudApp/);
});

test('catalogue', async ({ page, studio }) => {
  await studio.open('user', '/launch');
  await settled(page);

  await page.screenshot(picture('catalogue'));
  await expect(page).toHaveTitle(/CloudApp/);
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
  await page.locator('[aria-current=step]').filter({ hasText: 'NumPy' }).waitFor({ timeout: 60_000 });
  await page.screenshot(picture('installing'));

  await page.getByRole('heading', { name: 'Log in', exact: true }).waitFor({ timeout: 60_000 });
  await settled(page);
  await page.screenshot(picture('ready'));

  await expect(page).toHaveTitle(/growth-notebook/);
});

test('overview', async ({ page, studio }) => {
  await studio.open('admin', '/admin?period=30d');
  await settled(page);
  await page.locator('.recharts-surface').first().waitFor();

  await page.screenshot(picture('overview'));
  await expect(page).toHaveTitle(/CloudApp/);
});
