import { getInstance } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { expect, test } from '../fixtures/test.ts';

test('a machine that never reports is soon said to take longer than usual, on its page and in the list', async ({
  page,
  person,
  openAs,
  cloud,
  expectAccessible,
}) => {
  const name = `silent-${person.id}`;
  await cloud.letFail({ kind: 'silent-machine', machine: name });
  const { id } = await launchMachine(person.api, { name, blueprintId: 'redis' });
  await openAs(person, `/machines/${id}`);

  await expect(page.getByText(/^Ready in /)).toBeVisible();
  await expect(page.getByText(/^Taking longer than usual, by \d+ s/)).toBeVisible();

  await expect(page.getByText(/^Ready in /)).toBeHidden();
  await expectAccessible();
  const { usuallyReadyAt = '' } = await person.api.call(getInstance, { params: { id } });
  expect(Date.parse(usuallyReadyAt)).toBeLessThan(Date.now());
  await page.goto('/machines');
  await expect(page.getByRole('row', { name })).toContainText('Taking longer than usual, by');
});
