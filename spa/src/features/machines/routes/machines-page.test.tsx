import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { machine } from '../../../testing/data/machines.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

async function openMachines(scene: Scene = {}, search = '') {
  const view = renderApp(`/machines${search}`, { as: ada(), ...scene });
  await screen.findByRole('table', { name: 'My machines' });
  return view;
}

type User = Awaited<ReturnType<typeof openMachines>>['user'];

function rowOf(name: string) {
  return screen.getByRole('row', { name: new RegExp(name) });
}

function names(): (string | null)[] {
  return screen.getAllByRole('link', { name: /^\w+-\w+$/ }).map(({ textContent }) => textContent);
}

async function openMenu(user: User, name: string) {
  await user.click(screen.getByRole('button', { name: `Actions for ${name}` }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  return (await screen.findAllByRole('menuitem', { hidden: true })).map(({ textContent }) => textContent);
}

async function choose(user: User, name: string, action: string) {
  await openMenu(user, name);
  await user.click(screen.getByRole('menuitem', { name: action, hidden: true }));
}

describe('the list of one’s machines', () => {
  it('shows status, address, size, cost and time left of each, and axe finds nothing', async () => {
    await openMachines();

    expect(rowOf('brave-otter')).toHaveTextContent(
      /PostgreSQL server.*Ready.*54\.93\.114\.20.*2 vCPU · 4 GB.*\$0\.02.*3 h 20 min/,
    );
    expect(rowOf('quiet-lynx')).toHaveTextContent(/Stopped.*–.*\$1\.42.*–/);
    expect(screen.queryByText('golden-falcon')).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('is filtered by text and by state', async () => {
    const { user } = await openMachines();

    await user.type(screen.getByRole('searchbox', { name: 'Filter machines' }), 'postgres');
    await waitFor(() => {
      expect(names()).toEqual(['swift-heron', 'brave-otter']);
    });

    await user.selectOptions(screen.getByLabelText('State'), 'Ready');
    await waitFor(() => {
      expect(names()).toEqual(['brave-otter']);
    });

    await user.type(screen.getByRole('searchbox', { name: 'Filter machines' }), 'x');
    expect(await screen.findByText('No machine matches. Try another word or state.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Launch a machine' })).toBeVisible();
  });

  it('asks the server for the state in the address, and shows deleted ones where it says so', async () => {
    const asked: string[] = [];
    const { user } = await openMachines(
      {
        handlers: [
          mockRoute('listInstances', ({ query }) => {
            asked.push(`${query.get('state')} ${query.get('ended')}`);
            return query.get('cursor') === null
              ? { items: [machine('old-hawk', 'terminated', 'nodejs')], nextCursor: 'further' }
              : { items: [machine('older-owl', 'terminated', 'nodejs')] };
          }),
        ],
      },
      '?state=terminated',
    );

    expect(screen.getByLabelText('State')).toHaveValue('terminated');
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('link', { name: 'older-owl' })).toBeVisible();
    expect(asked[0]).toBe('terminated true');
    await user.selectOptions(screen.getByLabelText('State'), 'Every state');
    await user.click(screen.getByRole('switch', { name: 'Show deleted' }));

    expect(window.location.search).toBe('?deleted=true');
    await waitFor(() => {
      expect(asked.at(-1)).toBe('null true');
    });
  });

  it('is searched on the server for what the address says, among deleted ones too', async () => {
    const asked: string[] = [];
    const { user } = await openMachines(
      {
        handlers: [
          mockRoute('listInstances', ({ query }) => {
            asked.push(`${query.get('search')} ${query.get('ended')}`);
            return query.get('cursor') === null
              ? { items: [], nextCursor: 'further' }
              : { items: [machine('far-away', 'ready', 'nodejs')] };
          }),
        ],
      },
      '?q=b%C3%BCro',
    );

    expect(await screen.findByRole('link', { name: 'far-away' })).toBeVisible();
    expect(screen.getByRole('searchbox', { name: 'Filter machines' })).toHaveValue('büro');
    await user.click(screen.getByRole('switch', { name: 'Show deleted' }));

    await waitFor(() => {
      expect(asked).toContain('büro true');
    });
    expect(asked).toContain('büro false');
  });

  it('shows deleted ones on request', async () => {
    const { user } = await openMachines({
      arrange: (world) => world.machines.push(machine('old-hawk', 'terminated', 'nodejs')),
    });
    expect(screen.queryByText('old-hawk')).not.toBeInTheDocument();

    await user.click(screen.getByRole('switch', { name: 'Show deleted' }));

    expect(await screen.findByRole('link', { name: 'old-hawk' })).toBeVisible();
  });

  it('follows what happens to a machine without a reload', async () => {
    const { world } = await openMachines();
    expect(rowOf('swift-heron')).toHaveTextContent('Installing');

    world.machines = world.machines.map((one) => (one.name === 'swift-heron' ? { ...one, state: 'ready' } : one));

    await waitFor(() => {
      expect(rowOf('swift-heron')).toHaveTextContent('Ready');
    });
  });

  it('offers the first step when it is empty, and nothing beside it', async () => {
    renderApp('/machines', { as: ada(), arrange: (world) => (world.machines = []) });

    expect(await screen.findByRole('heading', { name: 'No machines yet' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Pick a blueprint' })).toHaveAttribute('href', '/launch');
    expect(screen.queryByRole('link', { name: 'Launch a machine' })).not.toBeInTheDocument();
  });

  it('shows its shape while it loads', async () => {
    renderApp('/machines', {
      as: ada(),
      handlers: [mockRoute('listInstances', () => new Promise<never>(() => undefined))],
    });

    expect(await screen.findByRole('heading', { name: 'My machines' })).toBeVisible();
    expect(screen.getByText('Loading')).toBeInTheDocument();
  });

  it('says so when it cannot be loaded', async () => {
    renderApp('/machines', { as: ada(), handlers: [mockProblem('listInstances', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('Your machines could not be loaded');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('a machine’s menu', () => {
  it('offers what its state allows, and only that', async () => {
    const { user } = await openMachines();

    expect(await openMenu(user, 'brave-otter')).toEqual(['Stop', 'Reboot', 'Change time', 'Delete']);
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.queryByRole('menuitem', { hidden: true })).not.toBeInTheDocument();
    });
    expect(await openMenu(user, 'quiet-lynx')).toEqual(['Start', 'Change time', 'Delete']);
  });

  it('stops a machine without asking, for that can be taken back for ten seconds', async () => {
    const { user } = await openMachines();

    await choose(user, 'brave-otter', 'Stop');

    expect(await screen.findByRole('alert', { name: 'brave-otter is about to stop' })).toBeVisible();
    expect(rowOf('brave-otter')).toHaveTextContent('Ready');
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(() => {
      expect(rowOf('brave-otter')).toHaveTextContent('Stopping');
    });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('asks before it deletes, and says what is lost', async () => {
    const { user, world } = await openMachines();

    await choose(user, 'brave-otter', 'Delete');
    const dialog = await screen.findByRole('dialog', { name: 'Delete brave-otter?' });
    expect(dialog).toHaveTextContent('its disk is erased, with everything on it. This cannot be undone.');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    });
    expect(world.machines.find(({ name }) => name === 'brave-otter')?.state).toBe('ready');

    await choose(user, 'brave-otter', 'Delete');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(() => {
      expect(rowOf('brave-otter')).toHaveTextContent('Deleting');
    });
  });

  it('says in the dialog why a machine was not deleted', async () => {
    const { user } = await openMachines({ handlers: [mockProblem('terminateInstance', 'edit-conflict')] });

    await choose(user, 'brave-otter', 'Delete');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));

    const alert = await within(screen.getByRole('dialog')).findByRole('alert');
    expect(alert).toHaveTextContent('brave-otter was not deleted');
    expect(alert).toHaveTextContent('Somebody else changed this at the same moment');
  });

  it('gives a machine more time, and says what that costs', async () => {
    const { user } = await openMachines();

    await choose(user, 'brave-otter', 'Change time');
    const dialog = await screen.findByRole('dialog', { name: 'Change the time of brave-otter' });
    await user.selectOptions(within(dialog).getByLabelText('Runs for, from now'), '1 day');
    expect(dialog).toHaveTextContent('Costs $1.08 if it runs all the time.');
    await user.click(within(dialog).getByRole('button', { name: 'Set' }));

    await waitFor(() => {
      expect(rowOf('brave-otter')).toHaveTextContent('1 day');
    });
  });

  it('says on the page what could not be done', async () => {
    const { user } = await openMachines({ handlers: [mockProblem('stopInstance', 'service-unavailable')] });

    await choose(user, 'brave-otter', 'Stop');
    window.dispatchEvent(new Event('pagehide'));

    expect(await screen.findByText('brave-otter was not stopped')).toBeVisible();
  });
});

describe('several machines at once', () => {
  it('are deleted after a look at which of them it hits', async () => {
    const { user } = await openMachines();
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    const bar = screen.getByRole('region', { name: 'Selected machines' });
    expect(bar).toHaveTextContent('4 machines selected');

    await user.click(within(bar).getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete 4 machines?' });
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(4);
    expect(dialog).toHaveTextContent('This cannot be undone.');
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));

    await waitFor(() => {
      expect(within(screen.getByRole('table')).getAllByText('Deleting')).toHaveLength(4);
    });
    expect(screen.queryByRole('region', { name: 'Selected machines' })).not.toBeInTheDocument();
  });

  it('leave alone those whose state does not allow it, and say so', async () => {
    const { user } = await openMachines();
    await user.click(screen.getByRole('checkbox', { name: 'Select brave-otter' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select quiet-lynx' }));

    await user.click(
      within(screen.getByRole('region', { name: 'Selected machines' })).getByRole('button', { name: 'Stop' }),
    );

    const dialog = await screen.findByRole('dialog', { name: 'Stop 1 machine?' });
    expect(dialog).toHaveTextContent('Left alone, because their state does not allow it: quiet-lynx (stopped).');
  });

  it('name those that failed, and keep them selected', async () => {
    const { user } = await openMachines({
      handlers: [
        mockRoute('terminateInstance', ({ params }) => {
          if (params.id.includes('braveotter')) throw new MockProblem('service-unavailable');
          return machine('any', 'terminating', 'nodejs');
        }),
      ],
    });
    await user.click(screen.getByRole('checkbox', { name: 'Select brave-otter' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select quiet-lynx' }));
    await user.click(
      within(screen.getByRole('region', { name: 'Selected machines' })).getByRole('button', { name: 'Delete' }),
    );

    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));

    expect(await within(screen.getByRole('dialog')).findByRole('alert')).toHaveTextContent(
      'Did not work for brave-otter',
    );
  });
});
