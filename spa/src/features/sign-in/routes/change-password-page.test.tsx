import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { users } from '../../../testing/data/users.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

const goodPassword = 'lighthouse keepers dine at noon';

function newcomer() {
  const found = users().find(({ mustChangePassword }) => mustChangePassword);
  if (!found) throw new Error('Nobody has a one-time password');
  return found;
}

async function openAsNewcomer(path = '/', scene: Scene = {}) {
  const view = renderApp(path, { as: newcomer(), ...scene });
  await screen.findByRole('heading', { name: 'Choose a password' });
  const choose = async (fresh: string) => {
    await view.user.type(screen.getByLabelText('New password'), fresh);
    await view.user.click(screen.getByRole('button', { name: 'Save password' }));
  };
  return { ...view, choose };
}

describe('a user with a one-time password', () => {
  it('chooses another before any page opens', async () => {
    await openAsNewcomer('/machines');

    expect(screen.getByText(/Welcome, Katherine Johnson/)).toBeVisible();
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('goes on to the page that was asked for', async () => {
    const { choose } = await openAsNewcomer('/machines');

    await choose(goodPassword);

    expect(await screen.findByRole('heading', { name: 'My machines' })).toBeVisible();
  });

  it('is told what a good password is while typing', async () => {
    const { user } = await openAsNewcomer();
    const field = screen.getByLabelText('New password');

    await user.type(field, 'short');
    expect(screen.getByText('Too short.')).toBeVisible();
    expect(screen.getByText(/10 more characters needed/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save password' })).toBeDisabled();

    await user.clear(field);
    await user.type(field, 'katherine at cloudapp');
    expect(await screen.findByText('Cannot be used.')).toBeVisible();
    expect(screen.getByText(/^It is made mostly of your name/)).toBeVisible();

    await user.clear(field);
    await user.type(field, goodPassword);
    expect(screen.getByText('Strong.')).toBeVisible();
  });

  it('learns at the field why the new one is not accepted', async () => {
    const { choose, user } = await openAsNewcomer();

    await choose('password password');

    const field = screen.getByLabelText('New password');
    await waitFor(() => {
      expect(field).toBeInvalid();
    });
    expect(screen.getByText(/^It (is made mostly of passwords|repeats itself)/)).toBeVisible();
    expect(screen.queryByText(/^(Fair|Good|Strong)\./)).not.toBeInTheDocument();

    await user.type(field, ' of walruses and lighthouses');

    expect(field).toBeValid();
    expect(await screen.findByText('Strong.')).toBeVisible();
  });

  it('loses nothing when the service is down', async () => {
    const { choose } = await openAsNewcomer('/', {
      handlers: [mockProblem('changePassword', 'service-unavailable')],
    });

    await choose(goodPassword);

    expect(await screen.findByRole('alert')).toHaveTextContent('Your password was not changed');
    expect(screen.getByLabelText('New password')).toHaveValue(goodPassword);
  });

  it('can sign out instead', async () => {
    const { user, world } = await openAsNewcomer();

    await user.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(world.session).toBeNull();
  });
});
