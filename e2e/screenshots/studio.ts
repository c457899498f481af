import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { root } from '../setup/product-settings.ts';
import { sceneOfThisRun, type Role, type Scene } from './scene.ts';

export interface Studio {
  readonly scene: Scene;
  /** Opens a page as somebody, or as nobody. */
  readonly open: (role: Role | 'nobody', path: string) => Promise<void>;
  /** Takes the picture into the scratch folder, under the name of the window's width and scheme. */
  readonly shoot: (name: string, options?: { readonly whole?: boolean }) => Promise<void>;
}

/** Where pictures are kept that are only looked at. */
const scratch = join(root, '.cache', 'screenshots');

/** Nothing loads and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.locator('main .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
}

export const test = base.extend<{ studio: Studio }>({
  studio: async ({ page, context }, use, testInfo) => {
    const scene = sceneOfThisRun();
    await use({
      scene,
      open: async (role, path) => {
        if (role !== 'nobody') {
          const [name = '', value = ''] = scene.cookies[role].split('=');
          await context.addCookies([
            { name, value, domain: '127.0.0.1', path: '/', secure: true, httpOnly: true, sameSite: 'Strict' },
          ]);
        }
        await page.goto(path);
      },
      shoot: async (name, { whole = true } = {}) => {
        await page.screenshot({
          path: join(scratch, name, `${testInfo.project.name}.png`),
          fullPage: whole,
          animations: 'disabled',
        });
      },
    });
  },
});
