import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { MockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

/** The window for several, over a form whose owner has room for so many. */
async function openSeveral(room: number, scene: Scene = {}) {
  const view = renderApp('/launch/postgresql', {
    as: ada(),
    ...scene,
    arrange: (world) => {
      world.users = world.users.map((one) =>
        one.id === ada().id ? { ...one, quota: { limit: 4 + room, used: 4 } } : one,
      );
    },
  });
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await view.user.clear(name);
  await view.user.type(name, 'node');
  await screen.findAllByText(new RegExp(`4 of ${4 + room} used`));
  await view.user.click(screen.getByRole('button', { name: 'Launch several' }));
  const window = await screen.findByRole('dialog', { name: 'Launch several' });
  const ask = async (count: string) => {
    const field = within(window).getByRole('spinbutton', { name: 'How many' });
    await view.user.clear(field);
    await view.user.type(field, count);
  };
  return { ...view, window, ask };
}

const launch = async (count: number) => {
  await userEvent.click(screen.getByRole('button', { name: `Launch ${count} machines` }));
};

describe('launching several', () => {
  it('shows their names and what they cost together before anything is launched', async () => {
    const { window, ask } = await openSeveral(8);

    await ask('5');

    expect(window).toHaveTextContent('node-1, node-2 … node-5');
    expect(window).toHaveTextContent('$0.224 per hour together, $1.79 for 8 hours');
    expect(window).toHaveTextContent('One key opens all of them.');
    expect(window).toHaveTextContent('Your quota has room for 8 machines; at most 20 at once.');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('takes no more than the quota has left, and no number that is none', async () => {
    const { window, ask } = await openSeveral(3);

    for (const count of ['4', '0', '1.5', '-1']) {
      await ask(count);
      expect(window).toHaveTextContent('Give a number from 1 to 3.');
      expect(within(window).getByRole('button', { name: 'Launch' })).toBeDisabled();
    }
    await ask('3');
    expect(within(window).getByRole('button', { name: 'Launch 3 machines' })).toBeEnabled();
  });

  it('is not offered where there is room for one alone', async () => {
    renderApp('/launch/postgresql', { as: ada() });

    await screen.findAllByText(/4 of 5 used/);

    expect(screen.queryByRole('button', { name: 'Launch several' })).not.toBeInTheDocument();
  });

  it('makes one key, which the page of each machine offers until it is saved once', async () => {
    const { ask, user, world } = await openSeveral(3);
    await ask('3');
    await launch(3);
    const done = await screen.findByRole('dialog', { name: '3 machines launching' });
    expect(done).toHaveTextContent('One key opens all of them: save it on the page of any of them');
    const made = world.machines.filter((machine) => machine.name.startsWith('node-'));
    expect(new Set(made.map(({ sshKey }) => sshKey?.id)).size).toBe(1);

    await user.click(within(done).getByRole('link', { name: 'node-2' }));
    await user.click(await screen.findByRole('button', { name: 'Download private key' }));
    await user.click(await screen.findByRole('button', { name: 'I have the key' }));
    await user.click(screen.getByRole('link', { name: 'My machines' }));
    await user.click(await screen.findByRole('link', { name: 'node-3' }));
    await screen.findByRole('heading', { level: 1, name: 'node-3' });

    expect(screen.queryByRole('button', { name: 'Download private key' })).not.toBeInTheDocument();
    expect(screen.queryByText(/was not saved/)).not.toBeInTheDocument();
  });

  it('tells of each that was refused why', async () => {
    const { ask, user, world } = await openSeveral(3);
    await ask('3');
    // Another tab was faster.
    world.users = world.users.map((one) => (one.id === ada().id ? { ...one, quota: { limit: 7, used: 6 } } : one));
    await launch(3);

    const done = await screen.findByRole('dialog', { name: '1 of 3 machines launching' });

    const items = within(done).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'node-1',
      'node-2 was not launched. The machine quota is used up.',
      'node-3 was not launched. The machine quota is used up.',
    ]);
    await user.click(within(done).getByRole('button', { name: 'Go to my machines' }));
    expect(await screen.findByRole('link', { name: 'node-1' })).toBeVisible();
  });

  it('keeps what was entered when there was no answer, and asks the same again by the same key', async () => {
    const keys: (string | null)[] = [];
    const { ask, window } = await openSeveral(3, {
      handlers: [
        mockRoute('launchSeveral', ({ headers }) => {
          keys.push(headers.get('idempotency-key'));
          throw new MockProblem('service-unavailable');
        }),
      ],
    });
    await ask('2');

    await launch(2);
    expect(await within(window).findByRole('alert')).toHaveTextContent('Not all machines were launched');
    await launch(2);
    await waitFor(() => {
      expect(keys).toHaveLength(2);
    });

    expect(keys[0]).toMatch(/\S{8,}/);
    expect(keys[1]).toBe(keys[0]);
    expect(within(window).getByRole('spinbutton', { name: 'How many' })).toHaveValue(2);
  });

  it('asks for what the form lacks first', async () => {
    const { user } = renderApp('/launch/postgresql', {
      as: ada(),
      arrange: (world) => {
        world.users = world.users.map((one) => (one.id === ada().id ? { ...one, quota: { limit: 9, used: 4 } } : one));
      },
    });
    await screen.findAllByText(/4 of 9 used/);
    await user.click(screen.getByRole('radio', { name: /Paste your public key/ }));

    await user.click(screen.getByRole('button', { name: 'Launch several' }));

    expect(await screen.findByText('Paste your public key.')).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
