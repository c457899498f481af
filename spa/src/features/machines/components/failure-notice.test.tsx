import type { FailureCode } from '@cloudapp/contracts/instance';
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { machine } from '../../../testing/data/machines.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

async function openFailed(code: FailureCode, message: string) {
  const failed = machine('sad-otter', 'failed', 'postgresql', { failure: { code, message }, readyAt: undefined });
  renderApp(`/machines/${failed.id}`, { as: ada(), arrange: (world) => world.machines.push(failed) });
  return await screen.findByRole('alert');
}

it.each([
  ['account-limit', 'The AWS account may not run more', 'Its quota “Running On-Demand Standard” is used up.'],
  ['unauthorised', 'AWS does not let CloudApp do this', 'An administrator should look at it.'],
  ['disk-key', 'AWS may not use the key of the disk', 'An administrator must let CloudApp use the EBS key.'],
  ['never-reported', 'This machine never reported', 'The last that its console shows: “no route to host”.'],
  ['step-failed', 'This machine failed', 'The step “Installing Docker” failed.'],
] as const)('says of %s what it is and what was told', async (code, title, message) => {
  const alert = await openFailed(code, message);

  expect(alert).toHaveTextContent(title);
  expect(alert).toHaveTextContent(message);
  expect(within(alert).queryByRole('link')).not.toBeInTheDocument();
});

it('leads to the other sizes when AWS has no room for this one', async () => {
  const alert = await openFailed('capacity', 'AWS has no free t3a.small machine in any of our zones at the moment.');

  expect(alert).toHaveTextContent('in any of our zones');
  expect(within(alert).getByRole('link', { name: 'Choose another size' })).toHaveAttribute(
    'href',
    '/launch/postgresql',
  );
  expect(await findAccessibilityFaults()).toEqual([]);
});
