import type { Page } from '@playwright/test';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';
import { administratorPages, userPages } from '../setup/page-paths.ts';

const personPages = [...userPages, '/no-such-page'];

const phone = { width: 390, height: 844 };
const narrowDesk = { width: 1024, height: 844 };

const looks = (['light', 'dark'] as const).flatMap((scheme) =>
  Object.entries({ desk: { width: 1280, height: 800 }, phone }).map(([size, viewport]) => ({ scheme, size, viewport })),
);

/** That a page, opened anew in each look, is accessible in it and does not scroll sideways. */
async function expectGoodLooks(page: Page, open: () => Promise<Page>, expectAccessible: () => Promise<void>) {
  const openWhole = async () => {
    await open();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);
  };

  for (const { scheme, size, viewport } of looks) {
    await test.step(`in ${scheme}, on a ${size}`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(viewport);
      await openWhole();

      await expectAccessible();
      expect(await page.evaluate(textsBelowTwelvePixels)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    });
  }

  await test.step('in a narrow window', async () => {
    await page.setViewportSize(narrowDesk);
    await openWhole();

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(narrowDesk.width);
  });
}

// All looks of a page in one test: a person and a browser for each took most of the time.
for (const path of personPages) {
  test(`${path} is accessible to a user`, async ({ page, person, openAs, expectAccessible }) => {
    await expectGoodLooks(page, () => openAs(person, path), expectAccessible);
  });
}

for (const path of administratorPages) {
  test(`${path} is accessible to an administrator`, async ({ page, admin, openAs, expectAccessible }) => {
    await expectGoodLooks(page, () => openAs(admin, path), expectAccessible);
  });
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`opened in ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    test('dialogs and menus of users are accessible', async ({ page, admin, makePerson, openAs, expectAccessible }) => {
      const person = await makePerson();
      await openAs(admin, `/admin/users?q=${person.email}`);
      const menu = page.getByRole('button', { name: `Actions for ${person.name}` });

      await menu.click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible();

      for (const item of ['Change role and quota', 'Reset password', 'Disable', 'Delete']) {
        await page.getByRole('menuitem', { name: item }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible();
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await menu.click();
      }
    });

    test('drawers and the palette are accessible', async ({ page, admin, openAs, expectAccessible }) => {
      await openAs(admin, '/admin/users');
      for (const button of ['Add user', 'Import']) {
        await page.getByRole('button', { name: button, exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible();
        expect(await page.evaluate(headDiffersFromDialog)).toBe(false);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
      }

      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      await expectAccessible();
    });

    test('the account’s menu is accessible', async ({ page, person, openAs, expectAccessible }) => {
      await openAs(person, '/machines');
      await page.getByRole('button', { name: /^Account of/ }).click();
      await expect(page.getByRole('menu')).toBeVisible();

      await expectAccessible();
    });
  });
}

test('administrators’ pages tell others that they may not', async ({ page, person, openAs }) => {
  await openAs(person, '/admin/users');

  await expect(page.getByRole('heading', { level: 1 })).toContainText(/permission|administrator/i);
});

for (const width of [phone.width, narrowDesk.width]) {
  test(`the longest names fit a window ${width} px wide`, async ({ page, makePerson, admin, openAs }) => {
    await page.setViewportSize({ width, height: 844 });
    const person = await makePerson();
    await admin.createUser({ name: 'Wolfeschlegelsteinhausenbergerdorff' });
    const name = `${width}-${'unbroken'.repeat(7)}`.slice(0, 60);
    const machine = await launchMachine(person.api, { blueprintId: 'redis', name });
    const fits = async () => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    };

    await openAs(person, `/machines/${machine.id}`);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await fits();
    await page.getByRole('link', { name: 'My machines' }).click();
    await expect(page.getByRole('link', { name })).toBeVisible();
    await fits();
    await openAs(admin, '/admin/machines');
    await expect(page.getByRole('link', { name })).toBeVisible();
    await fits();
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await fits();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await openAs(admin, '/admin/users?q=wolfe');
    await expect(page.getByText('Wolfeschlegelsteinhausenbergerdorff').first()).toBeVisible();
    await fits();
  });
}

test('the shapes of pages that load fit a phone', async ({ page, admin, openAs }) => {
  await page.setViewportSize(phone);
  await page.route(/\/api\/(?!session)/, () => new Promise(() => undefined));

  for (const path of ['/launch', '/launch/redis', '/machines', '/machines/mch_0', '/profile', ...administratorPages]) {
    await openAs(admin, path);
    await expect(page.locator('main [aria-busy=true]').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  }
});

test.describe('text at twice its size', () => {
  // A window of 1280 px at 200 % has 640 px to lay out (WCAG 1.4.4 and 1.4.10).
  test.use({ viewport: { width: 640, height: 400 } });

  for (const path of [...personPages, ...administratorPages]) {
    test(`fits on ${path}`, async ({ page, admin, openAs }) => {
      await openAs(admin, path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
    });
  }
});

test('the API is documented', async ({ page, request }) => {
  const document = (await (await request.get('/api/openapi.json')).json()) as { openapi: string; paths: object };
  await page.goto('/api/docs/');

  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths).length).toBeGreaterThan(30);
  await expect(page.getByText('Launch a machine').first()).toBeVisible();
});

/** Texts that nobody should have to read so small. Runs in the page. */
function textsBelowTwelvePixels(): string[] {
  const small: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const isShown =
      element !== null && element.getClientRects().length > 0 && !/^(script|style)$/i.test(element.tagName);
    const text = node.textContent?.trim() ?? '';
    if (isShown && text !== '' && parseFloat(getComputedStyle(element).fontSize) < 12) small.push(text);
  }
  return small;
}

/** Whether the head of the open dialog has another colour than its body. Runs in the page. */
function headDiffersFromDialog(): boolean {
  const dialog = document.querySelector('[role=dialog]');
  const head = dialog?.querySelector('header');
  if (!dialog || !head) throw new Error('No dialog is open');
  return getComputedStyle(dialog).backgroundColor !== getComputedStyle(head).backgroundColor;
}
