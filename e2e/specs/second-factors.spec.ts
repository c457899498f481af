import { beginAuthenticator, confirmAuthenticator, listFactors } from '@cloudapp/contracts/second-factor';
import type { Page } from '@playwright/test';
import { ApiClient } from '../../local/testing/api-client.ts';
import { expect, test, type Person } from '../fixtures/test.ts';
import { AuthenticatorApp } from '../pages/authenticator-app.ts';
import { PasskeyDevice } from '../pages/passkey-device.ts';
import { SecondFactors } from '../pages/second-factors.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { namedProductUrl, productUrl } from '../setup/product-settings.ts';

// Browsers make passkeys for names alone. A step that is missing, or refused, is an error to them.
test.use({ baseURL: namedProductUrl, expectedConsoleErrors: [/status of 40[13]/] });

async function openOwnFactors(page: Page, person: Person): Promise<SecondFactors> {
  await page.goto('/profile');
  await new SignInPage(page).signIn(person.email, person.password);
  const own = new SecondFactors(page);
  await expect(own.section).toContainText('None yet');
  return own;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

async function expectInside(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
}

/** Has the browser offer no passkey where an e-mail is typed: this device would take the offer before anybody presses the button. */
async function leaveFieldsAlone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
}

test('an authenticator app is asked for at sign-in, and a recovery code stands in for it once', async ({
  page,
  person,
  expectAccessible,
}) => {
  const own = await openOwnFactors(page, person);
  const app = await own.beginApp();
  await expectAccessible();
  await own.appDialog.getByRole('textbox', { name: 'Code' }).fill(app.code());
  await expect(own.codesDialog).toBeVisible();
  await expectAccessible();
  const [recoveryCode = ''] = await own.keepCodes();
  await expect(own.section).toContainText('10 left');
  await expectAccessible();
  await signOut(page);

  const door = new SignInPage(page);
  await door.signIn(person.email, person.password);
  await expect(page.getByRole('textbox', { name: 'Code' })).toBeFocused();
  await expectAccessible();
  await page.getByRole('textbox', { name: 'Code' }).fill(app.code());
  await expectInside(page);
  await signOut(page);

  await door.signIn(person.email, person.password);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCode);
  await page.keyboard.press('Enter');
  await expectInside(page);
  await signOut(page);

  await door.signIn(person.email, person.password);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCode);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This is none of your recovery codes')).toBeVisible();
  await expect(page.getByLabel('Recovery code')).toBeFocused();
});

test('a passkey signs in alone, until it is removed', async ({ page, person, expectAccessible }) => {
  await PasskeyDevice.plugInto(page);
  await leaveFieldsAlone(page);
  const own = await openOwnFactors(page, person);
  await own.makePasskey('Work laptop');
  await own.keepCodes();
  await expect(own.section).toContainText('Work laptop');
  await expectAccessible();
  await signOut(page);

  const byPasskey = page.getByRole('button', { name: 'Sign in with a passkey' });
  await byPasskey.click();
  await expectInside(page);

  await page.goto('/profile');
  await own.section.getByRole('button', { name: 'Remove Work laptop' }).click();
  await page.getByRole('dialog', { name: 'Remove Work laptop?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(own.section).toContainText('None yet');
  await signOut(page);
  await byPasskey.click();
  await expect(page.getByRole('alert')).toContainText('This passkey was not accepted');
});

test('a second device signs in as the first, and a copy of a passkey is refused', async ({ page, person }) => {
  const laptop = await PasskeyDevice.plugInto(page);
  await leaveFieldsAlone(page);
  const own = await openOwnFactors(page, person);
  await own.makePasskey('Laptop');
  await own.keepCodes();
  const copied = await laptop.credentials();
  const byPasskey = page.getByRole('button', { name: 'Sign in with a passkey' });
  await signOut(page);
  await byPasskey.click();
  await expectInside(page);

  await laptop.unplug();
  const phone = await PasskeyDevice.plugInto(page);
  await page.goto('/profile');
  await own.makePasskey('Phone');
  await expect(own.section).toContainText('Phone');
  await signOut(page);
  await byPasskey.click();
  await expectInside(page);

  await phone.unplug();
  const copy = await PasskeyDevice.plugInto(page);
  await copy.take(copied);
  await signOut(page);
  await byPasskey.click();
  await expect(page.getByRole('alert')).toContainText('This passkey was not accepted');
});

test('a passkey that is offered where an e-mail is typed signs in', async ({ page, person }) => {
  await PasskeyDevice.plugInto(page);
  const own = await openOwnFactors(page, person);
  await own.makePasskey('Work laptop');
  await own.keepCodes();
  await page.context().clearCookies();

  await page.goto('/profile');
  await expect(page.getByRole('button', { name: `Account of ${person.name}` })).toBeVisible();
});

test('an administrator resets the second factors of a user, who signs in by password alone', async ({
  page,
  person,
  admin,
  openAs,
  expectAccessible,
}) => {
  const { secret } = await person.api.call(beginAuthenticator, {});
  await person.api.call(confirmAuthenticator, { body: { code: new AuthenticatorApp(secret).code() } });
  await openAs(admin, `${productUrl}/admin/users?q=${encodeURIComponent(person.email)}`);

  await page.getByRole('button', { name: `Actions for ${person.name}` }).click();
  await page.getByRole('menuitem', { name: 'Second factors' }).click();
  const factors = page.getByRole('dialog', { name: `Second factors of ${person.name}`, exact: true });
  await expect(factors.getByRole('listitem').first()).toContainText('Authenticator app');
  await expectAccessible();
  await factors.getByRole('button', { name: 'Reset' }).click();
  await page
    .getByRole('dialog', { name: `Reset the second factors of ${person.name}?` })
    .getByRole('button', { name: 'Reset' })
    .click();
  await expect(factors).toBeHidden();

  const again = new ApiClient(productUrl);
  await again.signIn(person.email, person.password);
  expect(await again.call(listFactors, {})).toEqual({
    passkeys: [],
    recoveryCodesLeft: 0,
    resetAt: expect.any(String) as unknown as string,
  });
});
