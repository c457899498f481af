import { makeAccessToken } from '@cloudapp/contracts/access-token';
import { expect, test } from '../fixtures/test.ts';
import { productUrl } from '../setup/product-settings.ts';

/** What the API answers a program that has nothing but a token. */
async function statusFor(secret: string): Promise<number> {
  const { status } = await fetch(`${productUrl}/api/me`, { headers: { authorization: `Bearer ${secret}` } });
  return status;
}

test('a token made in the profile lets a program in until it is ended there', async ({
  page,
  person,
  openAs,
  expectAccessible,
}) => {
  await openAs(person, '/profile');
  const section = page.getByRole('region', { name: 'Tokens' });
  await expect(section).toContainText('None yet');

  await section.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('dialog', { name: 'New token' });
  await expect(form.getByRole('checkbox', { name: 'Administer' })).toBeHidden();
  await form.getByRole('textbox', { name: 'Name' }).fill('Nightly backup');
  await expectAccessible();
  await form.getByRole('button', { name: 'Make token' }).click();
  const made = page.getByRole('dialog', { name: 'Nightly backup is made' });
  const secret = await made.getByRole('group', { name: 'Token' }).getByRole('code').innerText();
  await expect(made.getByRole('group', { name: 'Try it' })).toContainText(secret);
  await expectAccessible();
  expect(await statusFor(secret)).toBe(200);

  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Close without the token?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await made.getByRole('button', { name: 'Copy token' }).click();
  await expect(made.getByRole('button', { name: 'Copied' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(made).toBeHidden();

  await page.reload();
  await expect(section.getByRole('listitem')).toContainText(/Nightly backup.*See.*Ends .* · last used .* from/);
  await expectAccessible();
  expect(await page.content()).not.toContain(secret);
  await section.getByRole('button', { name: 'End Nightly backup' }).click();
  await page
    .getByRole('dialog', { name: 'End Nightly backup?' })
    .getByRole('button', { name: 'End', exact: true })
    .click();
  await expect(section).toContainText('None yet');
  expect(await statusFor(secret)).toBe(401);
});

test('an administrator ends a token of a user', async ({ page, person, admin, openAs, expectAccessible }) => {
  const { secret } = await person.api.call(makeAccessToken, {
    body: { name: 'Left behind', scopes: ['read'], days: 30 },
  });
  await openAs(admin, `/admin/users?q=${encodeURIComponent(person.email)}`);

  await page.getByRole('button', { name: `Actions for ${person.name}` }).click();
  await page.getByRole('menuitem', { name: 'Tokens' }).click();
  const tokens = page.getByRole('dialog', { name: `Tokens of ${person.name}` });
  await expect(tokens.getByRole('listitem')).toContainText('Left behind');
  await expectAccessible();
  await tokens.getByRole('button', { name: 'End Left behind' }).click();
  await page
    .getByRole('dialog', { name: 'End Left behind?' })
    .getByRole('button', { name: 'End', exact: true })
    .click();
  await expect(tokens).toContainText(`${person.name} has no tokens`);

  expect(await statusFor(secret)).toBe(401);
});
