import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { costReport } from '../../../testing/data/costs.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openCosts(query = '', scene: Scene = {}) {
  const view = renderApp(`/admin/costs${query}`, { as: grace(), ...scene });
  await screen.findByRole('heading', { level: 1, name: 'Costs' });
  return view;
}
const itemsOf = (name: string) => within(screen.getByRole('list', { name })).getAllByRole('listitem');

describe('the costs', () => {
  it('say what this month cost by person, the dearest first, against the month before; axe finds nothing', async () => {
    await openCosts();

    expect(await screen.findByRole('region', { name: 'November 2026' })).toHaveTextContent(
      '$104.50 in all, compared with October',
    );
    await screen.findByRole('list', { name: 'People' });
    const [first, second, third, fourth, gone] = itemsOf('People');
    expect(first).toHaveTextContent('$48.20$8.20 more');
    expect(second).toHaveTextContent('$31.05the same');
    expect(third).toHaveTextContent('$20.10nothing before');
    expect(fourth).toHaveTextContent('under $0.01$2.00 less');
    expect(gone).toHaveTextContent(/^A deleted account/);
    expect(screen.queryByRole('link', { name: 'A deleted account' })).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('list the months from the first that cost something, and open one from there', async () => {
    const { user } = await openCosts();
    await screen.findByRole('list', { name: 'Months' });
    expect(itemsOf('Months').map(({ textContent }) => textContent)).toEqual([
      'November 2026$104.50',
      'October 2026$131.02',
      'September 2026$96.31',
      'August 2026$12.40',
    ]);

    await user.click(screen.getByRole('link', { name: /^September 2026/ }));

    expect(await screen.findByRole('region', { name: 'September 2026' })).toHaveTextContent('$96.31 in all');
    expect(screen.getByRole('link', { name: /^September 2026/ })).toHaveAttribute('aria-current', 'true');
    expect(window.location.search).toBe('?month=2026-09');
  });

  it('say what each blueprint cost, and keep that for another month', async () => {
    const { user } = await openCosts('?month=2026-10');

    await user.click(await screen.findByRole('radio', { name: 'By blueprint' }));

    await screen.findByRole('list', { name: 'Blueprints' });
    expect(itemsOf('Blueprints')[0]).toHaveTextContent('PostgreSQL');
    expect(window.location.search).toBe('?month=2026-10&by=blueprint');
    await user.click(screen.getByRole('link', { name: /^August 2026/ }));
    expect(window.location.search).toBe('?month=2026-08&by=blueprint');
  });

  it.each([
    ['By group', 'Groups', ['Simulation$80.25$9.05 more', 'Without a group$24.25'], 'group'],
    ['By cost centre', 'Cost centres', ['4711-A$80.25$9.05 more', 'Without a cost centre$24.25'], 'cost-centre'],
  ])('say %s what was spent, and what has none', async (choice, list, lines, by) => {
    const { user } = await openCosts('?month=2026-11');

    await user.click(await screen.findByRole('radio', { name: choice }));

    await screen.findByRole('list', { name: list });
    expect(itemsOf(list).map(({ textContent }) => textContent)).toEqual(lines);
    expect(window.location.search).toBe(`?month=2026-11&by=${by}`);
  });

  it('lead from a group to its people', async () => {
    await openCosts('?by=group');

    expect(await screen.findByRole('link', { name: 'Simulation' })).toHaveAttribute(
      'href',
      '/admin/users?group=Simulation',
    );
  });

  it('hand out the month that is shown, and all months, as files', async () => {
    await openCosts('?month=2026-09');

    expect(await screen.findByRole('link', { name: 'CSV of September 2026' })).toHaveAttribute(
      'href',
      '/api/stats/costs/export?from=2026-09&to=2026-09',
    );
    expect(screen.getByRole('link', { name: 'All months as CSV' })).toHaveAttribute(
      'href',
      '/api/stats/costs/export?from=2025-11&to=2026-11',
    );
  });

  it('say how many are left out, and what arose before there were costs by person', async () => {
    await openCosts('', {
      handlers: [
        mockRoute('getCosts', () => ({
          ...costReport('2026-11', 'person', []),
          further: { lines: 1240, cost: 12 },
          unassigned: 7.5,
        })),
      ],
    });

    await screen.findByRole('list', { name: 'People' });
    expect(
      itemsOf('People')
        .slice(-2)
        .map(({ textContent }) => textContent),
    ).toEqual(['1,240 more$12.00', 'From before costs were kept by person$7.50']);
  });

  it('say that nothing ran in a month, and show the current one where the address names none that there is', async () => {
    await openCosts('?month=2026-02');
    expect(await screen.findByText('No machine cost anything in February 2026.')).toBeVisible();
    expect(screen.queryByRole('list', { name: 'People' })).not.toBeInTheDocument();
  });

  it('take an odd address for this month', async () => {
    await openCosts('?month=2026-13&by=nobody');
    expect(await screen.findByRole('region', { name: 'November 2026' })).toBeVisible();
  });

  it('say when a month cannot be loaded, beside the others, and try again', async () => {
    let isDown = true;
    const { user } = await openCosts('', {
      handlers: [
        mockRoute('getCosts', ({ query }) => {
          if (isDown) throw new MockProblem('internal-error');
          return costReport(query.get('month') ?? '', 'person', []);
        }),
      ],
    });
    const failure = await screen.findByText('The costs of this month could not be loaded');
    expect(screen.getByRole('list', { name: 'Months' })).toBeVisible();
    isDown = false;

    await user.click(screen.getByRole('button', { name: 'Try again' }));

    await waitFor(() => {
      expect(failure).not.toBeInTheDocument();
    });
    expect(await screen.findByRole('list', { name: 'People' })).toBeVisible();
  });

  it('are whole or a failure', async () => {
    await openCosts('', { handlers: [mockProblem('getCostsByMonth', 'internal-error')] });

    expect(await screen.findByText('The costs could not be loaded')).toBeVisible();
  });

  it('are for administrators', async () => {
    renderApp('/admin/costs', { as: ada() });

    expect(await screen.findByRole('heading', { level: 1 })).not.toHaveTextContent('Costs');
  });
});
