import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { ada, grace } from '../../testing/world.ts';

async function openPalette(as = ada(), path = '/profile') {
  const view = renderApp(path, { as });
  await screen.findByRole('heading', { level: 1 });
  await view.user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: 'Search or run an action' });
  await waitFor(() => {
    expect(field).toHaveFocus();
  });
  return { ...view, field };
}

/** Those of the palette: the page behind it may have fields with options of their own. */
function found() {
  return within(screen.getByRole('listbox'));
}

function options(): (string | null)[] {
  return found()
    .getAllByRole('option')
    .map(({ textContent }) => textContent);
}

function chosen(): string | null {
  return found().getByRole('option', { selected: true }).textContent;
}

describe('the command palette', () => {
  it('opens by Ctrl-K with the keyboard in it, and axe finds nothing', async () => {
    await openPalette();

    expect(options()).toEqual(expect.arrayContaining(['Launch', 'My machines', 'Profile']));
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('opens from the top bar too, and gives the focus back to it', async () => {
    const { user } = renderApp('/profile', { as: ada() });
    const button = await screen.findByRole('button', { name: /^Search or run an action/ });

    await user.click(button);
    const field = await screen.findByRole('combobox', { name: 'Search or run an action' });
    await waitFor(() => {
      expect(field).toHaveFocus();
    });
    await user.keyboard('{Escape}');

    await waitFor(() => {
      expect(button).toHaveFocus();
    });
    expect(field).not.toBeInTheDocument();
  });

  it('goes to a page', async () => {
    const { user } = await openPalette();

    await user.keyboard('my mach{Enter}');

    expect(await screen.findByRole('heading', { level: 1, name: 'My machines' })).toBeVisible();
  });

  it('is walked through with the arrow keys, as a circle', async () => {
    const { user } = await openPalette();
    const [first, second] = options();
    expect(chosen()).toBe(first);

    await user.keyboard('{ArrowDown}');
    expect(chosen()).toBe(second);

    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(chosen()).toBe(options().at(-1));
  });

  it('finds a machine, and what its state allows', async () => {
    const { user } = await openPalette();
    await screen.findByRole('option', { name: /^brave-otter/ });

    await user.keyboard('brave');

    expect(options()).toEqual([
      'brave-otterReady · PostgreSQL server · Ada Lovelace',
      'Stop: brave-otter',
      'Reboot: brave-otter',
      'Change time: brave-otter',
      'Delete: brave-otter',
    ]);
  });

  it('asks before it deletes', async () => {
    const { user, world } = await openPalette();
    await screen.findByRole('option', { name: /^brave-otter/ });

    await user.keyboard('delete brave{Enter}');

    const dialog = await screen.findByRole('dialog', { name: 'Delete brave-otter?' });
    expect(world.machines.find(({ name }) => name === 'brave-otter')?.state).toBe('ready');
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => {
      expect(world.machines.find(({ name }) => name === 'brave-otter')?.state).toBe('terminating');
    });
  });

  it('launches a blueprint', async () => {
    const { user } = await openPalette();
    await screen.findByRole('option', { name: /^Launch PostgreSQL server/ });

    await user.keyboard('postgresql launch{Enter}');

    expect(await screen.findByRole('heading', { level: 1, name: 'PostgreSQL server' })).toBeVisible();
  });

  it('finds people and everybody’s machines for administrators', async () => {
    const { user } = await openPalette(grace());

    await user.keyboard('hamilton');
    expect(
      await screen.findByRole('option', { name: /Margaret Hamilton.*margaret\.hamilton@example\.org/ }),
    ).toBeVisible();
    expect(screen.getByRole('option', { name: /^golden-falcon/ })).toBeVisible();
  });

  it('shows users nothing of administration', async () => {
    await openPalette();

    expect(screen.queryByRole('option', { name: 'Audit log' })).not.toBeInTheDocument();
    expect(screen.queryByRole('option', { name: /golden-falcon/ })).not.toBeInTheDocument();
  });

  it('says when nothing is found', async () => {
    const { user } = await openPalette();

    await user.keyboard('mainframe');

    expect(screen.getByText('Nothing found. Try the beginning of a name.')).toBeVisible();
  });
});
