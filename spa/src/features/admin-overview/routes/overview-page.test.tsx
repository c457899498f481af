import type { StatsSummary } from '@cloudapp/contracts/stats';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { series, summary } from '../../../testing/data/statistics.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { grace } from '../../../testing/world.ts';

const as = grace();
const none = { now: 0, before: 0 };

function newInstallation(): StatsSummary {
  const { at, period } = summary('7d');
  return {
    at,
    period,
    people: { total: 1, active: 1, disabled: 0, administrators: 1, signedIn: { now: 1, before: 0 } },
    machines: { total: 0, byState: {}, byBlueprint: [] },
    cost: { perHourNow: 0, period: none },
    launches: { requested: none, succeeded: none, failed: none },
    trouble: { failedLaunches: 0, lockedAccounts: 0, failedSignIns: 0, strays: 0 },
  };
}

function card(name: string): Promise<HTMLElement> {
  return screen.findByRole('region', { name });
}

describe('overview', () => {
  it('answers the four questions, each number leading to the list behind it', async () => {
    renderApp('/admin', { as });

    const machines = within(await card('Machines and people'));
    expect(machines.getByRole('link', { name: '7 machines now' })).toHaveAttribute('href', '/admin/machines');
    expect(machines.getByRole('link', { name: 'Ready 3' })).toHaveAttribute('href', '/admin/machines?state=ready');
    expect(machines.getByRole('link', { name: 'Active people 6' })).toHaveAttribute('href', '/admin/users');
    expect(within(await card('Cost')).getByRole('link', { name: '$0.169 per hour now' })).toBeVisible();
    expect(within(await card('Launches')).getByText('1.1 points from 93.9 %')).toBeVisible();
    const trouble = within(await card('Trouble'));
    expect(trouble.getByText('3 things to look at')).toBeVisible();
    expect(trouble.getByRole('link', { name: 'Failed launches 2' })).toHaveAttribute(
      'href',
      '/admin/audit?action=machine-failed',
    );
  });

  it('leads from the cost of a blueprint to its machines, filtered', async () => {
    const { user } = renderApp('/admin', { as });
    const [costliest] = await within(await card('Cost')).findAllByRole('link', { name: /^For / });
    const name = /^For (.+) \$/.exec(costliest?.textContent ?? '')?.[1] ?? '';

    await user.click(within(await card('Cost')).getByRole('link', { name: new RegExp(`^For ${name}`) }));

    expect(await screen.findByRole('heading', { level: 1, name: 'All machines' })).toBeVisible();
    expect(await screen.findByLabelText('Blueprint')).toHaveDisplayValue(name);
  });

  it('says calmly that nothing is wrong', async () => {
    const calm = { failedLaunches: 0, lockedAccounts: 0, failedSignIns: 0, strays: 0 };
    renderApp('/admin', {
      as,
      handlers: [mockRoute('getSummary', () => ({ ...summary('7d'), trouble: calm }))],
    });

    expect(within(await card('Trouble')).getByText('Nothing is wrong')).toBeVisible();
  });

  it('asks for the period in the address, and for another when it is picked', async () => {
    const asked: (string | null)[] = [];
    const { user } = renderApp('/admin?period=30d', {
      as,
      handlers: [
        mockRoute('getSeries', ({ query }) => {
          asked.push(query.get('period'));
          return series('30d');
        }),
      ],
    });

    expect(await screen.findByRole('radio', { name: '30 d' })).toBeChecked();
    await waitFor(() => {
      expect(asked).toEqual(['30d']);
    });
    await user.click(screen.getByRole('radio', { name: '24 h' }));

    await waitFor(() => {
      expect(asked).toEqual(['30d', '24h']);
    });
    expect(screen.getByText(/In the last 24 hours, compared with the 24 hours before/)).toBeVisible();
  });

  it('shows every chart as a table too', async () => {
    const { user } = renderApp('/admin', { as });

    expect(await screen.findByRole('img', { name: /^Time to ready, chart: Half within \(p50\)/ })).toBeVisible();
    for (const name of ['Machines by blueprint', 'Launches and failures', 'Sign-ins', 'Cost over time']) {
      await user.click(await screen.findByRole('button', { name: `Show as table: ${name}` }));
      expect(within(screen.getByRole('table', { name })).getAllByRole('row')).toHaveLength(8);
    }
    await user.click(screen.getByRole('button', { name: 'Show as table: Time to ready' }));
    const row = within(screen.getByRole('table', { name: 'Time to ready' })).getByRole('row', { name: /PostgreSQL/ });
    expect(row).toHaveTextContent('1 min 14 s');

    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('lists the newest events', async () => {
    renderApp('/admin', { as });

    const events = within(await screen.findByRole('list', { name: 'Newest events' }));
    expect(events.getAllByRole('listitem')[0]).toHaveTextContent('Ada Lovelace launched swift-heron');
    expect(screen.getByRole('link', { name: 'Show the audit log' })).toHaveAttribute('href', '/admin/audit');
  });

  it('offers the first steps in a new installation', async () => {
    renderApp('/admin', { as, handlers: [mockRoute('getSummary', newInstallation)] });

    expect(await screen.findByRole('heading', { name: 'Nothing has happened yet' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Add people' })).toHaveAttribute('href', '/admin/users');
    expect(screen.queryByRole('region', { name: 'Sign-ins' })).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('says so when the numbers cannot be loaded, and tries again', async () => {
    const { user } = renderApp('/admin', { as, handlers: [mockProblem('getSummary', 'internal-error')] });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The overview could not be loaded');
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('alert')).toBeVisible();
  });

  it('keeps the answers when only the charts cannot be loaded', async () => {
    renderApp('/admin', { as, handlers: [mockProblem('getSeries', 'internal-error')] });

    expect(await screen.findByText('The charts could not be loaded')).toBeVisible();
    expect(screen.getByRole('region', { name: 'Trouble' })).toBeVisible();
  });
});
