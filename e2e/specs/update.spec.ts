import { expect, test } from '../fixtures/test.ts';

test.use({ expectedConsoleErrors: [/status of (401|404)/] });

test('a page whose code a server of the release before does not have loads again until one has it', async ({
  page,
}) => {
  let asked = 0;
  await page.route(/\/assets\/index-[\w-]+\.js$/, async (route) => {
    asked += 1;
    await (asked <= 2 ? route.fulfill({ status: 404 }) : route.continue());
  });

  await page.goto('/sign-in');

  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(asked).toBeGreaterThanOrEqual(3);
});
