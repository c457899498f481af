import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { begunItem } from '../../modules/account/api/company.ts';
import { findAccessibilityFaults } from '../../testing/axe.ts';
import { acme } from '../../testing/data/companies.ts';
import { factors } from '../../testing/data/factors.ts';
import { authorizeAt, companyTicket } from '../../testing/handlers/companies.ts';
import { rightPassword } from '../../testing/handlers/people.ts';
import { rightCode } from '../../testing/handlers/sign-in.ts';
import { mockProblem, mockRoute } from '../../testing/mock-route.ts';
import { givePasskeys, signedBy } from '../../testing/passkeys.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { ada, grace, sessionOf, type World } from '../../testing/world.ts';

type Scene = Omit<Parameters<typeof renderApp>[1], 'as'>;

const title = 'Sign in again';

/** An administrator fills in a new user while the session ends. */
async function endWhileTyping(scene: Scene = {}) {
  const view = renderApp('/admin/users', { as: grace(), ...scene });
  await view.user.click(await screen.findByRole('button', { name: 'Add user' }));
  const form = await screen.findByRole('dialog', { name: 'Add user' });
  await view.user.type(within(form).getByLabelText('Name'), 'Frances Allen');
  await view.user.type(within(form).getByLabelText('E-mail'), 'frances.allen@example.org');
  view.world.session = null;
  await view.user.click(within(form).getByRole('button', { name: 'Add user' }));
  const question = await screen.findByRole('dialog', { name: title });
  const signIn = async (password: string) => {
    await view.user.type(within(question).getByLabelText('Password'), `${password}{Enter}`);
  };
  return { ...view, question, signIn };
}

