import { welcomeLink } from '@cloudapp/contracts/welcome-link';
import { signIn as signInRoute } from '@cloudapp/contracts/sign-in';
import { updateUser } from '@cloudapp/contracts/user';
import { expect, test } from '../fixtures/test.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { productUrl } from '../setup/product-settings.ts';

/** The browser itself reports answers of 4xx and 5xx on its console. */
test.use({ expectedConsoleErrors: [/the server responded with a status of (401|403|429|503)/] });

test('says that the user is authenticated, as whom, and moves on', async ({ page, person }) => {
  await page.clock.install();
  const signIn = new SignInPage(page);
  await signIn.open();
  await expect(signIn.submit).toBeVisible();
  await page.clock.pauseAt(Date.now() + 60_000);

  await signIn.signIn(person.email, person.password);

  const greeting = page.getByRole('heading', { name: 'You are signed in' });
  // Time goes on by itself only afterwards, and until then a little at a time: React shows by the clock what was late.
  await expect(async () => {
    await page.clock.runFor(50);
    await expect(greeting).toBeVisible({ timeout: 1 });
  }).toPass({ intervals: [50] });
  await expect(page.getByText(person.name)).toBeVisible();
  await page.clock.resume();
  await expect(page.getByRole('heading', { name: 'Launch a machine' })).toBeVisible();
});

test('fetches what is behind the door while somebody types, and not before', async ({ page }) => {
  const shell = '/assets/signed-in-';
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  const signIn = new SignInPage(page);
  await Promise.all([page.waitForResponse('**/api/session'), signIn.open()]);
  await expect(signIn.email).toBeFocused();
  expect(fetched.filter((url) => url.includes(shell))).toEqual([]);

  const [request] = await Promise.all([page.waitForRequest(`**${shell}*`), signIn.email.fill('a')]);

  expect((await request.response())?.status()).toBe(200);
});

test('follows the system when that turns dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await new SignInPage(page).open();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(250, 250, 250)');

  await page.emulateMedia({ colorScheme: 'dark' });

  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(19, 19, 21)');
});

test('keeps what is selected in the password when it is shown', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.password.fill('something secret');
  await signIn.password.selectText();

  await page.getByRole('button', { name: 'Show password' }).click();

  await expect(signIn.password).toHaveAttribute('type', 'text');
  await page.keyboard.type('else');
  await expect(signIn.password).toHaveValue('else');
});

test('answers a wrong password in place and keeps the e-mail', async ({ page, person, expectAccessible }) => {
  const signIn = new SignInPage(page);
  await signIn.open();

  await signIn.signIn(person.email, 'not the password at all');

  await expect(page.getByText('Authentication Error')).toBeVisible();
  await expect(signIn.email).toHaveValue(person.email);
  await expect(signIn.password).toBeFocused();
  await expectAccessible();
});

test('answers an unknown e-mail with the same words', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();

  await signIn.signIn('nobody.at.all@example.org', 'not the password at all');

  await expect(page.getByText('Authentication Error')).toBeVisible();
});

test('tells a disabled user so, once the password is right', async ({ page, person, admin }) => {
  await admin.call(updateUser, { params: { id: person.id }, body: { status: 'disabled' } });
  const signIn = new SignInPage(page);
  await signIn.open();

  await signIn.signIn(person.email, person.password);

  await expect(page.getByText(/disabled/i)).toBeVisible();
});

test('makes a user with a one-time password choose another before anything else', async ({ page, admin }) => {
  const { user, oneTimePassword } = await admin.createUser({ name: 'Nora New' });
  const signIn = new SignInPage(page);
  await signIn.open();

  await signIn.signIn(user.email, oneTimePassword);

  await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
  await page.goto('/machines');
  await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
});

test.describe('a link to choose a password', () => {
  test('is wiped from the address and sent in no address, works once, and says so afterwards', async ({
    page,
    browser,
    admin,
    expectAccessible,
  }) => {
    const { user, oneTimePassword, validUntil } = await admin.createUser({ name: 'Lina Link' });
    const link = welcomeLink(productUrl, { email: user.email, oneTimePassword, validUntil });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url(), JSON.stringify(request.headers())));

    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
    await expect(page).toHaveURL(`${productUrl}/welcome`);
    await expectAccessible();
    await page.getByRole('textbox', { name: 'New password' }).fill('seven otters cross the river');
    await page.getByRole('button', { name: 'Save password' }).click();

    await expect(page.getByRole('heading', { name: 'Launch a machine' })).toBeVisible();
    expect(asked.filter((text) => text.includes(oneTimePassword))).toEqual([]);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(oneTimePassword);

    const stranger = await browser.newPage({ userAgent: 'Somebody else' });
    await stranger.goto(link);
    await stranger.getByRole('textbox', { name: 'New password' }).fill('eight otters cross the river');
    await stranger.getByRole('button', { name: 'Save password' }).click();
    await expect(stranger.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
    await stranger.close();
  });
});

test('makes somebody who failed too often wait', async ({ page, person }) => {
  for (let attempt = 0; attempt < 11; attempt++) {
    await person.api.send(signInRoute, { body: { email: person.email, password: 'guess after guess' } });
  }
  const signIn = new SignInPage(page);
  await signIn.open();

  await signIn.signIn(person.email, person.password);

  await expect(page.getByText(/too many/i)).toBeVisible();
  await expect(signIn.submit).toBeDisabled();
});

test('lets a known browser in while strangers guess from the same address', async ({ page, person }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn(person.email, person.password);
  await expect(page.getByRole('heading', { name: 'Launch a machine' })).toBeVisible();
  const { cookies } = await page.context().storageState();
  const device = cookies.find(({ name }) => name === '__Host-device');
  expect(device).toMatchObject({ path: '/', httpOnly: true, secure: true, sameSite: 'Strict' });
  await page.context().clearCookies({ name: '__Host-session' });
  for (let attempt = 0; attempt < 11; attempt++) {
    await person.api.send(signInRoute, { body: { email: person.email, password: 'guess after guess' } });
  }
  await signIn.open();

  await signIn.signIn(person.email, person.password);

  await expect(page.getByRole('heading', { name: 'Launch a machine' })).toBeVisible();
});

test('goes back to the page that was asked for', async ({ page, person }) => {
  await page.goto('/machines');
  const signIn = new SignInPage(page);

  await signIn.signIn(person.email, person.password);

  await expect(page).toHaveURL(/\/machines$/);
});

test('says that sign-in is not possible now when the logic tier is down, and keeps what was typed', async ({
  page,
  person,
}) => {
  await page.route('**/api/auth/login', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      json: {
        type: 'urn:cloudapp:problem:service-unavailable',
        title: 'Service unavailable',
        status: 503,
        code: 'service-unavailable',
      },
    }),
  );
  const signIn = new SignInPage(page);
  await signIn.open();

  await signIn.signIn(person.email, person.password);

  await expect(page.getByRole('alert')).toContainText(/not available|unavailable|try again/i);
  await expect(signIn.email).toHaveValue(person.email);
  await expect(signIn.password).toHaveValue(person.password);

  await page.unroute('**/api/auth/login');
  await signIn.submit.click();
  await expect(page.getByRole('heading', { name: 'Launch a machine' })).toBeVisible();
});
