import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { factors } from '../../../testing/data/factors.ts';
import { ago } from '../../../testing/data/records.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { givePasskeys } from '../../../testing/passkeys.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada, type World } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const withFactors = (world: World) => {
  world.factors[ada().id] = factors();
};

async function openFactors(scene: Scene = { arrange: withFactors }, path = '/profile') {
  const view = renderApp(path, { as: ada(), ...scene });
  const section = await screen.findByRole('region', { name: 'Second factors' });
  const remove = async (name: string) => {
    await view.user.click(within(section).getByRole('button', { name: `Remove ${name}` }));
    return await screen.findByRole('dialog', { name: /^Remove/ });
  };
  return { ...view, section, remove };
}

describe('one’s own second factors', () => {
  it('show since when, their last use, where passkeys are, and how many codes are left, and axe finds nothing', async () => {
    const { section } = await openFactors();

    const texts = within(section)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(texts).toEqual([
      'Authenticator appadded 25 Oct 2026 · last used 3 h agoRemove',
      'Chrome on LinuxPasskey, on one device only · added 12 days ago · last used 2 days agoRemove',
      'PhonePasskey, synced between devices · added 5 days ago · never usedRemove',
      'Recovery codes8 leftNew codes',
    ]);
    expect(within(section).queryByRole('button', { name: 'Add authenticator app' })).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say what they are for when there are none, and what can be set up', async () => {
    givePasskeys();
    const { section } = await openFactors({});

    expect(section).toHaveTextContent('None yet: your password alone opens your account.');
    expect(within(section).queryByRole('list')).not.toBeInTheDocument();
    expect(within(section).getByRole('button', { name: 'Add authenticator app' })).toBeEnabled();
    expect(within(section).getByRole('button', { name: 'Add passkey' })).toBeEnabled();
  });

  it('say when an administrator has taken them away', async () => {
    const { section } = await openFactors({
      arrange: (world) => {
        world.factors[ada().id] = { passkeys: [], recoveryCodesLeft: 0, resetAt: ago({ hours: 2 }) };
      },
    });

    expect(section).toHaveTextContent('An administrator took your second factors away 2 h ago.');
  });

  it.each([
    [3, 'Only 3 left: make new ones before you need them'],
    [0, 'None left: make new ones before you need them'],
    [4, '4 left'],
  ])('warn of few recovery codes: %d', async (recoveryCodesLeft, words) => {
    const { section } = await openFactors({
      arrange: (world) => {
        world.factors[ada().id] = factors({ recoveryCodesLeft });
      },
    });

    expect(within(section).getByText(words)).toBeVisible();
  });

  it('are said to be missing when they cannot be loaded, beside the rest of the page', async () => {
    renderApp('/profile', { as: ada(), handlers: [mockProblem('listFactors', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('Your second factors could not be loaded');
    expect(await screen.findByRole('list', { name: 'Sessions' })).toBeInTheDocument();
  });

  it('have the focus when somebody is sent to them', async () => {
    await openFactors({}, '/profile#second-factors');

    await waitFor(() => {
      expect(document.body).not.toHaveFocus();
    });
  });

  it('let a new password be shorter', async () => {
    const { user } = await openFactors();

    await user.type(await screen.findByLabelText('Current password'), 'x');
    await user.type(screen.getByLabelText('New password'), 'k7wq9dm2');

    expect(screen.getByLabelText('New password')).toHaveAccessibleDescription(/At least 8 characters/);
    expect(screen.getByRole('button', { name: 'Change password' })).toBeEnabled();
  });
});

describe('removing a second factor', () => {
  it('asks, says what stays, and keeps the focus', async () => {
    const { section, remove, user, world } = await openFactors();

    const question = await remove('Phone');
    expect(question).toHaveTextContent('Your other second factors stay.');
    expect(await findAccessibilityFaults()).toEqual([]);
    expect(world.factors[ada().id]?.passkeys).toHaveLength(2);
    await user.click(within(question).getByRole('button', { name: 'Remove' }));

    await waitFor(() => {
      expect(within(section).queryByText('Phone')).not.toBeInTheDocument();
    });
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    });
    await waitFor(() => {
      expect(document.body).not.toHaveFocus();
    });
  });

  it('says that the password alone is left after the last one', async () => {
    const { section, remove, user } = await openFactors({
      arrange: (world) => {
        world.factors[ada().id] = factors({ passkeys: [] });
      },
    });

    const question = await remove('Authenticator app');
    expect(question).toHaveTextContent(/your only second factor.*password alone.*recovery codes end/);
    await user.click(within(question).getByRole('button', { name: 'Remove' }));

    expect(await within(section).findByText(/None yet/)).toBeVisible();
  });

  it('says what to do first where the password is too short to stand alone', async () => {
    const { section, remove, user } = await openFactors({
      arrange: withFactors,
      handlers: [mockProblem('removePasskey', 'password-too-short')],
    });

    const question = await remove('Phone');
    await user.click(within(question).getByRole('button', { name: 'Remove' }));

    const alert = await within(question).findByRole('alert', { name: 'Choose a longer password first' });
    expect(alert).toHaveTextContent('at least 15, then remove this');
    expect(within(section).getByText('Phone')).toBeInTheDocument();
  });

  it('is no fault where it is gone already', async () => {
    const { remove, user } = await openFactors({
      arrange: withFactors,
      handlers: [mockProblem('removePasskey', 'not-found')],
    });

    await user.click(within(await remove('Phone')).getByRole('button', { name: 'Remove' }));

    await waitFor(() => {
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    });
  });
});
