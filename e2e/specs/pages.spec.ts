import { expect, test } from '../fixtures/test.ts';

const userPages = ['/launch', '/launch/postgresql', '/machines', '/profile', '/no-such-page'];
const administratorPages = ['/admin', '/admin/machines', '/admin/users', '/admin/audit'];

for (const scheme of ['light', 'dark'] as const) {
  test.describe(`in ${scheme}`, () => {
    test.use({ colorScheme: scheme });

    for (const path of userPages) {
      test(`${path} is accessible to a user`, async ({ page, person, openAs, expectAccessible }) => {
        await openAs(person, path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);

        await expectAccessible();
      });
    }

    for (const path of administratorPages) {
      test(`${path} is accessible to an administrator`, async ({ page, admin, openAs, expectAccessible }) => {
        await openAs(admin, path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);

        await expectAccessible();
      });
    }
  });
}

test('administrators’ pages tell others that they may not', async ({ page, person, openAs }) => {
  await openAs(person, '/admin/users');

  await expect(page.getByRole('heading', { level: 1 })).toContainText(/permission|administrator/i);
});

test('a narrow window has no sideways scrolling', async ({ page, person, openAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of userPages) {
    await openAs(person, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});

test('the API is documented', async ({ page, request }) => {
  const document = (await (await request.get('/api/openapi.json')).json()) as { openapi: string; paths: object };
  await page.goto('/api/docs/');

  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths).length).toBeGreaterThan(30);
  await expect(page.getByText('Launch a machine').first()).toBeVisible();
});
