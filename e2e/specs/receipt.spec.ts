import { getInstance, instanceRoutes } from '@cloudapp/contracts/instance';
import { launchMachine } from '../../local/testing/launch-machine.ts';
import { beenIdle } from '../fixtures/been-idle.ts';
import { expect, test } from '../fixtures/test.ts';

test('a machine says which smaller one would be fine, and leaves a receipt of its hours when it is deleted', async ({
  page,
  person,
  openAs,
  ready,
  expectAccessible,
}) => {
  const { id } = await launchMachine(person.api, { name: 'too-large', size: 'large' });
  const params = { id };
  const stateOf = async () => (await person.api.call(getInstance, { params })).state;
  await expect.poll(stateOf).toBe('ready');
  await beenIdle(ready, id, 600, { cpu: 3, memory: 12 });
  await openAs(person, `/machines/${id}`);
  const usage = page.getByRole('region', { name: 'Usage', exact: true });
  await expect(usage).toContainText(/Idle10 h/);
  await expect(usage).toContainText(
    'It would be fine as t3a.small: CPU at most 5 % and memory at most 1.6 GiB for 95 % of the time.',
  );
  await expectAccessible();

  await person.api.call(instanceRoutes.terminateInstance, { params });
  await expect.poll(stateOf).toBe('terminated');

  await page.reload();
  await expect(page.getByText(/^Ended; the disk is deleted\. It ran for .*: used .*, idle 10 h/)).toBeVisible();
  await expect(usage).toContainText('t3a.small would have been enough: CPU at most 5 %');
  await expectAccessible();
});
