import { getProfile } from '@cloudapp/contracts/session';
import { setPasswordPolicy } from '@cloudapp/contracts/sign-in-settings';
import { expect, test } from '../fixtures/test.ts';
import { CompanyPage } from '../pages/company-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { adminPassword, productPorts, productUrl } from '../setup/product-settings.ts';

test.use({ expectedConsoleErrors: [/status of (401|403)/] });

const issuer = `http://localhost:${productPorts.companyPort}`;

test('the first sign-in makes an account with the role that its groups give, and leaves nothing behind in the tab', async ({
  page,
  expectAccessible,
}) => {
  const company = new CompanyPage(page);
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Continue with Acme' })).toBeVisible();
  await expectAccessible();
  await company.signInAs('Ada Okafor');

  await expect(page.getByRole('heading', { level: 1, name: 'Launch a machine' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Users' })).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('another group at the company is another role at the next sign-in, and the sessions before it end', async ({
  page,
  browser,
}) => {
  const company = new CompanyPage(page);
  await company.signInAs('Grace Lindqvist');
  await expect(page.getByRole('heading', { level: 1, name: 'Launch a machine' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Users' })).toBeHidden();

  const elsewhere = await (await browser.newContext()).newPage();
  const there = new CompanyPage(elsewhere);
  await there.putInto(issuer, 'Grace Lindqvist', ['platform']);
  await there.signInAs('Grace Lindqvist');

  await expect(elsewhere.getByRole('link', { name: 'Users' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await elsewhere.context().close();
});

test('signing out goes to the company, which signs out too, and comes back', async ({ page }) => {
  const company = new CompanyPage(page);
  await company.signInAs('Tomás Herrera');
  await page.getByRole('button', { name: /Account|Tomás/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();

  await expect(page.getByRole('heading', { name: 'Sign out of Acme?' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByText('You are signed out')).toBeVisible();
  await page.getByRole('button', { name: 'Continue with Acme' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Acme' })).toBeVisible();
});

for (const [name, heading] of [
  ['Noor Haddad', 'Your e-mail address is not verified'],
  ['Sam Whitfield', 'This account is not allowed here'],
] as const) {
  test(`${name} is refused: ${heading}`, async ({ page, expectAccessible }) => {
    await new CompanyPage(page).signInAs(name);

    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    await expectAccessible();
    await page.goto('/launch');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
}

test('who changes their mind at the company is told so, and can begin again', async ({ page }) => {
  const company = new CompanyPage(page);
  await company.open();
  await company.cancel();

  await expect(page.getByRole('heading', { name: 'Acme did not sign you in' })).toBeVisible();
});

test('an answer that this tab has not asked for signs nobody in', async ({ page }) => {
  await page.goto('/sign-in/company?code=somebodys&state=of-another-tab');

  await expect(page.getByRole('heading', { name: 'Begin again' })).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});

test('an administrator enters a company in the form, is told at which step it fails, and removes it', async ({
  openAs,
  admin,
  expectAccessible,
}) => {
  const page = await openAs(admin, `${productUrl}/admin/sign-in`);
  await page.getByRole('button', { name: 'Add company' }).click();
  const form = page.getByRole('dialog', { name: 'Add company' });
  await form.getByLabel('Kind').selectOption({ label: 'Another (OpenID Connect)' });
  await form.getByLabel('Name').fill('Elsewhere');
  await form.getByLabel('Issuer').fill(issuer.replace('localhost', '127.0.0.1'));
  await form.getByLabel('Client id').fill('cloudapp');
  await form.getByLabel('Client secret').fill('not the secret');
  await expectAccessible();
  await form.getByRole('button', { name: 'Add company' }).click();
  await expect(form).toBeHidden();

  await page.getByRole('button', { name: 'Test Elsewhere' }).click();
  const result = page.getByRole('dialog', { name: 'Test of Elsewhere' });
  await expect(result).toContainText('People cannot sign in with it like this');
  await expect(result.getByRole('listitem').filter({ hasText: 'It is who it should be' })).toContainText('Bad');
  await expectAccessible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Actions for Elsewhere' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page
    .getByRole('dialog', { name: 'Remove Elsewhere?' })
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(page.getByText('Elsewhere', { exact: true })).toBeHidden();
});

test('passwords that are switched off let nobody in but the account for emergencies', async ({
  page,
  admin,
  person,
  ready,
}) => {
  const { id } = await admin.call(getProfile);
  await admin.call(setPasswordPolicy, { body: { passwordsOf: 'break-glass', breakGlassUserId: id } });
  const signIn = new SignInPage(page);
  await signIn.open();
  await page.getByRole('button', { name: 'Sign in with a password' }).click();
  await signIn.signIn(person.email, person.password);
  await expect(page.getByText(/passwords are (switched )?off/i)).toBeVisible();

  await signIn.signIn(ready.adminEmail, adminPassword);
  await expect(page.getByRole('heading', { level: 1, name: 'Launch a machine' })).toBeVisible();
  await admin.call(setPasswordPolicy, { body: { passwordsOf: 'everybody' } });
});