describe('a session that ends in the middle', () => {
  it('says so over the page, takes the password, and goes on with what was typed', async () => {
    const { question, signIn, world } = await endWhileTyping();

    expect(question).toHaveTextContent('Your session has ended');
    expect(question).toHaveTextContent(grace().email);
    await waitFor(() => {
      expect(within(question).getByLabelText('Password')).toHaveFocus();
    });
    expect(await findAccessibilityFaults()).toEqual([]);
    await signIn(rightPassword);

    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toBeVisible();
    expect(world.users.map(({ name }) => name)).toContain('Frances Allen');
    expect(screen.queryByRole('dialog', { name: title })).not.toBeInTheDocument();
  });

  it('says when the password is wrong, keeps what was typed, and takes another', async () => {
    const { user, question, signIn } = await endWhileTyping();

    await signIn('a guess');

    expect(await within(question).findByText('This is not your password.')).toBeVisible();
    expect(within(question).getByLabelText('Password')).toBeInvalid();
    expect(screen.getByLabelText('Name')).toHaveValue('Frances Allen');
    await user.clear(within(question).getByLabelText('Password'));
    await signIn(rightPassword);
    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toBeVisible();
  });

  it('says how long to wait after too many tries', async () => {
    const { user, question, signIn } = await endWhileTyping({
      handlers: [mockProblem('signIn', 'too-many-attempts', { retryAfterSeconds: 754 })],
    });

    await signIn('a guess');

    expect(await within(question).findByText(/You can try again in 12 min/)).toBeVisible();
    expect(within(question).getByRole('button', { name: 'Sign in' })).toBeDisabled();
    await user.click(within(question).getByRole('button', { name: 'Leave this page' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('does not go away by a key press, but by a button that leads to the sign-in page', async () => {
    const { user, question } = await endWhileTyping();

    await user.keyboard('{Escape}');
    expect(question).toBeInTheDocument();
    await user.click(within(question).getByRole('button', { name: 'Leave this page' }));

    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(window.location.search).toBe('?next=%2Fadmin%2Fusers');
  });

  it('is asked once for all that waits, and each goes on', async () => {
    let signIns = 0;
    const { user, world } = renderApp('/profile', {
      as: ada(),
      handlers: [
        mockRoute('signIn', () => {
          signIns += 1;
          world.session = sessionOf(ada());
          return world.session;
        }),
      ],
    });
    await screen.findByRole('list', { name: 'Sessions' });

    world.session = null;
    act(() => {
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('focus'));
    });
    const question = await screen.findByRole('dialog', { name: title });
    await user.type(within(question).getByLabelText('Password'), `${rightPassword}{Enter}`);

    await waitFor(() => {
      expect(screen.queryByRole('dialog', { name: title })).not.toBeInTheDocument();
    });
    expect(signIns).toBe(1);
    expect(screen.getByRole('heading', { name: 'Profile' })).toBeVisible();
  });

  it('goes on by itself when the same person signs in in another tab', async () => {
    const { world } = await endWhileTyping();
    const otherTab = new BroadcastChannel('cloudapp-session');

    await act(async () => {
      world.session = sessionOf(grace());
      otherTab.postMessage({ userId: grace().id });
      await Promise.resolve();
    });

    await waitFor(() => {
      expect(screen.queryByRole('dialog', { name: title })).not.toBeInTheDocument();
    });
    otherTab.close();
  });
});

describe('a session that ends for somebody with a second factor', () => {
  const withFactors = (world: World) => {
    world.factors[grace().id] = factors();
  };

  it('goes on after password and code, with what is wrong said at each', async () => {
    const { user, question, signIn, world } = await endWhileTyping({ arrange: withFactors });
    await signIn(rightPassword);

    const code = await within(question).findByLabelText('Code');
    await waitFor(() => {
      expect(code).toHaveFocus();
    });
    expect(await findAccessibilityFaults()).toEqual([]);
    await user.type(code, '654321');
    expect(await within(question).findByText(/This code is not right/)).toBeVisible();
    await user.keyboard(rightCode);

    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toBeVisible();
    expect(world.users.map(({ name }) => name)).toContain('Frances Allen');
  });

  it('leads back to the password', async () => {
    const { user, question, signIn } = await endWhileTyping({ arrange: withFactors });
    await signIn(rightPassword);

    await user.click(await within(question).findByRole('button', { name: 'Back' }));

    expect(within(question).getByLabelText('Password')).toBeVisible();
    await user.click(within(question).getByRole('button', { name: 'Leave this page' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('goes on by a passkey alone', async () => {
    givePasskeys({ get: () => Promise.resolve(signedBy(grace().id)) });
    const { user, question } = await endWhileTyping({ arrange: withFactors });

    await user.click(within(question).getByRole('button', { name: 'Sign in with a passkey' }));

    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toBeVisible();
  });

  it('does nothing for somebody else whose passkey was used', async () => {
    givePasskeys({ get: () => Promise.resolve(signedBy(ada().id)) });
    const { user, question, world } = await endWhileTyping({ arrange: withFactors });

    await user.click(within(question).getByRole('button', { name: 'Sign in with a passkey' }));

    expect(await screen.findByRole('heading', { name: /Somebody else is signed in/ })).toBeVisible();
    expect(world.session?.user.id).toBe(ada().id);
  });
});

describe('a session that ends for somebody whom a company had signed in', () => {
  const inSession = { id: acme().id, name: acme().name };
  const withCompany = (world: World) => {
    if (world.session) world.session = { ...world.session, company: inSession };
  };
  const byCompany = 'Sign in with Acme';

  /** What the next tab is that the page opens; none where the browser keeps it from doing so. */
  function givenTab(isAllowed = true) {
    const kept = new Map([['a key', 'of the page that opened it']]);
    const went: string[] = [];
    const close = vi.fn<() => void>();
    const tab = {
      sessionStorage: {
        clear: () => {
          kept.clear();
        },
        setItem: (name: string, value: string) => kept.set(name, value),
      },
      location: { replace: (address: string) => went.push(address) },
      opener: window as unknown,
      close,
    };
    const open = vi.spyOn(window, 'open').mockReturnValue(isAllowed ? (tab as unknown as Window) : null);
    onTestFinished(() => {
      open.mockRestore();
    });
    return { tab, kept, went, close };
  }

  it('is signed in by the company in a tab of its own, and goes on with what was typed', async () => {
    const { tab, kept, went } = givenTab();
    const { user, question, world } = await endWhileTyping({ arrange: withCompany });
    expect(within(question).queryByLabelText('Password')).not.toBeInTheDocument();
    expect(await findAccessibilityFaults()).toEqual([]);

    await user.click(within(question).getByRole('button', { name: byCompany }));

    expect(await within(question).findByRole('status')).toHaveTextContent('This page then goes on by itself.');
    expect(went).toEqual([authorizeAt(acme().id)]);
    expect(tab.opener).toBeNull();
    expect([...kept.keys()]).toEqual([begunItem]);
    expect(JSON.parse(kept.get(begunItem) ?? '')).toMatchObject({ ticket: companyTicket, isBeside: true });
    expect(sessionStorage.getItem(begunItem)).toBeNull();

    const otherTab = new BroadcastChannel('cloudapp-session');
    world.session = sessionOf(grace());
    otherTab.postMessage({ userId: grace().id });
    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toBeVisible();
    expect(world.users.map(({ name }) => name)).toContain('Frances Allen');
    otherTab.close();
  });

  it('says what to do where no tab may be opened', async () => {
    givenTab(false);
    const { user, question } = await endWhileTyping({ arrange: withCompany });

    await user.click(within(question).getByRole('button', { name: byCompany }));

    expect(within(question).getByRole('alert')).toHaveTextContent('No tab could be opened');
    expect(screen.getByLabelText('Name')).toHaveValue('Frances Allen');
    await user.click(within(question).getByRole('button', { name: 'Leave this page' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('closes the tab again and says so when the company does not answer', async () => {
    const { went, close } = givenTab();
    const { user, question } = await endWhileTyping({
      arrange: withCompany,
      handlers: [mockProblem('signIn', 'company-unavailable')],
    });

    await user.click(within(question).getByRole('button', { name: byCompany }));

    expect(await within(question).findByRole('alert')).toBeVisible();
    expect(within(question).queryByRole('status')).not.toBeInTheDocument();
    expect(close).toHaveBeenCalledOnce();
    expect(went).toEqual([]);
    await user.click(within(question).getByRole('button', { name: 'Leave this page' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  it('takes the password of who has one', async () => {
    const { user, question, signIn } = await endWhileTyping({ arrange: withCompany });

    await user.click(within(question).getByRole('button', { name: 'Sign in with a password' }));
    await signIn(rightPassword);

    expect(await screen.findByRole('group', { name: 'Link to choose a password' })).toBeVisible();
  });
});
