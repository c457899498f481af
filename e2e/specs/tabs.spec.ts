import { getProfile } from '@cloudapp/contracts/session';
import { expect, test } from '../fixtures/test.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

const stopped = { name: 'Somebody else is signed in in this browser now' };

test.describe('two people in two tabs of one browser', () => {
  test.use({ expectedConsoleErrors: [/40[19] \((Unauthorized|Conflict)\)/] });

  test('what the first one types is not saved to the second one', async ({
    openAs,
    page,
    signInBrowser,
    person,
    makePerson,
  }) => {
    const second = await makePerson();
    await openAs(person, '/profile');
    await page.getByRole('textbox', { name: 'Name' }).fill('Typed by the first');
    await signInBrowser(second);

    await page.getByRole('button', { name: 'Save name' }).click();

    await expect(page.getByRole('heading', stopped)).toBeVisible();
    expect(await second.api.call(getProfile)).toMatchObject({ id: second.id, name: second.name });
    expect(await person.api.call(getProfile)).toMatchObject({ id: person.id, name: person.name });
  });

  test('the first tab stops as soon as the second person is signed in, and goes on as that one', async ({
    openAs,
    page,
    context,
    person,
    makePerson,
  }) => {
    const [second, third] = [await makePerson(), await makePerson()];
    await openAs(person, '/profile');
    await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
    const otherTab = await context.newPage();
    await otherTab.goto('/');
    await otherTab.getByRole('button', { name: new RegExp(person.name) }).click();
    await otherTab.getByRole('menuitem', { name: 'Sign out' }).click();
    const signIn = new SignInPage(otherTab);
    await signIn.signIn(second.email, second.password);

    // It left with the sign-out, and follows whoever comes next to the same page.
    await expect(page.getByText(second.email)).toBeVisible();

    await openAs(third, '/machines');
    await otherTab.evaluate(() => window.dispatchEvent(new Event('focus')));

    await expect(otherTab.getByRole('heading', stopped)).toBeVisible();
    await otherTab.getByRole('button', { name: 'Go on with the other account' }).click();
    await otherTab.goto('/profile');
    await expect(otherTab.getByText(third.email)).toBeVisible();
  });
});
