import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { factors } from '../../../testing/data/factors.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, grace, type World } from '../../../testing/world.ts';

const withFactors = (world: World) => {
  world.factors[ada().id] = factors();
  world.factors[grace().id] = factors();
};

async function openFactorsOf(name: string, scene: Partial<Parameters<typeof renderApp>[1]> = {}) {
  const view = renderApp('/admin/users', { as: grace(), arrange: withFactors, ...scene });
  await view.user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  // Without layout, the menu takes its button for scrolled out of sight and hides itself.
  await view.user.click(await screen.findByRole('menuitem', { name: 'Second factors', hidden: true }));
  const dialog = await screen.findByRole('dialog', { name: `Second factors of ${name}` });
  const beginReset = async () => {
    await view.user.click(await within(dialog).findByRole('button', { name: 'Reset' }));
    return await screen.findByRole('dialog', { name: `Reset the second factors of ${name}?` });
  };
  return { ...view, dialog, beginReset };
}

describe('the second factors of a user, for administrators', () => {
  it('are shown without anything that only their owner does, and axe finds nothing', async () => {
    const { dialog } = await openFactorsOf('Ada Lovelace');

    const items = await within(dialog).findAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Authenticator appadded 25 Oct 2026 · last used 3 h ago',
      'Chrome on LinuxPasskey, on one device only · added 12 days ago · last used 2 days ago',
      'PhonePasskey, synced between devices · added 5 days ago · never used',
      'Recovery codes8 left',
    ]);
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('are reset after asking, which says what that does', async () => {
    const { user, dialog, beginReset, world } = await openFactorsOf('Ada Lovelace');

    const question = await beginReset();
    expect(question).toHaveTextContent(/signed out everywhere.*the password alone opens the account/);
    expect(await findAccessibilityFaults()).toEqual([]);
    expect(world.factors[ada().id]?.passkeys).toHaveLength(2);
    await user.click(within(question).getByRole('button', { name: 'Reset' }));

    expect(await screen.findByText('Ada Lovelace has no second factors any more')).toBeVisible();
    expect(world.factors[ada().id]).toEqual({ passkeys: [], recoveryCodesLeft: 0 });
    await waitFor(() => {
      expect(dialog).not.toBeInTheDocument();
    });
  });

  it('are reset once it was proven who asks', async () => {
    let isProven = false;
    const { user, beginReset } = await openFactorsOf('Ada Lovelace', {
      arrange: (world) => {
        world.factors[ada().id] = factors();
      },
      handlers: [
        mockRoute('renewProof', () => {
          isProven = true;
          return undefined;
        }),
        mockRoute('resetUserFactors', () => {
          if (!isProven) throw new MockProblem('proof-required');
          return undefined;
        }),
      ],
    });

    await user.click(within(await beginReset()).getByRole('button', { name: 'Reset' }));
    const proof = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.type(within(proof).getByLabelText('Password'), 'anything{Enter}');

    expect(await screen.findByText('Ada Lovelace has no second factors any more')).toBeVisible();
  });

  it('stay, with the reason in place, when they could not be reset', async () => {
    const { user, beginReset } = await openFactorsOf('Ada Lovelace', {
      handlers: [mockProblem('resetUserFactors', 'edit-conflict')],
    });

    const question = await beginReset();
    await user.click(within(question).getByRole('button', { name: 'Reset' }));

    expect(await within(question).findByRole('alert', { name: 'Nothing was reset' })).toHaveTextContent(
      'Somebody else',
    );
  });

  it('are said to be none', async () => {
    const { dialog } = await openFactorsOf('Alan Turing');

    expect(await within(dialog).findByText(/^Alan Turing has none/)).toBeVisible();
    expect(within(dialog).queryByRole('button', { name: 'Reset' })).not.toBeInTheDocument();
  });

  it('are not reset by their owner', async () => {
    const { dialog } = await openFactorsOf('Grace Hopper');

    expect(await within(dialog).findByText(/you change them in your profile/)).toBeVisible();
    expect(within(dialog).queryByRole('button', { name: 'Reset' })).not.toBeInTheDocument();
  });

  it('are said to be missing when they cannot be loaded', async () => {
    const { dialog } = await openFactorsOf('Ada Lovelace', {
      handlers: [mockProblem('listUserFactors', 'internal-error')],
    });

    expect(await within(dialog).findByRole('alert')).toHaveTextContent('The second factors could not be loaded');
  });
});
