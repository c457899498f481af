import { Keyboard } from '../fixtures/keyboard.ts';
import { expect, test } from '../fixtures/test.ts';

test('somebody without a mouse launches a machine and deletes it', async ({ page, person, openAs }) => {
  const keyboard = new Keyboard(page);
  await openAs(person, '/launch');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  // Choose a blueprint, and a name, size and duration for the machine.
  await keyboard.enter(page.getByRole('link', { name: 'Node.js box' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Node.js box' })).toBeFocused();
  await keyboard.tabTo(page.getByLabel('Name', { exact: true }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('by-keys');
  await keyboard.tabTo(page.getByRole('radio', { name: /^Small/ }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: /^Medium/ })).toBeChecked();
  await keyboard.tabTo(page.getByRole('radio', { name: '8 hours' }));
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: '4 hours' })).toBeChecked();
  await keyboard.enter(page.getByRole('button', { name: 'Launch', exact: true }));
  await expect(page.getByRole('heading', { level: 1, name: 'by-keys' })).toBeFocused();

  // Save the key, and see the machine get ready.
  const download = page.waitForEvent('download');
  await keyboard.enter(page.getByRole('button', { name: 'Download private key' }));
  expect((await download).suggestedFilename()).toMatch(/^cloudapp-by-keys-[0-9a-f]{8}$/);
  await expect(page.getByRole('button', { name: 'Download it again' })).toBeFocused();
  await keyboard.enter(page.getByRole('button', { name: 'I have the key' }));
  await expect(page.getByText('copies the command')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByText('ssh command copied')).toBeVisible();

  // Think twice, then delete it.
  const menu = page.getByRole('button', { name: 'Actions for by-keys' });
  await keyboard.choose(menu, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete by-keys?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(menu).toBeFocused();
  await keyboard.choose(menu, 'Delete');
  await keyboard.enter(dialog.getByRole('button', { name: 'Delete' }));
  await expect(page.getByRole('heading', { name: /^Delet(ing|ed)$/ })).toBeVisible();
});

test('the first stop of a page skips to its content', async ({ page, person, openAs }) => {
  await openAs(person, '/machines');
  const first = page.getByRole('link', { name: 'Pick a blueprint' });
  await expect(first).toBeVisible();

  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(first).toBeFocused();
});

test('the heading has the focus after a link was followed', async ({ page, admin, openAs }) => {
  const keyboard = new Keyboard(page);
  await openAs(admin, '/admin');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  for (const [link, heading] of [
    ['All machines', 'All machines'],
    ['Users', 'Users'],
    ['Audit log', 'Audit log'],
    ['Launch', 'Launch a machine'],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+Home');
    await keyboard.enter(page.getByRole('navigation').getByRole('link', { name: link, exact: true }));
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused();
  }
});

test('a dialog keeps the focus, and gives it back', async ({ page, admin, openAs }) => {
  const keyboard = new Keyboard(page);
  await openAs(admin, '/admin/users');
  const add = page.getByRole('button', { name: 'Add user', exact: true });

  await keyboard.enter(add);
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('E-mail')).toBeFocused();
  expect(await keyboard.staysIn(drawer)).toBe(true);
  await page.keyboard.press('Escape');

  await expect(drawer).toBeHidden();
  await expect(add).toBeFocused();
});

test('a menu closes by Escape and gives the focus back', async ({ page, person, openAs }) => {
  const keyboard = new Keyboard(page);
  await openAs(person, '/profile');
  const account = page.getByRole('button', { name: /^Account of/ });

  await keyboard.enter(account);
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');

  await expect(page.getByRole('menu')).toBeHidden();
  await expect(account).toBeFocused();
});

test('the command palette finds pages and gives the focus back', async ({ page, person, openAs }) => {
  await openAs(person, '/profile');
  const search = page.getByRole('button', { name: 'Search' });
  await search.focus();

  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('combobox', { name: 'Search or run an action' });
  await expect(palette).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(search).toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('postgres');
  const found = page.getByRole('option', { name: /^Launch PostgreSQL server/ });
  await expect(found).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'PostgreSQL server' })).toBeFocused();
});

test('what has the focus can be seen', async ({ page, person, openAs }) => {
  await openAs(person, '/launch/nodejs');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  const unseen: (string | null)[] = [];
  for (let stop = 0; stop < 25; stop++) {
    await page.keyboard.press('Tab');
    unseen.push(await page.evaluate(unseenFocus));
  }

  expect(unseen.filter((fault) => fault !== null)).toEqual([]);
});

/** The element that has the focus, if nothing shows that it does. Runs in the page. */
function unseenFocus(): string | null {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  // A card is drawn in place of the link that fills it.
  const drawn = [element, element.parentElement, element.closest('article')].filter((one) => one !== null);
  const isSeen = drawn.some((one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  });
  return isSeen ? null : element.outerHTML.slice(0, 120);
}
