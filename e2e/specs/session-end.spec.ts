import { listInstances } from '@cloudapp/contracts/instance';
import { signOutUser } from '@cloudapp/contracts/user';
import { expect, test } from '../fixtures/test.ts';
import { LaunchPage } from '../pages/launch-page.ts';

test.use({ expectedConsoleErrors: [/status of 401/] });

test('a session that ends while somebody fills in a form is begun again over it, and the launch goes on', async ({
  page,
  person,
  admin,
  openAs,
  expectAccessible,
}) => {
  await openAs(person, '/launch/nodejs');
  const form = new LaunchPage(page);
  await form.name.fill('kept-over-the-end');
  await admin.call(signOutUser, { params: { id: person.id } });

  await form.launch.click();
  const question = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(question).toContainText(person.email);
  await expectAccessible();
  // What stands behind the question is not to be read without a session.
  const cover = page.locator('.mantine-Modal-overlay').last();
  expect(await cover.evaluate((element) => getComputedStyle(element).backgroundColor)).toMatch(
    /^color\(srgb [\d. ]+\)$/,
  );
  await question.getByLabel('Password', { exact: true }).fill(person.password);
  await question.getByRole('button', { name: 'Sign in', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'kept-over-the-end' })).toBeVisible();
  const again = await page.request.get(`/api${listInstances.path}`);
  expect(((await again.json()) as { items: unknown[] }).items).toHaveLength(1);
});
