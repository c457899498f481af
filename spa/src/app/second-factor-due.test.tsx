import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../testing/axe.ts';
import { ago } from '../testing/data/records.ts';
import { rightCode } from '../testing/handlers/sign-in.ts';
import { MockProblem, mockProblem, mockRoute } from '../testing/mock-route.ts';
import { renderApp } from '../testing/render-app.tsx';
import { ada, type World } from '../testing/world.ts';

type Scene = Partial<Parameters<typeof renderApp>[1]>;

const due = (secondFactorDue: string) => (world: World) => {
  if (world.session) world.session = { ...world.session, secondFactorDue };
};
const title = 'Set up a second factor';

describe('a second factor that is demanded', () => {
  it('is asked for over every page while there is time, with a way to set it up', async () => {
    const { user } = renderApp('/machines', { as: ada(), arrange: due(ago({ days: -10 })) });
    await screen.findByRole('heading', { name: 'My machines' });

    const reminder = await screen.findByText(/After that nothing else opens/);
    expect(reminder).toHaveTextContent('Set up a second factor by 4 Dec 2026.');
    expect(within(reminder).getByText('4 Dec 2026')).toHaveAttribute('title', expect.stringContaining('12:00:00'));
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.click(within(reminder).getByRole('link', { name: title }));

    expect(await screen.findByRole('region', { name: 'Second factors' })).toBeVisible();
    expect(window.location.hash).toBe('#second-factors');
  });

  it('is asked for no more once there is one', async () => {
    const { user } = renderApp('/profile', { as: ada(), arrange: due(ago({ days: -10 })) });
    await user.click(await screen.findByRole('button', { name: 'Add authenticator app' }));
    await user.type(await screen.findByLabelText('Code'), rightCode);
    await user.click(await screen.findByRole('button', { name: 'Copy all' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));

    await waitFor(() => {
      expect(screen.queryByText(/After that nothing else opens/)).not.toBeInTheDocument();
    });
    expect(screen.getByRole('heading', { name: 'Profile' })).toBeVisible();
  });

  it('is not mentioned to whom it is not demanded of', async () => {
    renderApp('/machines', { as: ada() });

    await screen.findByRole('heading', { name: 'My machines' });
    expect(screen.queryByText(/second factor/)).not.toBeInTheDocument();
  });
});

describe('a second factor whose time has passed', () => {
  async function openDue(scene: Scene = {}) {
    const view = renderApp('/machines', { as: ada(), arrange: due(ago({ hours: 5 })), ...scene });
    await screen.findByRole('heading', { name: title });
    return view;
  }

  it('leaves one page open, which says why and since when, and axe finds nothing', async () => {
    await openDue();

    expect(screen.getByText(/Your administrators ask for one/)).toHaveTextContent(/time for it ended 5 h ago/);
    expect(await screen.findByRole('button', { name: 'Add authenticator app' })).toBeEnabled();
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
    expect(document.title).toBe('Set up a second factor · CloudApp');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('shows the recovery codes before it lets through to the page that was asked for', async () => {
    const { user } = await openDue();

    await user.click(await screen.findByRole('button', { name: 'Add authenticator app' }));
    await user.type(await screen.findByLabelText('Code'), rightCode);
    await user.click(await screen.findByRole('button', { name: 'Copy all' }));
    expect(screen.getByRole('heading', { name: title, hidden: true })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Done' }));

    expect(await screen.findByRole('heading', { name: 'My machines' })).toBeVisible();
  });

  it('asks for the proof that is needed in between', async () => {
    const { user } = await openDue({ handlers: [mockProblem('beginAuthenticator', 'proof-required')] });

    await user.click(await screen.findByRole('button', { name: 'Add authenticator app' }));

    const question = await screen.findByRole('dialog', { name: 'Is it you?' });
    await user.click(within(question).getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The app cannot be set up now');
  });

  it('can be left by signing out', async () => {
    const { user } = await openDue();

    await user.click(screen.getByRole('button', { name: 'Sign out' }));

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('is noticed at the first refusal', async () => {
    const { world } = renderApp('/profile', {
      as: ada(),
      handlers: [
        mockRoute('listSessions', () => {
          due(ago({ seconds: 1 }))(world);
          throw new MockProblem('second-factor-required');
        }),
      ],
    });

    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
  });
});
