import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

const question = (page: Page) => page.getByRole('dialog', { name: /^Close without the links?\?$/ });

test('the links of an import are lost neither by Esc nor by a click beside them, a step back or a reload', async ({
  page,
  admin,
  openAs,
  expectAccessible,
}) => {
  const unique = Date.now().toString(36);
  await openAs(admin, '/machines');
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('textbox', { name: 'CSV' }).fill(`email,name\none-${unique}@example.org,One\n`);
  await page.getByRole('button', { name: 'Check the lines' }).click();
  await page.getByRole('button', { name: 'Import 1 user' }).click();
  const links = page.getByRole('region', { name: 'Imported lines' });
  await expect(links).toBeVisible();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });

  const ways = [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(5, 5),
    () => page.getByRole('button', { name: 'Done' }).click(),
    () =>
      page.evaluate(() => {
        window.history.back();
      }),
  ];
  for (const way of ways) {
    await way();
    await expect(question(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(question(page)).toBeHidden();
    await expect(links).toBeVisible();
  }
  await expect(page).toHaveURL(/\/admin\/users$/);
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeVisible();
  await expectAccessible();
  await question(page).getByRole('button', { name: 'Cancel' }).click();
  // A reload that is refused never ends: what counts is that it was asked about.
  void page.reload().catch(() => undefined);
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(links).toBeVisible();

  await page.getByRole('button', { name: 'Copy all' }).click();
  await page.keyboard.press('Escape');
  await expect(links).toBeHidden();
});
