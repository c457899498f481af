import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { findAccessibilityFaults } from '../../../testing/axe.ts';
import { MockProblem, mockProblem, mockRoute } from '../../../testing/mock-route.ts';
import { browserError, givePasskeys, signedBy } from '../../../testing/passkeys.ts';
import { renderApp } from '../../../testing/render-app.tsx';
import { ada } from '../../../testing/world.ts';
import { rightTicket } from '../../../testing/handlers/sign-in.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

async function openSignIn(scene: Scene = {}) {
  const view = renderApp('/sign-in', { as: null, ...scene });
  await screen.findByRole('heading', { name: 'Sign in' });
  return view;
}

const passkeyButton = () => screen.getByRole('button', { name: 'Sign in with a passkey' });
const signedIn = () => screen.findByRole('heading', { name: 'You are signed in' });

describe('signing in with a passkey alone', () => {
  it('takes one press and no password', async () => {
    givePasskeys({ get: () => Promise.resolve(signedBy(ada().id)) });
    const { user } = await openSignIn();
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(passkeyButton());

    expect(await signedIn()).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('Authenticated as Ada Lovelace');
  });

  it('can be left without a word', async () => {
    const { get } = givePasskeys({ get: () => Promise.reject(browserError('NotAllowedError')) });
    const { user } = await openSignIn();

    await user.click(passkeyButton());

    await waitFor(() => {
      expect(get).toHaveBeenCalledOnce();
    });
    await waitFor(() => {
      expect(passkeyButton()).toBeEnabled();
    });
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('says when the passkey opens nothing any more', async () => {
    givePasskeys({ get: () => Promise.resolve(signedBy('usr_nobody')) });
    const { user } = await openSignIn();

    await user.click(passkeyButton());

    expect(await screen.findByRole('alert')).toHaveTextContent(/passkey was not accepted.*may have been removed/);
  });

  it('says when CloudApp cannot be asked', async () => {
    givePasskeys();
    const { user } = await openSignIn({ handlers: [mockProblem('signIn', 'service-unavailable')] });

    await user.click(passkeyButton());

    expect(await screen.findByRole('alert')).toHaveTextContent('Signing in is not possible at the moment');
  });

  it('is not offered by a browser that knows none', async () => {
    await openSignIn();

    expect(screen.queryByRole('button', { name: 'Sign in with a passkey' })).not.toBeInTheDocument();
  });
});

describe('passkeys offered where the e-mail is typed', () => {
  /** Counts the tickets that the page asks for. */
  async function openOffering(device: Parameters<typeof givePasskeys>[0] = {}) {
    const tickets: unknown[] = [];
    const credentials = givePasskeys({ offersInFields: true, ...device });
    const view = await openSignIn({
      handlers: [
        mockRoute('signIn', ({ body }) => {
          if (!('begin' in body)) throw new MockProblem('factor-refused');
          tickets.push(body);
          throw new MockProblem('proof-incomplete', { ticket: rightTicket, ways: ['passkey'] });
        }),
      ],
    });
    return { ...view, ...credentials, tickets };
  }

  it('sign in whoever takes one', async () => {
    const { get } = givePasskeys({ offersInFields: true, get: () => Promise.resolve(signedBy(ada().id)) });
    await openSignIn();

    expect(await signedIn()).toBeVisible();
    expect(get.mock.lastCall?.[0]).toMatchObject({ mediation: 'conditional' });
  });

  it('give way to the button', async () => {
    const { user, get } = await openOffering();
    await waitFor(() => {
      expect(get).toHaveBeenCalledOnce();
    });

    await user.click(passkeyButton());

    await waitFor(() => {
      expect(get).toHaveBeenCalledTimes(2);
    });
    expect(get.mock.calls[0]?.[0].signal?.aborted).toBe(true);
    expect(get.mock.calls[1]?.[0].mediation).toBeUndefined();
  });

  it('are offered by another ticket before the first one ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const { get, tickets } = await openOffering();
    await waitFor(() => {
      expect(get).toHaveBeenCalledOnce();
    });

    await act(() => vi.advanceTimersByTimeAsync(9 * 60_000));

    await waitFor(() => {
      expect(get).toHaveBeenCalledTimes(2);
    });
    expect(tickets).toHaveLength(2);
  });

  it('are not renewed while nobody looks', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const { get, tickets } = await openOffering();
    await waitFor(() => {
      expect(get).toHaveBeenCalledOnce();
    });
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');

    await act(() => vi.advanceTimersByTimeAsync(60 * 60_000));

    expect(tickets).toHaveLength(1);
    visibility.mockRestore();
    document.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => {
      expect(tickets).toHaveLength(2);
    });
  });

  it('are given up after they were left some times, without a word', async () => {
    const { get, tickets } = await openOffering({ get: () => Promise.reject(browserError('NotAllowedError')) });

    await waitFor(() => {
      expect(get).toHaveBeenCalledTimes(3);
    });
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(tickets).toHaveLength(3);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('cost a browser without them no ticket', async () => {
    const { user, tickets } = await openOffering({ offersInFields: false });

    await user.type(screen.getByLabelText('E-mail'), 'a');

    expect(tickets).toEqual([]);
  });
});
