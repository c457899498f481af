import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { rightPassword } from '../../../testing/handlers/people.ts';
import { mockProblem } from '../../../testing/mock-route.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

async function openTokens(scene: Scene = {}) {
  const view = renderApp('/profile', { as: ada(), ...scene });
  return { ...view, section: await screen.findByRole('region', { name: 'Tokens' }) };
}

describe('one’s own tokens', () => {
  it('show what each may do, until when, and its last use, and axe finds nothing', async () => {
    const { section } = await openTokens();

    const [first, second] = within(section).getAllByRole('listitem');
    expect(first).toHaveTextContent('DashboardSeeEnds in 20 days · never used');
    expect(second).toHaveTextContent(
      'Nightly backupEnds soonSee · Launch and use machinesEnds in 5 days · last used 3 h ago from 203.0.113.7',
    );
    expect(within(section).getByText('in 5 days')).toHaveAttribute('title', expect.stringContaining('29 Nov 2026'));
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('say what belongs there when there are none', async () => {
    const { section } = await openTokens({
      arrange: (world) => {
        world.tokens = {};
      },
    });

    expect(section).toHaveTextContent('None yet. Make one for the first program that is to act for you.');
    expect(within(section).queryByRole('list')).not.toBeInTheDocument();
  });

  it('are said to be missing when they cannot be loaded, beside the rest of the page', async () => {
    renderApp('/profile', { as: ada(), handlers: [mockProblem('listAccessTokens', 'internal-error')] });

    expect(await screen.findByRole('alert')).toHaveTextContent('Your tokens could not be loaded');
    expect(await screen.findByRole('list', { name: 'Sessions' })).toBeInTheDocument();
  });

  it('end after asking, and the focus is not lost', async () => {
    const { user, section, world } = await openTokens();

    await user.click(within(section).getByRole('button', { name: 'End Dashboard' }));
    const question = await screen.findByRole('dialog', { name: 'End Dashboard?' });
    expect(question).toHaveTextContent('Programs that use it are refused from then on');
    expect(world.tokens[ada().id]).toHaveLength(2);
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(question).getByRole('button', { name: 'End' }));

    await waitFor(() => {
      expect(within(section).queryByText('Dashboard')).not.toBeInTheDocument();
    });
    expect(within(section).getByText('Nightly backup')).toBeInTheDocument();
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    });
    expect(document.body).not.toHaveFocus();
  });

  it('are gone from the list when one had ended by itself', async () => {
    const { user, section, world } = await openTokens();

    await user.click(within(section).getByRole('button', { name: 'End Dashboard' }));
    world.tokens = {};
    await user.click(await screen.findByRole('button', { name: 'End' }));

    expect(await within(section).findByText(/None yet/)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('stay, with the reason in place, when one could not be ended', async () => {
    const { user, section } = await openTokens({ handlers: [mockProblem('endAccessToken', 'internal-error')] });

    await user.click(within(section).getByRole('button', { name: 'End Dashboard' }));
    const question = await screen.findByRole('dialog', { name: 'End Dashboard?' });
    await user.click(within(question).getByRole('button', { name: 'End' }));

    expect(await within(question).findByRole('alert')).toHaveTextContent('The token was not ended');
    expect(within(section).getByText('Dashboard')).toBeInTheDocument();
  });

  it('end when the password is changed', async () => {
    const { user, section } = await openTokens();
    await within(section).findByText('Dashboard');

    await user.type(await screen.findByLabelText('Current password'), rightPassword);
    await user.type(screen.getByLabelText('New password'), 'a sentence that nobody knows');
    await user.click(screen.getByRole('button', { name: 'Change password' }));

    expect(await within(section).findByText(/None yet/)).toBeInTheDocument();
    expect(screen.getByRole('status', { name: 'Your password is changed' })).toHaveTextContent(
      'Your tokens have ended',
    );
  });
});
