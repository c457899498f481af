import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { MockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace } from '../../../testing/world.ts';

async function openTokensOf(name: string, scene: Partial<Parameters<typeof renderApp>[1]> = {}) {
  const view = renderApp('/admin/users', { as: grace(), ...scene });
  await view.user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  await view.user.click(await screen.findByRole('menuitem', { name: 'Tokens', hidden: true }));
  return { ...view, dialog: await screen.findByRole('dialog', { name: `Tokens of ${name}` }) };
}

describe('the tokens of a user, for administrators', () => {
  it('show what each may do, until when, and its last use, and axe finds nothing', async () => {
    const { dialog } = await openTokensOf('Ada Lovelace');

    const items = await within(dialog).findAllByRole('listitem');
    expect(items[1]).toHaveTextContent(/Nightly backup.*Ends soon.*machines.*last used 3 h ago from 203\.0\.113\.7/);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('end after asking', async () => {
    const { user, dialog, world } = await openTokensOf('Ada Lovelace');

    await user.click(await within(dialog).findByRole('button', { name: 'End Nightly backup' }));
    const question = await screen.findByRole('dialog', { name: 'End Nightly backup?' });
    expect(await findAccessibilityFaults()).toEqual([]);
    expect(world.tokens[ada().id]).toHaveLength(2);
    await user.click(within(question).getByRole('button', { name: 'End' }));

    await waitFor(() => {
      expect(within(dialog).queryByText('Nightly backup')).not.toBeInTheDocument();
    });
    expect(within(dialog).getByText('Dashboard')).toBeInTheDocument();
    expect(world.tokens[ada().id]?.map(({ name }) => name)).toEqual(['Dashboard']);
    await waitFor(() => {
      expect(question).not.toBeInTheDocument();
    });
    expect(document.body).not.toHaveFocus();
  });

  it('are said to be none', async () => {
    const { dialog } = await openTokensOf('Alan Turing');

    expect(await within(dialog).findByText(/^Alan Turing has no tokens/)).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('have their shape while they are on their way', async () => {
    const { dialog } = await openTokensOf('Ada Lovelace', {
      handlers: [mockRoute('listUserTokens', () => new Promise(() => undefined))],
    });

    expect(within(dialog).getByRole('status')).toHaveTextContent('Loading');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are said to be missing when they cannot be loaded, with a way to try again', async () => {
    let isBroken = true;
    const { user, dialog } = await openTokensOf('Ada Lovelace', {
      handlers: [
        mockRoute('listUserTokens', () => {
          if (isBroken) throw new MockProblem('internal-error');
          return { items: [] };
        }),
      ],
    });

    const alert = await within(dialog).findByRole('alert');
    expect(alert).toHaveTextContent('The tokens could not be loaded');
    isBroken = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));

    expect(await within(dialog).findByText(/has no tokens/)).toBeVisible();
  });
});
