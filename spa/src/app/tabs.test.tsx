import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAccessibilityFaults } from '../testing/axe.ts';
import { MockProblem, mockRoute } from '../testing/mock-route.ts';
import { renderApp } from '../testing/render-app.tsx';
import { ada, grace, sessionOf, type World } from '../testing/world.ts';

const replaced = 'Somebody else is signed in in this browser now';

describe('a tab', () => {
  let otherTab: BroadcastChannel;
  const tell = async (userId: string | null) => {
    await act(async () => {
      otherTab.postMessage({ userId });
      await Promise.resolve();
    });
  };

  beforeEach(() => {
    otherTab = new BroadcastChannel('cloudapp-session');
  });
  afterEach(() => {
    otherTab.close();
  });

  /** Refuses a page of somebody else, as every service does. */
  const strictProfile = (asked: { world?: World; names: (string | null)[] }) =>
    mockRoute('getProfile', ({ headers }) => {
      const name = headers.get('cloudapp-user');
      asked.names.push(name);
      if (name !== asked.world?.session?.user.id) throw new MockProblem('another-user');
      return asked.world.users.find(({ id }) => id === name) ?? grace();
    });

  it('names in every request whom it shows', async () => {
    const asked: Parameters<typeof strictProfile>[0] = { names: [] };
    const { world } = renderApp('/profile', { as: ada(), handlers: [strictProfile(asked)] });
    asked.world = world;

    await waitFor(() => {
      expect(asked.names).toContain(ada().id);
    });
    expect(new Set(asked.names)).toEqual(new Set([ada().id]));
  });

  it('stops showing one person when another one has signed in in another tab, and goes on as that one when asked', async () => {
    const { user, world } = renderApp('/machines', { as: ada() });
    await screen.findByRole('table', { name: 'My machines' });

    world.session = sessionOf(grace());
    await tell(grace().id);

    const heading = await screen.findByRole('heading', { name: replaced });
    await waitFor(() => {
      expect(heading).toHaveFocus();
    });
    expect(screen.queryByRole('table', { name: 'My machines' })).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(screen.getByRole('button', { name: 'Go on with the other account' }));

    expect(await screen.findByRole('button', { name: new RegExp(grace().name) })).toBeVisible();
  });

  it('notices by the first answer where no word came', async () => {
    const asked: Parameters<typeof strictProfile>[0] = { names: [] };
    const { world } = renderApp('/profile', { as: ada(), handlers: [strictProfile(asked)] });
    world.session = sessionOf(ada());
    asked.world = { ...world, session: sessionOf(grace()) };

    expect(await screen.findByRole('heading', { name: replaced })).toBeVisible();
  });

  it('asks who is signed in when it is looked at again', async () => {
    let isGrace = false;
    renderApp('/machines', {
      as: ada(),
      handlers: [
        mockRoute('getSession', ({ headers }) => {
          if (isGrace && headers.get('cloudapp-user') !== grace().id) throw new MockProblem('another-user');
          return sessionOf(ada());
        }),
      ],
    });
    await screen.findByRole('table', { name: 'My machines' });

    isGrace = true;
    act(() => {
      window.dispatchEvent(new Event('focus'));
    });

    expect(await screen.findByRole('heading', { name: replaced })).toBeVisible();
  });

  it('asks once, though browsers say in two ways that a tab is looked at again', async () => {
    let asked = 0;
    renderApp('/machines', {
      as: ada(),
      handlers: [
        mockRoute('getSession', () => {
          asked += 1;
          return sessionOf(ada());
        }),
      ],
    });
    await screen.findByRole('table', { name: 'My machines' });
    const before = asked;

    act(() => {
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('focus'));
    });
    await waitFor(() => {
      expect(asked).toBeGreaterThan(before);
    });
    await tell(ada().id);

    expect(asked).toBe(before + 1);
  });

  it('leaves with the others when the person signs out in one of them', async () => {
    const { world } = renderApp('/machines', { as: ada() });
    await screen.findByRole('table', { name: 'My machines' });

    world.session = null;
    await tell(null);

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('stays as it is when the same person signs in elsewhere', async () => {
    renderApp('/machines', { as: ada() });
    await screen.findByRole('table', { name: 'My machines' });

    await tell(ada().id);

    expect(screen.getByRole('table', { name: 'My machines' })).toBeVisible();
  });

  it('tells the others who has signed out here', async () => {
    const heard: unknown[] = [];
    otherTab.onmessage = ({ data }) => heard.push(data);
    const { user } = renderApp('/machines', { as: ada() });
    await user.click(await screen.findByRole('button', { name: new RegExp(ada().name) }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));

    await waitFor(() => {
      expect(heard).toEqual([{ userId: null }]);
    });
  });
});
