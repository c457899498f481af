import { act, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findAccessibilityFaults } from '../testing/axe.ts';
import { MockProblem, mockProblem, mockRoute } from '../testing/mock-route.ts';
import { renderApp } from '../testing/render-app.tsx';
import { ada, grace, sessionOf } from '../testing/world.ts';

describe('when something is in the way', () => {
  it('an address that leads nowhere has a way back', async () => {
    renderApp('/no/such/page', { as: ada() });

    expect(await screen.findByRole('heading', { name: 'Nothing is here' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to the start page' })).toHaveAttribute('href', '/');
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
    expect(document.title).toBe('Nothing is here · CloudApp');
    expect(await findAccessibilityFaults()).toEqual([]);
  });

  it('an administrator’s page tells others that it is not theirs', async () => {
    renderApp('/admin/users', { as: ada() });

    expect(await screen.findByRole('heading', { name: 'This page is for administrators' })).toBeVisible();
    expect(screen.getByText(/Ask an administrator/)).toBeVisible();
  });

  it('a service that hangs is a message after ten seconds, with a way to try again', async () => {
    const givenUp = new AbortController();
    const waits = new Set<number>();
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      waits.add(milliseconds);
      return givenUp.signal;
    });
    let isHanging = true;
    let asked = 0;
    const { user } = renderApp('/machines', {
      as: ada(),
      handlers: [
        http.get('*/api/instances', async () => {
          asked += 1;
          if (isHanging) await new Promise(() => undefined);
        }),
      ],
    });
    await waitFor(() => {
      expect(asked).toBeGreaterThan(0);
    });

    givenUp.abort();

    expect(await screen.findByRole('alert')).toHaveTextContent('CloudApp took too long to answer');
    expect(waits).toEqual(new Set([10_000]));
    vi.restoreAllMocks();
    isHanging = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table', { name: 'My machines' })).toBeVisible();
  });

  it('a part that comes back is found by the page itself, which says what failed until then', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    let isDown = true;
    let asked = 0;
    renderApp('/launch', {
      as: ada(),
      handlers: [
        mockRoute('listBlueprints', () => {
          asked += 1;
          if (isDown) throw new MockProblem('service-unavailable');
          return { items: [] };
        }),
      ],
    });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await screen.findByRole('alert')).toHaveTextContent('The catalogue could not be loaded');
    const askedBefore = asked;

    await vi.advanceTimersByTimeAsync(15_000);
    expect(asked).toBeGreaterThan(askedBefore);
    expect(screen.getByRole('alert')).toHaveTextContent('The catalogue could not be loaded');
    isDown = false;
    await vi.advanceTimersByTimeAsync(20_000);

    await waitFor(() => {
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });
    expect(screen.getByRole('heading', { name: 'Launch a machine' })).toBeVisible();
  });

  it('a logic tier that is down says that nothing is lost, and is tried again in place', async () => {
    let isDown = true;
    const { user } = renderApp('/profile', {
      as: ada(),
      handlers: [
        mockRoute('getSession', () => {
          if (isDown) throw new MockProblem('service-unavailable');
          return sessionOf(ada());
        }),
      ],
    });
    expect(await screen.findByRole('heading', { name: 'CloudApp is not available at the moment' })).toBeVisible();
    expect(screen.getByText(/Your machines keep running and nothing is lost/)).toBeVisible();
    expect(await findAccessibilityFaults()).toEqual([]);

    isDown = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByRole('heading', { name: 'Profile' })).toBeVisible();
  });

  it('a browser without connection is told so', async () => {
    renderApp('/machines', { as: ada(), handlers: [http.get('*/api/session', () => Response.error())] });

    expect(await screen.findByRole('heading', { name: 'You are offline' })).toBeVisible();
    expect(screen.getByText(/Machines keep running/)).toBeVisible();
  });

  it('a connection that breaks later leaves the page and says that it may be old', async () => {
    renderApp('/machines', { as: ada() });
    await screen.findByRole('table', { name: 'My machines' });

    act(() => {
      window.dispatchEvent(new Event('offline'));
    });

    expect(await screen.findByText(/You are offline\. What you see may be old/)).toBeVisible();
    expect(screen.getByRole('table', { name: 'My machines' })).toBeVisible();
    act(() => {
      window.dispatchEvent(new Event('online'));
    });
  });

  it('a session that ended leads to the sign-in page, for whoever does not sign in in place', async () => {
    const { user } = renderApp('/machines', {
      as: ada(),
      handlers: [mockProblem('listInstances', 'session-required')],
    });

    await user.click(await screen.findByRole('button', { name: 'Leave this page' }));

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});

describe('the frame around the pages', () => {
  it('has six entries for administrators, and a way to sign out', async () => {
    const { user } = renderApp('/profile', { as: grace() });
    await screen.findByRole('heading', { name: 'Profile' });
    expect(within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('link')).toHaveLength(6);

    await user.click(screen.getByRole('button', { name: /^Account of Grace Hopper/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out', hidden: true }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('gives the focus to the heading of a page that one goes to', async () => {
    const { user } = renderApp('/profile', { as: ada() });
    await screen.findByRole('heading', { name: 'Profile' });

    await user.click(screen.getByRole('link', { name: 'Launch' }));

    await waitFor(() => {
      expect(screen.getByRole('heading', { level: 1, name: 'Launch a machine' })).toHaveFocus();
    });
  });

  it('lets the keyboard skip to the content', async () => {
    const { user } = renderApp('/profile', { as: ada() });
    await screen.findByRole('heading', { name: 'Profile' });

    await user.tab();

    expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveFocus();
    expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveAttribute('href', '#main');
    expect(screen.getByRole('main')).toHaveAttribute('id', 'main');
  });
});
