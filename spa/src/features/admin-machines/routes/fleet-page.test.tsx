import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { machine } from '../../../testing/data/machines.ts';
import { ago } from '../../../testing/data/records.ts';
import { mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

async function openFleet(scene: Scene = {}, search = '') {
  const view = renderApp(`/admin/machines${search}`, { as: grace(), ...scene });
  await screen.findByRole('table', { name: 'All machines' });
  return view;
}

function names(): (string | null)[] {
  return screen.getAllByRole('link', { name: /^\w+-\w+$/ }).map(({ textContent }) => textContent);
}

describe('machines of all', () => {
  it('are listed with their owners, and axe finds nothing', async () => {
    await openFleet();

    expect(names()).toHaveLength(7);
    expect(screen.getByRole('row', { name: /golden-falcon/ })).toHaveTextContent(/Margaret Hamilton.*Ready.*\$0\.88/);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are filtered by the state and blueprint in the address', async () => {
    await openFleet({}, '?state=ready&blueprint=postgresql');

    await waitFor(() => {
      expect(names()).toEqual(['brave-otter']);
    });
    expect(screen.getByLabelText('State')).toHaveDisplayValue('Ready');
    expect(screen.getByLabelText('Blueprint')).toHaveDisplayValue('PostgreSQL server');
  });

  it('are filtered by the owner in the address, until all are wanted', async () => {
    const { user } = await openFleet({}, `?owner=${ada().id}`);
    expect(names()).toEqual(['swift-heron', 'calm-badger', 'brave-otter', 'quiet-lynx']);

    await user.click(screen.getByRole('button', { name: 'Show machines of everybody, not only of Ada Lovelace' }));

    await waitFor(() => {
      expect(names()).toHaveLength(7);
    });
  });

  it('ignore a state in the address that does not exist', async () => {
    await openFleet({}, '?state=exploded');

    expect(names()).toHaveLength(7);
    expect(screen.getByLabelText('State')).toHaveDisplayValue('Every state');
  });

  it('are filtered by what is chosen and by text', async () => {
    const { user } = await openFleet();

    await user.selectOptions(screen.getByLabelText('State'), 'Ready');
    await waitFor(() => {
      expect(names()).toEqual(['brave-otter', 'golden-falcon', 'tidy-wren']);
    });
    await user.type(screen.getByRole('searchbox', { name: 'Filter machines' }), 'HAMILTON');

    await waitFor(() => {
      expect(names()).toEqual(['golden-falcon']);
    });
    expect(screen.getByText('1 machine')).toBeVisible();
  });

  it('are searched on the server for what the address says, and say so when none is found', async () => {
    const { user } = await openFleet({}, '?q=hamilton+falcon');
    expect(names()).toEqual(['golden-falcon']);
    expect(screen.getByRole('searchbox', { name: 'Filter machines' })).toHaveValue('hamilton falcon');

    await user.type(screen.getByRole('searchbox', { name: 'Filter machines' }), ' nobody');

    expect(await screen.findByRole('heading', { name: 'No machine found' })).toBeVisible();
    expect(screen.getByText(/has all of “hamilton falcon nobody”/)).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say that there are more to look through when a search found none so far', async () => {
    const { user } = renderApp('/admin/machines?q=needle', {
      as: grace(),
      handlers: [
        mockRoute('listFleet', ({ query }) =>
          query.get('cursor') === null
            ? { items: [], nextCursor: 'further' }
            : { items: [machine('needle-haystack', 'ready', 'nodejs')] },
        ),
      ],
    });

    expect(await screen.findByText('None among the newest. There are more to look through.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show more' }));

    expect(await screen.findByRole('link', { name: 'needle-haystack' })).toBeVisible();
  });

  it('are stopped together after a look at whom it hits', async () => {
    const { user, world } = await openFleet();
    await user.click(screen.getByRole('checkbox', { name: 'Select brave-otter' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select golden-falcon' }));
    await user.click(
      within(screen.getByRole('region', { name: 'Selected machines' })).getByRole('button', { name: 'Stop' }),
    );

    const dialog = await screen.findByRole('dialog', { name: 'Stop 2 machines?' });
    expect(dialog).toHaveTextContent('$0.0044 per hour while stopped, rather than $0.090 per hour.');
    expect(dialog).toHaveTextContent('They belong to Ada Lovelace and Margaret Hamilton.');
    expect(world.machines.filter(({ state }) => state === 'stopping')).toHaveLength(1);
    await user.click(within(dialog).getByRole('button', { name: 'Stop' }));

    await waitFor(() => {
      expect(world.machines.filter(({ state }) => state === 'stopping')).toHaveLength(3);
    });
  });

  it('are selected over all pages that match, and named before anything is done', async () => {
    const all = ['first-page', 'second-page', 'third-page'].map((name) => machine(name, 'ready', 'nodejs'));
    const deleted: string[] = [];
    const { user } = await openFleet({
      handlers: [
        mockRoute('listFleet', ({ query }) => {
          const start = Number(query.get('cursor') ?? 0);
          const more = start + 1 < all.length ? { nextCursor: String(start + 1) } : {};
          return { items: all.slice(start, start + 1), ...more };
        }),
        mockRoute('terminateInstance', ({ params: { id } }) => {
          deleted.push(id);
          return { ...machine('gone', 'terminating', 'nodejs'), id };
        }),
      ],
    });

    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    const bar = screen.getByRole('region', { name: 'Selected machines' });
    await user.click(within(bar).getByRole('button', { name: 'Select all that match' }));
    expect(await within(bar).findByText('3 machines selected')).toBeInTheDocument();
    expect(names()).toEqual(['first-page']);
    await user.click(within(bar).getByRole('button', { name: 'Delete' }));

    const dialog = await screen.findByRole('dialog', { name: 'Delete 3 machines?' });
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(3);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => {
      expect(deleted).toEqual(all.map(({ id }) => id));
    });
  });

  it('come page by page', async () => {
    const { user } = await openFleet({
      handlers: [
        mockRoute('listFleet', ({ query }) =>
          query.get('cursor') === 'two'
            ? { items: [machine('second-page', 'ready', 'nodejs')] }
            : { items: [machine('first-page', 'ready', 'nodejs')], nextCursor: 'two' },
        ),
      ],
    });

    await user.click(screen.getByRole('button', { name: 'Show more' }));

    await waitFor(() => {
      expect(names()).toEqual(['first-page', 'second-page']);
    });
  });

  it('say what belongs here when there are none', async () => {
    renderApp('/admin/machines', { as: grace(), arrange: (world) => (world.machines = []) });

    expect(await screen.findByRole('heading', { name: 'No machines here' })).toBeVisible();
  });

  it('show their shape while they load', async () => {
    renderApp('/admin/machines', {
      as: grace(),
      handlers: [mockRoute('listFleet', () => new Promise<never>(() => undefined))],
    });

    expect(await screen.findByRole('heading', { name: 'All machines' })).toBeVisible();
    expect(screen.getByText('Loading')).toBeInTheDocument();
  });

  it('say so when they cannot be loaded', async () => {
    renderApp('/admin/machines', { as: grace(), handlers: [mockProblem('listFleet', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('The machines could not be loaded');
  });
});

describe('strays', () => {
  it('are named when there are any, with what to do', async () => {
    await openFleet({
      arrange: (world) =>
        world.strays.push({ ec2InstanceId: 'i-0abc', foundAt: ago({ hours: 3 }), lastSeenAt: ago({ minutes: 1 }) }),
    });

    const strays = await screen.findByRole('region', { name: 'Strays' });
    expect(strays).toHaveTextContent('i-0abc, found 3 h ago, last seen 1 min ago');
    expect(strays).toHaveTextContent('end those that nobody needs');
  });
});
