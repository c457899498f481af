import { instanceRoutes } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { saveStricter } from '../fixtures/save-stricter.ts';
import { expect, test } from '../fixtures/test.ts';

// A launch that is refused is a line of the browser's console.
test.use({ expectedConsoleErrors: [/status of 409/] });

test('a person launches within the budget that an administrator has given them, and not beyond it', async ({
  page,
  person,
  admin,
  openAs,
  expectAccessible,
}) => {
  await openAs(admin, '/admin/machines/rules');
  const budgets = page.getByRole('region', { name: 'Monthly budgets' });
  await budgets.getByRole('searchbox').fill(person.email);
  await budgets.getByRole('button', { name: `Add ${person.name}` }).click();
  await budgets.getByRole('textbox', { name: `Budget of ${person.name}` }).fill('10');
  await expectAccessible();
  await saveStricter(page, 'Save budgets');
  await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();

  await openAs(person, '/launch/nodejs');
  await expect(page.getByRole('status', { name: 'Your budget' })).toContainText('$10.00 of $10.00 is left');
  await page.getByRole('radio', { name: '30 days' }).click();
  await page.getByRole('radio', { name: 'Medium' }).click();
  const noRoom = page.getByRole('status', { name: /^Your budget of .* has no room for this$/ });
  await expect(noRoom).toContainText('Choose a smaller size or less time');
  await expectAccessible();
  // Services hear of budgets within ten seconds; what is launched before is taken back.
  const launchTooMuch = async () => {
    try {
      const { id } = await launchMachine(person.api, { name: 'too-much', size: 'medium', durationHours: 720 });
      await person.api.call(instanceRoutes.terminateInstance, { params: { id } });
      return 'launched';
    } catch (error) {
      return String(error);
    }
  };
  await expect.poll(launchTooMuch, { intervals: [11_000] }).toContain('budget-exceeded');
  const launch = page.getByRole('button', { name: 'Launch', exact: true });
  await launch.click();
  await expect(page.getByText(/: It would take \$\d+\.\d\d of the budget of /)).toBeVisible();

  await page.getByRole('radio', { name: '8 hours' }).click();
  await page.getByRole('radio', { name: 'Small' }).click();
  await expect(noRoom).toBeHidden();
  await launch.click();
  await expect(page).toHaveURL(/\/machines\/mch_/);
  await page.goto('/profile');
  await expect(page.getByRole('region', { name: 'Budget' })).toContainText('$10.00');
});
