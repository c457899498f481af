import { expect, test } from '../fixtures/test.ts';
import { LaunchPage } from '../pages/launch-page.ts';

test.use({ expectedConsoleErrors: [/status of (401|404)|dynamically imported module/] });

test('a page whose code a server of the release before does not have loads again until one has it', async ({
  page,
}) => {
  let asked = 0;
  await page.route(/\/assets\/index-[\w-]+\.js$/, async (route) => {
    asked += 1;
    await (asked <= 2 ? route.fulfill({ status: 404 }) : route.continue());
  });

  await page.goto('/sign-in');

  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(asked).toBeGreaterThanOrEqual(3);
});

test('a page whose code is gone since says so in its frame, and is there after a reload', async ({
  page,
  person,
  openAs,
  expectAccessible,
}) => {
  const gone = /\/assets\/profile-page-[\w-]+\.js$/;
  await page.route(gone, (route) => route.fulfill({ status: 404 }));
  await openAs(person, '/machines');
  await page.goto('/profile');

  await expect(page.getByRole('heading', { name: 'A part of this page did not load' })).toBeFocused();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await expectAccessible();
  await page.unroute(gone);
  await page.getByRole('button', { name: 'Reload' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
});

test('an update is offered to a page of the version before, and what is typed in the launch form survives it', async ({
  page,
  person,
  openAs,
}) => {
  await openAs(person, '/launch/nodejs');
  const launch = new LaunchPage(page);
  await launch.name.fill('typed-before');
  await page.getByRole('radio', { name: /^Medium/ }).click();
  const deployed = (url: URL) => url.pathname === '/';
  await page.route(deployed, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<div id="root"></div><script type="module" src="/assets/index-next.js"></script>',
    }),
  );

  const offer = page.getByRole('status', { name: 'CloudApp was updated' });
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(offer).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.unroute(deployed);
  await offer.getByRole('button', { name: 'Reload' }).click();

  await expect(offer).toBeHidden();
  await expect(launch.name).toHaveValue('typed-before');
  await expect(page.getByRole('radio', { name: /^Medium/ })).toBeChecked();
});
