import type { FailureCode, StartRefusalCode } from '@cloudapp/contracts/failure-codes';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { HttpHandler } from 'msw';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { machine } from '../../../testing/data/machines.ts';
import { MockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

async function openFailed(code: FailureCode, message: string, handlers: readonly HttpHandler[] = []) {
  const failed = machine('sad-otter', 'failed', 'postgresql', { failure: { code, message }, readyAt: undefined });
  renderApp(`/machines/${failed.id}`, { as: ada(), handlers, arrange: (world) => world.machines.push(failed) });
  return await screen.findByRole('alert');
}

it.each([
  ['account-limit', 'The AWS account may not run more', 'Its quota “Running On-Demand Standard” is used up.'],
  ['unauthorised', 'AWS does not let CloudApp do this', 'An administrator should look at it.'],
  ['disk-key', 'AWS may not use the key of the disk', 'An administrator must let CloudApp use the EBS key.'],
  ['never-reported', 'This machine never reported', 'The last that its console shows: “no route to host”.'],
  ['mirror-silent', 'Debian’s mirror did not answer', '“Installing Docker” failed: Debian’s mirror did not answer.'],
  ['package-missing', 'A package does not exist', '“Installing Docker” failed: there is no such package (dokcer).'],
  ['disk-full', 'The disk is full', '“Installing Docker” failed: the machine’s disk is full.'],
  ['step-failed', 'This machine failed', 'The step “Installing Docker” failed.'],
] as const)('says of %s what it is and what was told', async (code, title, message) => {
  const alert = await openFailed(code, message);

  expect(alert).toHaveTextContent(title);
  expect(alert).toHaveTextContent(message);
  expect(within(alert).queryByRole('link')).not.toBeInTheDocument();
});

describe('a launch that AWS has no room for', () => {
  const message = 'AWS has no free t3a.medium machine in any of our zones at the moment.';

  it('is tried again in another size on the spot, each with its price', async () => {
    const alert = await openFailed('capacity', message);
    expect(alert).toHaveTextContent('in any of our zones');
    const others = await within(alert).findByRole('group', { name: /^Try again with another size/ });
    expect(
      within(others)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Small2 vCPU · 2 GB$0.026 per hour', 'Large2 vCPU · 8 GB$0.082 per hour']);
    expect(await findAccessibilityFaults()).toEqual([]);

    await userEvent.click(within(others).getByRole('button', { name: /^Large/ }));

    expect(await screen.findByRole('heading', { level: 1, name: 'sad-otter 2' })).toBeVisible();
    expect(screen.getByText('Large, 2 vCPU · 8 GB')).toBeVisible();
  });

  it('says so where it cannot be, and keeps its key for the same wish alone', async () => {
    const asked: string[] = [];
    const alert = await openFailed('capacity', message, [
      mockRoute('retryInstance', ({ query, headers }) => {
        asked.push(`${query.get('size') ?? 'same'} ${headers.get('idempotency-key') ?? ''}`);
        throw new MockProblem('service-unavailable');
      }),
    ]);
    const large = await within(alert).findByRole('button', { name: /^Large/ });

    for (const button of [large, large, within(alert).getByRole('button', { name: /^Small/ })]) {
      await waitFor(() => {
        expect(button).toBeEnabled();
      });
      await userEvent.click(button);
    }

    expect(await screen.findAllByText('sad-otter was not launched again')).not.toHaveLength(0);
    await waitFor(() => {
      expect(asked).toHaveLength(3);
    });
    expect(asked[1]).toBe(asked[0]);
    expect(asked[2]?.split(' ')[1]).not.toBe(asked[0]?.split(' ')[1]);
  });
});

async function openRefused(code: StartRefusalCode, message: string) {
  const refused = machine('sad-otter', 'stopped', 'postgresql', { startRefusal: { code, message } });
  renderApp(`/machines/${refused.id}`, { as: ada(), arrange: (world) => world.machines.push(refused) });
  return await screen.findByRole('alert');
}

it.each([
  ['account-limit', 'The AWS account may not run more', 'The machine stays stopped and its disk is kept.'],
  ['unauthorised', 'AWS does not let CloudApp do this', 'An administrator should look at it.'],
  ['did-not-start', 'This machine was not started', 'AWS did not start the machine in time.'],
] as const)('says of a start that was refused for %s why, and lets it be tried again', async (code, title, message) => {
  const alert = await openRefused(code, message);

  expect(alert).toHaveTextContent(title);
  expect(alert).toHaveTextContent(message);
  expect(within(alert).queryByRole('link')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Start' })).toBeEnabled();
});

it('offers a machine of another size when AWS has no room to start this one', async () => {
  const alert = await openRefused('capacity', 'AWS has no free t3a.small machine at the moment.');

  expect(within(alert).getByRole('link', { name: 'Launch one of another size' })).toHaveAttribute(
    'href',
    '/launch/postgresql',
  );
  expect(await findAccessibilityFaults()).toEqual([]);
});
