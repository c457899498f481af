import type { Page } from '@playwright/test';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { clippedTexts, coverOf, drawnFocus, faintControls, looksOf } from '../fixtures/sight.ts';
import { expect, test } from '../fixtures/test.ts';
import { administratorPages, userPages } from '../setup/page-paths.ts';

const pages = [...userPages, ...administratorPages];

/** More than any page has; the walk ends sooner, where the browser's own bars would come. */
const mostStops = 250;

async function isShown(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);
}

async function coverOfFocus(page: Page): Promise<string | null | undefined> {
  const drawn = (await page.evaluateHandle(drawnFocus)).asElement();
  return await drawn?.evaluate(coverOf);
}

/** Presses a key until the focus leaves the page, and gives back what covered it on its way. */
async function walk(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<{ stops: number; covered: string[] }> {
  const covered: string[] = [];
  for (let stops = 0; stops < mostStops; stops++) {
    await page.keyboard.press(key);
    if (await page.evaluate(isOutside)) return { stops, covered };
    // A window whose size has just changed is drawn in several steps: what is covered still is so when it is looked at again.
    const cover = (await coverOfFocus(page)) && (await coverOfFocus(page));
    if (cover) covered.push(cover);
  }
  throw new Error(`The page has more than ${mostStops} stops, or keeps the focus`);
}

/** What is looked at again has not changed: what others do meanwhile must not move what has the focus. */
async function holdStill(page: Page): Promise<void> {
  await page.route('**/api/**', async (route) => {
    const isKnown = route.request().headers()['if-none-match'] !== undefined;
    await (isKnown ? route.fulfill({ status: 304 }) : route.fallback());
  });
}

const viewports = {
  desk: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  // A window of 1280 × 1024 px at 400 % (WCAG 1.4.10).
  magnified: { width: 320, height: 256 },
};

for (const path of pages) {
  test(`${path} can be used by the keyboard, by little sight and magnified`, async ({ page, admin, openAs }) => {
    await openAs(admin, path);
    await isShown(page);
    await holdStill(page);

    for (const [size, viewport] of Object.entries(viewports)) {
      await test.step(`nothing that the keyboard comes to lies under a bar: ${size}`, async () => {
        await page.setViewportSize(viewport);
        await page.evaluate(leaveFocus);
        const there = await walk(page, 'Tab');
        const back = await walk(page, 'Shift+Tab');

        expect.soft(there.stops).toBeGreaterThan(5);
        expect.soft([...there.covered, ...back.covered]).toEqual([]);
      });

      await test.step(`nothing is cut off: ${size}`, async () => {
        expect
          .soft(await page.evaluate(() => document.documentElement.scrollWidth))
          .toBeLessThanOrEqual(viewport.width);
        expect.soft(await page.evaluate(clippedTexts)).toEqual([]);
      });
    }
    await page.setViewportSize(viewports.desk);
    for (const colorScheme of ['light', 'dark'] as const) {
      await test.step(`borders tell what can be put in or chosen: ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme });
        expect.soft(await page.evaluate(faintControls)).toEqual([]);
      });
    }

    await test.step('nothing is cut off with more room between letters, words and lines', async () => {
      await page.evaluate(spaceText);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
      expect.soft(await page.evaluate(clippedTexts)).toEqual([]);
    });
  });
}

test('each page has a title of its own', async ({ page, admin, openAs }) => {
  const titles = new Set<string>();
  for (const path of pages) {
    await openAs(admin, path);
    await isShown(page);
    titles.add(await page.title());
  }

  expect(titles.size).toBe(pages.length);
  expect([...titles].filter((title) => !/^\S.+ · CloudApp$/.test(title))).toEqual([]);
});

test.describe('a phone held across', () => {
  test.use({ viewport: { width: 844, height: 390 } });

  test('pages fit a phone that is held across', async ({ page, admin, openAs }) => {
    for (const path of pages) {
      await openAs(admin, path);
      await isShown(page);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(844);
      expect.soft(await page.evaluate(clippedTexts), path).toEqual([]);
    }
  });
});

for (const [size, viewport] of Object.entries(viewports)) {
  test(`the keyboard comes to nothing under the bar of selected machines: ${size}`, async ({
    page,
    person,
    openAs,
  }) => {
    for (const name of ['first', 'second', 'third']) {
      await launchMachine(person.api, { blueprintId: 'redis', name: `${name}-of-three` });
    }
    await page.setViewportSize(viewport);
    await openAs(person, '/machines');
    await page.getByRole('checkbox', { name: 'Select first-of-three' }).check();
    await expect(page.getByText('1 machine selected')).toBeVisible();
    await page.evaluate(leaveFocus);

    expect((await walk(page, 'Tab')).covered).toEqual([]);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`borders tell what can be put in in drawers: ${colorScheme}`, async ({ page, admin, openAs }) => {
    await page.emulateMedia({ colorScheme });
    await openAs(admin, '/admin/users');
    for (const button of ['Add user', 'Import']) {
      await page.getByRole('button', { name: button }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await page.evaluate(faintControls)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  });
}

test.describe('when nobody is signed in', () => {
  // The browser's own line for the question whether there is a session.
  test.use({ expectedConsoleErrors: [/status of 401/] });

  test('borders tell what can be put in', async ({ page }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto('/sign-in');
      await expect(page.getByLabel('E-mail')).toBeVisible();
      expect(await page.evaluate(faintControls)).toEqual([]);
    }
  });
});

test.describe('in colours that the system chooses', () => {
  test.beforeEach(async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
  });

  test('what is chosen of several looks otherwise, and can be read', async ({
    page,
    person,
    admin,
    openAs,
    expectAccessible,
  }) => {
    const differ = async (chosen: string, other: string) => {
      const [one, two] = [page.locator(chosen).first(), page.locator(other).first()];
      expect(await one.evaluate(looksOf), `${chosen} beside ${other}`).not.toBe(await two.evaluate(looksOf));
    };
    await launchMachine(person.api, { blueprintId: 'redis', name: 'one-to-choose' });
    await launchMachine(person.api, { blueprintId: 'redis', name: 'one-to-leave' });

    await openAs(person, '/launch/postgresql');
    await isShown(page);
    await differ('nav [aria-current=page]', 'nav a:not([aria-current])');
    await differ('[role=radio][aria-checked=true]', '[role=radio][aria-checked=false]');
    await page.getByRole('radio', { name: 'Paste your public key' }).check();
    await differ('[class*=Radio-radio]:checked', '[class*=Radio-radio]:not(:checked)');
    await expectAccessible();
    await openAs(person, '/launch');
    await isShown(page);
    await differ('[data-checked][class*=Chip-label]', '[class*=Chip-label]:not([data-checked])');
    await openAs(person, '/machines');
    await page.getByRole('checkbox', { name: 'Select one-to-choose' }).check();
    await differ('tr[data-selected]', 'tbody tr:not([data-selected])');
    await differ('[class*=Checkbox-input]:checked', '[class*=Checkbox-input]:not(:checked, [data-indeterminate])');
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
    await differ('[role=option][aria-selected=true]', '[role=option][aria-selected=false]');
    await expectAccessible();
    await openAs(admin, '/admin');
    await isShown(page);
    await expectAccessible();
    await differ('[data-active][class*=SegmentedControl-label]', '[class*=SegmentedControl-label]:not([data-active])');
  });

  test('a switch shows on which side it stands', async ({ page, person, openAs }) => {
    await openAs(person, '/profile');
    await isShown(page);
    const thumb = page.locator('[class*=Switch-thumb]').first();

    const { borderTopWidth, borderTopStyle } = await thumb.evaluate((element) => getComputedStyle(element));
    expect([borderTopWidth, borderTopStyle]).toEqual(['1px', 'solid']);
  });
});

/** What WCAG 1.4.12 asks for, for everything; by the way that a reader's extension has, which the pages' policy lets through. */
function spaceText(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Whether the focus has left the page for the browser's own bars. Runs in the page. */
function isOutside(): boolean {
  return document.activeElement === document.body || document.activeElement === document.documentElement;
}

/** Leaves whatever has the focus. Runs in the page. */
function leaveFocus(): void {
  (document.activeElement as HTMLElement).blur();
}
